/** A rehearsal as an organiser begins, changes and ends it. Nothing here draws. */
import { fromLocal, toLocal } from "../programme/zoned.js";
import { request, send } from "../kit/request.js";

/** @typedef {import("../core/table.js").Table} Table */
/** @typedef {[group: string, made: number, changed: number]} Gone what the end takes away, and back to what it was */

const DAY = 86_400_000;
export const SPEEDS = [1, 2, 5, 10, 30, 60];
export const CROWDS = [0, 10, 30, 60, 120, 250];

export class Rehearsal {
  /** What the end would take away, once somebody has asked to end it. @type {Gone[]|null} */
  gone = null;
  /** Why something did not work. */
  trouble = "";
  busy = false;
  #address;
  #redraw;

  /** @param {string} organise the page's address @param {() => void} redraw */
  constructor(organise, redraw) {
    this.#address = `${organise}/rehearsal`;
    this.#redraw = redraw;
  }

  /** @param {{name: string, at?: number, speed: number, people: number, moderated: boolean}} asked */
  begin(asked) {
    return this.#do(() => send(this.#address, asked, "ok"));
  }

  /** Look at what the end takes away. */
  async look() {
    const answer = await this.#do(() => request(this.#address, { gives: "gone" }));
    this.gone = answer.ok ? answer.body.gone : null;
    this.#redraw();
  }

  /** Let it go on. */
  stay() {
    this.gone = null;
    this.#redraw();
  }

  async end() {
    await this.#do(() => send(`${this.#address}/end`, {}, "ok"));
    this.stay();
  }

  /** @param {() => ReturnType<typeof send>} ask */
  async #do(ask) {
    this.busy = true;
    this.#redraw();
    const answer = await ask();
    this.busy = false;
    this.trouble = answer.ok ? "" : answer.message;
    this.#redraw();
    return answer;
  }
}

/**
 * Items that have a time and take place, in order: where a rehearsal can begin.
 * @param {Table} table @returns {RowOf<"session">[]}
 */
export const moments = (table) =>
  table
    .all("session")
    .filter(({ start, state }) => start !== null && state !== "cancelled")
    .sort((a, b) => (a.start ?? 0) - (b.start ?? 0));

/** Where it begins unless somebody chooses: with the first panel. @param {RowOf<"session">[]} items */
export const firstMoment = (items) => items.find(({ kind }) => kind === "panel") ?? items[0] ?? null;

/**
 * The moment of a local time on the day of another moment.
 * @param {string} time as 10:40 @param {number} near event ms @param {string} zone
 * @returns {number|null} null if it is no time
 */
export function momentAt(time, near, zone) {
  const { date } = toLocal(near, zone);
  return fromLocal(date, time, zone) ?? fromLocal(toLocal(near + DAY, zone).date, time, zone);
}
