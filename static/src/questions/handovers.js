/** Questions that panellists answer in writing by a link: which can be handed over, to whom, and what has come back. */
import { questionsOf } from "../programme/session.js";

/** @typedef {import("../core/table.js").Table} Table */

/** What panellists have sent, and somebody has to look at, the oldest first. @param {Table} table */
export const toLookAt = (table) =>
  table
    .all("written_answer")
    .filter(({ state }) => state === "waiting")
    .sort((a, b) => a.at - b.at);

/** The links that count, the newest first. @param {Table} table */
export const openHandovers = (table) =>
  table
    .all("handover")
    .filter(({ state }) => state === "open")
    .sort((a, b) => b.at - a.at);

/**
 * The questions of a session that everybody could read, and that have no answer.
 * @param {Table} table @param {string} session
 */
export const unanswered = (table, session) =>
  questionsOf(table, session)
    .filter(({ id, state, shown, reply }) => shown && !reply && STATES.has(state) && !isWritten(table, id))
    .sort((a, b) => votes(table, b.id) - votes(table, a.id) || a.at - b.at);

const STATES = new Set(["live", "archived"]);

/** Whether a panellist has sent an answer to a question. @param {Table} table @param {string} id */
export const isWritten = (table, id) => (table.get("written_answer", id)?.state ?? "gone") !== "gone";

/** @param {Table} table @param {string} id */
const votes = (table, id) => table.get("votes", id)?.n ?? 0;
