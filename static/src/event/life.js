/** Whether an event lies ahead, can be taken part in, or was closed, as `core/event.py` says it. Nothing here draws. */
import { toLocal } from "../programme/zoned.js";

/** @typedef {import("../core/table.js").Table} Table */

/** An evening past midnight belongs to the day before, until then, ms. */
const DAY_BEGINS = 4 * 3_600_000;

/** Whether its organisers have closed it: it is only read. @param {Table} table */
export const isClosed = (table) => table.all("event")[0]?.closed != null;

/** When it begins, event ms; null while nobody has said. @param {Table} table @returns {number|null} */
export function begins(table) {
  const planned = table.all("session").flatMap(({ start }) => (start === null ? [] : [start]));
  return table.all("event")[0]?.start ?? (planned.length ? Math.min(...planned) : null);
}

/**
 * Whether nobody has opened it, and its first day is still to come.
 * @param {Table} table @param {number} now event ms
 */
export function isAhead(table, now) {
  const [event] = table.all("event");
  const first = begins(table);
  if (!event || first === null || event.opened != null) return false;
  const day = (/** @type {number} */ ms) => toLocal(ms - DAY_BEGINS, event.tz).date;
  return day(now) < day(first);
}
