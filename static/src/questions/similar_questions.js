/** Questions that ask nearly the same as another one. */
import { similar } from "../kit/similar.js";
import { questionsOf } from "../programme/session.js";

/** @typedef {import("../core/table.js").Table} Table */

/** States in which a question can be merged with another. */
const MERGEABLE = ["queued", "live", "answering", "answered"];
/** From here on a hint is worth the reader's time. */
const WORTH = 0.34;

/**
 * The questions of a session that can be merged.
 * @param {Table} table @param {string} session @returns {RowOf<"question">[]}
 */
export const mergeable = (table, session) =>
  questionsOf(table, session).filter(({ state }) => MERGEABLE.includes(state));

export class SimilarQuestions {
  #table;
  /**
   * What was found, for as long as the questions stay the same: votes change nothing.
   * @type {{rows: unknown, session: string, best: Map<string, RowOf<"question">|null>}}
   */
  #found = { rows: null, session: "", best: new Map() };

  /** @param {Table} table */
  constructor(table) {
    this.#table = table;
  }

  /**
   * The question most like this one, if any is worth a hint.
   * @param {RowOf<"question">} question @returns {RowOf<"question">|null} null: none
   */
  bestFor(question) {
    const rows = this.#table.all("question");
    const { id, session } = question;
    if (this.#found.rows !== rows || this.#found.session !== session) this.#found = { rows, session, best: new Map() };
    const { best } = this.#found;
    if (!best.has(id)) best.set(id, this.closest(question, 1, WORTH)[0] ?? null);
    return best.get(id) ?? null;
  }

  /**
   * Questions like this one, best first.
   * @param {RowOf<"question">} question @param {number} limit @param {number} min how alike, 0 to 1
   * @returns {RowOf<"question">[]}
   */
  closest(question, limit, min) {
    const pool = mergeable(this.#table, question.session);
    return similar(question.text, pool, { limit: limit + 1, min })
      .filter((hit) => hit.id !== question.id)
      .slice(0, limit)
      .flatMap((hit) => this.#table.get("question", hit.id) ?? []);
  }
}
