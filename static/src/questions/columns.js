/** Which questions stand in which column of the moderator, in which order, and how a held list stays still. */
import { byTime } from "./fair.js";
import { nextUp, onStage, questionsOf } from "../programme/session.js";

/** @typedef {"waiting"|"next"} Column */

/**
 * The columns of a session from the table.
 * @param {import("../core/table.js").Table} table @param {string|null} session @param {"fair"|"support"|"time"} sort
 */
export function columns(table, session, sort) {
  const questions = questionsOf(table, session);
  const inState = (/** @type {string} */ state) => byTime(questions.filter((q) => q.state === state));
  return {
    waiting: inState("queued"),
    next: nextUp(table, session, sort),
    stage: onStage(table, session),
    answered: questions
      .filter((q) => q.state === "answered")
      .sort((a, b) => (b.answered_at ?? 0) - (a.answered_at ?? 0))
      .map((q) => q.id),
    dismissed: inState("dismissed").reverse(),
    archived: inState("archived").reverse(),
  };
}

/** Lists that can be held: what is shown then stays as it is, and what arrives is counted. */
export class Holder {
  #held = /** @type {Map<Column, string[]>|null} */ (null);
  #shown = /** @type {Map<Column, string[]>} */ (new Map());

  get on() {
    return this.#held !== null;
  }

  /** Keep what is shown now. */
  hold() {
    this.#held = new Map(this.#shown);
  }

  /** Show everything again. */
  release() {
    this.#held = null;
  }

  /**
   * What to show in a column.
   * @param {Column} column @param {string[]} wanted ids in their order
   * @param {{still?: boolean}} [options] still: a pointer is over the list, so nothing may change places under it
   */
  show(column, wanted, { still = false } = {}) {
    const held = this.#held?.get(column);
    const ids = held ?? (still ? steady(this.#shown.get(column) ?? [], wanted) : wanted);
    this.#shown.set(column, ids);
    return ids;
  }

  /** How many have arrived in a column since it was held. @param {Column} column @param {string[]} wanted */
  late(column, wanted) {
    const held = this.#held?.get(column);
    if (!held) return 0;
    const known = new Set(held);
    return wanted.filter((id) => !known.has(id)).length;
  }
}

/**
 * The wanted questions, those known before in their old order and the others behind them.
 * @param {string[]} before @param {string[]} wanted
 */
export function steady(before, wanted) {
  const still = new Set(wanted);
  const known = new Set(before);
  return [...before.filter((id) => still.has(id)), ...wanted.filter((id) => !known.has(id))];
}
