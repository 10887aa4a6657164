/** What somebody does with the crew line between two drawings, on whichever staff page they are. */
import { EVERYBODY, unseen } from "../../floor/crew.js";
import { device } from "../../core/storage.js";
import { t } from "../../core/words.js";

/** @typedef {import("./state.js").Host} Host */
/** @typedef {import("../../floor/crew.js").Voice} Voice */

const STORED = "companion.crew.vibrate";
const BUZZ = [120, 80, 120];

export class CrewLine {
  /** Whom the next message is for. */
  to = EVERYBODY;
  vibrates = device.get(STORED) !== "off";
  /** What was there already. @type {Set<string>} */
  #known;
  #voice;

  /** @param {Host} host @param {() => Voice} voice as whom one speaks here */
  constructor(host, voice) {
    this.host = host;
    this.#voice = voice;
    this.#known = new Set(this.unseen.map(({ id }) => id));
    host.table.on(() => this.#arrived());
  }

  get voice() {
    return this.#voice();
  }

  get unseen() {
    return unseen(this.host.table, this.voice);
  }

  /** @param {string} to */
  choose(to) {
    this.to = to;
    this.host.redraw();
  }

  /**
   * @param {{text?: string, phrase?: string}} what @param {string} [to]
   * @returns {Promise<boolean>} whether it was sent
   */
  async say(what, to = this.to) {
    const { ok } = await this.host.act("crew.say", { to, ...what, ...this.#as }, t("Said on the crew line."));
    return ok;
  }

  /** @param {string} id */
  see(id) {
    void this.host.act("crew.seen", { id, ...this.#as }, t("Seen."));
  }

  /** Take back what was said here. @param {string} id */
  takeBack(id) {
    void this.host.act("crew.seen", { id, ...this.#as }, t("Taken back."));
  }

  /** Answer whoever has said it. @param {import("../../floor/crew.js").Message} message */
  answer({ by, by_room }) {
    this.choose(by_room ?? by);
  }

  toggleVibration() {
    this.vibrates = !this.vibrates;
    device.set(STORED, this.vibrates ? "" : "off");
    this.host.redraw();
  }

  get #as() {
    const { role, room } = this.voice;
    return { role, ...(room && { room }) };
  }

  #arrived() {
    const ids = this.unseen.map(({ id }) => id);
    const fresh = ids.some((id) => !this.#known.has(id));
    this.#known = new Set(ids);
    // Before the first touch browsers allow it not, and complain.
    if (fresh && this.vibrates && navigator.userActivation?.hasBeenActive !== false) navigator.vibrate?.(BUZZ);
  }
}
