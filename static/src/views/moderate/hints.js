/** “Similar to …”: computed again only when the questions have changed, not with every vote. */
import { questionsOf } from "../../programme/session.js";
import { similar } from "../../kit/similar.js";

/** @typedef {import("./desk.js").Desk} Desk */

/** States in which a question can be merged with another. */
export const ASKED = new Set(["queued", "live", "answering", "answered"]);
/** From here on a hint is worth the reader's time. */
const WORTH = 0.34;

/** @type {{rows: unknown, session: string, found: Map<string, any>}} */
let memo = { rows: null, session: "", found: new Map() };

/**
 * The question most like this one, among those that are open or answered.
 * @param {Desk} desk @param {any} q
 */
export function similarTo(desk, q) {
  const rows = desk.table.all("question");
  if (memo.rows !== rows || memo.session !== q.session) memo = { rows, session: q.session, found: new Map() };
  if (!memo.found.has(q.id)) memo.found.set(q.id, closest(desk, q, 1, WORTH)[0] ?? null);
  return memo.found.get(q.id);
}

/**
 * Questions like this one, best first.
 * @param {Desk} desk @param {any} q @param {number} limit @param {number} min
 * @returns {any[]} rows
 */
export function closest(desk, q, limit, min) {
  const pool = questionsOf(desk.table, q.session).filter((other) => ASKED.has(other.state));
  const hits = similar(q.text, /** @type {any[]} */ (pool), { limit: limit + 1, min });
  return hits
    .filter((hit) => hit.id !== q.id)
    .slice(0, limit)
    .map((hit) => desk.table.get("question", hit.id));
}
