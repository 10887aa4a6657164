/** Another profile for an event that is there: looked at first, then chosen. Nothing here draws. */

/** @typedef {{what: string, before: unknown, after: unknown}} Setting */
/** @typedef {{profile: string, changes: Setting[], names: number}} Outlook what another profile would change */
/** @typedef {import("../core/send.js").Answer} Answer */

export class ProfileChoice {
  /** What the chosen one would change. @type {Outlook|null} */
  outlook = null;
  /** Why it cannot be chosen. */
  trouble = "";
  #page;

  /** @param {{act: (name: string, args: object) => Promise<Answer>, redraw: () => void, trouble: string|null}} page */
  constructor(page) {
    this.#page = page;
  }

  /** Look what it would change. @param {string} profile */
  async look(profile) {
    const result = await this.#ask({ profile, dry: true });
    this.outlook = result ? { profile, changes: result.changes, names: result.names } : null;
    this.#page.redraw();
  }

  /** Choose what was looked at. */
  async choose() {
    if (this.outlook && (await this.#ask({ profile: this.outlook.profile }))) this.outlook = null;
    this.#page.redraw();
  }

  discard() {
    Object.assign(this, { outlook: null, trouble: "" });
    this.#page.redraw();
  }

  /** @param {{profile: string, dry?: boolean}} args */
  async #ask(args) {
    const answer = await this.#page.act("event.profile", args);
    this.#page.trouble = null;
    this.trouble = answer.ok ? "" : (answer.message ?? "");
    return answer.ok ? answer.result : null;
  }
}
