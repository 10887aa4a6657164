/** Evaluations: which there are, where, and which is offered now. Nothing here draws. */
import { isClosed } from "../event/life.js";

/** @typedef {import("../core/table.js").Table} Table */

/**
 * Those that were not forgotten, that of the whole event first.
 * @param {Table} table @returns {RowOf<"evaluation">[]}
 */
export const evaluations = (table) =>
  table
    .all("evaluation")
    .filter(({ state }) => state !== "dropped")
    .sort((a, b) => Number(a.session !== null) - Number(b.session !== null) || a.at - b.at || (a.id < b.id ? -1 : 1));

/** @param {RowOf<"evaluation">} row @param {number} now event ms */
export const takesAnswers = ({ state, due }, now) => state === "open" && (due === null || now <= due);

/**
 * Those that are offered to people who took part: of what is over.
 * @param {Table} table @param {number} now event ms @param {boolean} dayOver
 */
export const offered = (table, now, dayOver) =>
  evaluations(table).filter(
    (row) =>
      takesAnswers(row, now) &&
      (isClosed(table) || (row.session === null ? dayOver : table.get("session", row.session)?.state === "over")),
  );

/** The address of one on this server. @param {string} event @param {string} id */
export const evaluationPath = (event, id) => `/e/${event}/evaluate/${id}`;
