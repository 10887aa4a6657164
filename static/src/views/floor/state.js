/** What whoever runs a floor does between two drawings, on the moderator's page and on that of a room. */
import { floorOf, handsOf, inOrder, speaking, taken } from "../../floor/floor.js";
import { t } from "../../core/words.js";

/** @typedef {import("../../floor/floor.js").Side} Side */
/**
 * @typedef {object} Host the page that this is part of
 * @property {import("../../core/table.js").Table} table
 * @property {import("../../core/clock.js").Clock} clock
 * @property {(name: string, args: object, done?: string) => Promise<import("../../kit/page.js").Answer>} act
 * @property {() => void} redraw
 */

/** What one press of “more time” gives, s. */
const MORE = 30;

export class Chair {
  /** Where somebody is being added from. @type {Side|null} */
  adding = null;
  /** What the form begins with, where it was refused before. */
  typed = { name: "", about: "" };
  /** Whether the form is about to have the keyboard, so that what is typed now is meant for it. */
  opening = false;
  #place;

  /** @param {Host} host @param {() => string} place the session or slot whose floor it is */
  constructor(host, place) {
    this.host = host;
    this.#place = place;
  }

  get place() {
    return this.#place();
  }

  get floor() {
    return floorOf(this.host.table, this.place);
  }

  get now() {
    return speaking(this.host.table, this.floor);
  }

  /** The question that has the floor, where questions stand among hands. */
  get question() {
    return taken(this.host.table, this.floor);
  }

  /** The hand or question that has the floor. */
  get current() {
    return this.floor?.speaking ?? this.question?.id ?? null;
  }

  get waiting() {
    return inOrder(this.host.table, this.place);
  }

  /** Hands that are set aside, were held or have spoken. @param {string} state */
  others(state) {
    return handsOf(this.host.table, this.place).filter((hand) => hand.state === state);
  }

  /** Who has spoken, the last one first, as far as can be told. */
  get spoken() {
    return this.others("done").sort((a, b) => (b.card?.at ?? 0) - (a.card?.at ?? 0));
  }

  /** Who spoke before the one who speaks, or was called last. @type {string|null} */
  #before = null;

  /** A call that is on its way. @type {Promise<import("../../kit/page.js").Answer>|null} */
  #calling = null;

  /** Who has the floor, or will when the call that is on its way has arrived: keys are faster than the network. */
  async #current() {
    const called = (await this.#calling)?.result?.id ?? "";
    this.#calling = null;
    const { table } = this.host;
    const state = (table.get("hand", called) ?? table.get("question", called))?.state ?? "";
    return ["waiting", "speaking", "live", "answering"].includes(state) ? called : this.current;
  }

  /** Call the next one; the press counts for who is speaking now, however often it is made. */
  next() {
    const after = this.current ?? "";
    if (after) this.#before = after;
    this.#calling = this.host.act("floor.next", { session: this.place, after }, t("Called."));
    return this.#calling;
  }

  /** @param {string} id */
  call(id) {
    if (this.current) this.#before = this.current;
    return this.host.act("floor.call", { id }, t("Called."));
  }

  /** Call back who spoke before. */
  back() {
    const last = this.#before ?? this.spoken[0]?.id;
    if (last) void this.call(last);
  }

  async done() {
    const after = await this.#current();
    if (!after) return;
    this.#before = after;
    void this.host.act("floor.done", { session: this.place, after }, t("The turn is over."));
  }

  /** Set aside who has the floor, else who is chosen. @param {string|null} chosen */
  async setAside(chosen) {
    const id = (await this.#current()) ?? chosen;
    if (this.host.table.get("hand", id ?? "")) this.skip(id);
  }

  /** @param {string|undefined|null} id */
  skip(id) {
    if (id) void this.host.act("floor.skip", { id }, t("Set aside."));
  }

  /** @param {string} id */
  lower(id) {
    void this.host.act("hand.lower", { id }, t("Taken down."));
  }

  more() {
    if (this.floor?.speaking) void this.host.act("floor.extend", { session: this.place, seconds: MORE });
  }

  /** Let people raise their hands, or no more. */
  toggle() {
    if (this.floor?.open) void this.host.act("floor.close", { session: this.place }, t("The list is closed."));
    else void this.set({}, t("The list is open."));
  }

  /**
   * @param {{rules?: string[], seconds?: number, lists?: string[], kinds?: string[], questions?: boolean}} changes
   * @param {string} [done] what to say then
   */
  set(changes, done = "") {
    const rules = this.floor?.rules ?? ["came", "fair"];
    return this.host.act("floor.open", { session: this.place, rules, ...changes }, done);
  }

  /** Begin to add somebody without a phone. @param {Side|null} mode null: no more @param {Chair["typed"]} [typed] */
  add(mode, typed = { name: "", about: "" }) {
    Object.assign(this, { adding: mode, typed, opening: mode !== null });
    this.host.redraw();
    if (!mode) return;
    requestAnimationFrame(() => {
      this.opening = false;
      /** @type {HTMLElement|null} */ (document.querySelector(".add-hand input"))?.focus();
    });
  }

  /**
   * The form goes with the key that sends it, since the next key may be for the next person; it comes back with what
   * was typed if that is refused.
   * @param {string} name @param {string} about
   */
  async added(name, about) {
    const mode = this.adding;
    if (!mode) return;
    this.add(null);
    const more = { ...(name && { name }), ...(about && { about }) };
    const answer = await this.host.act("hand.add", { session: this.place, mode, ...more }, t("On the list."));
    if (!answer.ok && !this.adding) this.add(mode, { name, about });
  }
}
