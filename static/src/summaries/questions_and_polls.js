/**
 * What belongs beside a summary: the questions with the most supporters, and polls that were counted. Nothing here
 * draws.
 */
import { bySupport } from "../questions/fair.js";
import { questionsOf, votesIn } from "../programme/session.js";
import { PLENARY } from "./summaries.js";

/** @typedef {import("../core/table.js").Table} Table */
/** @typedef {Pick<RowOf<"summary">, "of"|"ref">} SummaryOf what a summary is of */

const MOST = { all: 5, workshop: 3 };
const SEEN = ["live", "answering", "answered", "archived"];

/** The items and slots that a summary speaks of. @param {Table} table @param {SummaryOf} row */
function placesOf(table, row) {
  const slots = table.all("slot").filter(({ workshop }) => row.of === PLENARY || workshop === row.ref);
  return [...slots, ...(row.of === PLENARY ? table.all("session") : [])].map(({ id }) => id);
}

/**
 * The questions with the most supporters.
 * @param {Table} table @param {SummaryOf} row @returns {RowOf<"question">[]}
 */
export function topQuestions(table, row) {
  const votes = votesIn(table);
  /** @type {RowOf<"question">[]} */
  const found = placesOf(table, row)
    .flatMap((id) => questionsOf(table, id))
    .filter(({ id, state }) => SEEN.includes(state) && votes(id) > 0);
  const order = bySupport(found, votes);
  return order.slice(0, row.of === PLENARY ? MOST.all : MOST.workshop).flatMap((id) => table.get("question", id) ?? []);
}

/**
 * Polls that are over and that everybody sees, the first one first.
 * @param {Table} table
 * @param {SummaryOf} row
 * @returns {RowOf<"poll">[]}
 */
export function countedPolls(table, row) {
  const places = new Set(placesOf(table, row));
  return table
    .all("poll")
    .filter(({ state, session }) => state === "closed" && places.has(session ?? ""))
    .sort((a, b) => (a.closed ?? 0) - (b.closed ?? 0) || (a.id < b.id ? -1 : 1));
}
