/** The screens in the building, and what the moderator puts on them. */
import { t } from "../../core/words.js";
import { evaluations, takesAnswers } from "../../reports/evaluations.js";
import { running } from "../../programme/session.js";
import { deck, PLENARY, workshopCards } from "../../summaries/summaries.js";
import { slideWord } from "./actions.js";

/** @typedef {import("./state.js").ModeratorState} ModeratorState */

export class Screens {
  /** The screen that is moved. */
  chosen = "main";
  /** Whether what is shown goes to all screens. */
  everywhere = false;
  /**
   * Where the keyboard was before it went to the message.
   * @type {{tab: ModeratorState["tab"], element: Element|null}|null}
   */
  beforeMessage = null;
  #page;

  /** @param {ModeratorState} page */
  constructor(page) {
    this.#page = page;
  }

  /** The screens that there are, the main one first. */
  get names() {
    const main = (/** @type {string} */ name) => Number(name === "main");
    return this.#page.table.ids("screen").sort((a, b) => main(b) - main(a) || (a < b ? -1 : 1));
  }

  /** Where it is shown: one screen, or all of them. */
  get #target() {
    return this.everywhere ? "*" : this.chosen;
  }

  /** @param {string} name */
  choose(name) {
    this.chosen = name;
    this.#page.say(t("Screen: {name}", { name }));
    this.#page.redraw();
  }

  chooseNext() {
    const { names } = this;
    this.choose(names[(names.indexOf(this.chosen) + 1) % names.length] ?? "main");
  }

  /** Put something on the screen. @param {string} what a slide @param {string|null} [text] of a message */
  async show(what, text = null) {
    const { id, part, missing } = this.#subject(what);
    if (missing) {
      this.#page.refuse(missing);
      return { ok: false };
    }
    const args = { screen: this.#target, what, id, ...(part && { part }), ...(text && { text }) };
    return this.#page.act("screen.show", args, t("On the screen now: {what}", { what: slideWord(what) }));
  }

  /**
   * What a slide is about.
   * @param {string} what
   * @returns {{id: string|null, part?: string|null, missing?: string}} missing: why there is nothing to show
   */
  #subject(what) {
    const { table, session, polls, lists } = this.#page;
    if (what === "poll") {
      const id = polls.showable?.id;
      return id ? { id } : { id: null, missing: t("There is no open or closed poll to show.") };
    }
    if (what === "summary") {
      const [id, part] = deck(table)[0] ?? [];
      return id === undefined ? { id: null, missing: t("No summary is published yet.") } : { id, part };
    }
    if (what === "evaluation") {
      const open = evaluations(table).find((row) => takesAnswers(row, this.#page.clock.now()));
      return open ? { id: open.id } : { id: null, missing: t("No evaluation is open at the moment.") };
    }
    // The projector follows the session that runs; another one that is moderated here has to be named.
    if (session?.id === running(table)?.id) return { id: null };
    const named = { top: session?.id, floor: session?.id, podium: session?.id, question: lists.columns.stage?.id }[
      what
    ];
    return { id: named ?? null };
  }

  /** Publish the summary if it is not, and show its first card. */
  async publish() {
    const { table } = this.#page;
    const drafts = [PLENARY, ...workshopCards(table).map(({ id }) => id)].filter((id) => {
      const row = table.get("summary", id);
      return row && row.state !== "published";
    });
    const [first] = drafts;
    if (first !== undefined) {
      const cards = first === PLENARY;
      const published = await this.#page.act("summary.publish", { id: first, cards }, t("The summary is published."));
      if (!published.ok) return;
      await this.#page.arrival("summary", first, ({ state }) => state === "published");
    }
    this.#page.closeDialog();
    await this.show("summary");
  }

  /** The next card of the summary, or the one before. @param {number} by */
  turn(by) {
    return this.#page.act("screen.turn", { screen: this.chosen, by });
  }

  /** Show a poll, or only a part of it. @param {string} id @param {string|null} [part] null: as it runs */
  showPoll(id, part = null) {
    return this.#page.act("screen.show", { screen: this.#target, what: "poll", id, ...(part && { part }) });
  }

  /** Add a screen, and move that one. @param {string} name @returns {Promise<boolean>} whether it was added */
  async add(name) {
    const { ok } = await this.#page.act("screen.show", { screen: name, what: "join" });
    if (ok) this.choose(name);
    return ok;
  }

  /** Remove the screen that is moved. */
  async remove() {
    const id = this.chosen;
    this.choose("main");
    await this.#page.act("screen.remove", { id });
  }
}
