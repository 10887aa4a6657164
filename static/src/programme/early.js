/** What becomes of the end of an item that begins before its time. The server judges the same. Nothing here draws. */
import { day } from "./session.js";

/** @typedef {import("../core/table.js").Table} Table */
/** @typedef {{how: "length"|"keep"|"pull", end: number, minutes: number}} Choice
 *    minutes: how long it lasts then, or, with `pull`, by how much all that follows is earlier */

const MINUTE = 60_000;
/** Nothing is made shorter than this, unless it was. */
const SHORTEST = 5 * MINUTE;

/** @param {number} now */
const begins = (now) => Math.floor(now / MINUTE) * MINUTE;

/** Whether a session would begin before its time. @param {RowOf<"session">} session @param {number} now event ms */
export const isEarly = (session, now) =>
  session.state === "planned" && session.start != null && session.start - begins(now) >= MINUTE;

/**
 * Until when a session can go that begins now, before its time.
 * @param {Table} table @param {RowOf<"session">} session @param {number} now event ms
 * @returns {Choice[]} none where it has no end
 */
export function earlyChoices(table, session, now) {
  const { start, end } = session;
  if (start == null || end == null) return [];
  const from = begins(now);
  const waiting = day(table)
    .filter((other) => other.state === "planned" && !related(session, other))
    .map((other) => other.start ?? 0)
    .filter((begin) => begin > now && begin < start);
  const first = Math.min(from + end - start, ...waiting);
  const length = Math.max(first, from + Math.min(SHORTEST, end - start));
  /** @type {Choice[]} */
  const choices = [{ how: "length", end: length, minutes: (length - from) / MINUTE }];
  if (waiting.length) return choices;
  choices.push({ how: "keep", end, minutes: (end - from) / MINUTE });
  choices.push({ how: "pull", end: from + end - start, minutes: (start - from) / MINUTE });
  return choices;
}

/**
 * When a session was meant to be, event ms.
 * @param {RowOf<"session">} session @returns {[start: number, end: number]}
 */
function planned(session) {
  const start = session.plan_start ?? session.start ?? 0;
  return [start, session.plan_end ?? session.end ?? start];
}

/** @param {RowOf<"session">} one @param {RowOf<"session">} other */
function related(one, other) {
  if (one.id === other.id || one.parent === other.id || other.parent === one.id) return true;
  const [a, b] = [planned(one), planned(other)];
  const shared = Math.min(a[1], b[1]) - Math.max(a[0], b[0]);
  const shorter = Math.min(a[1] - a[0], b[1] - b[0]);
  return a[0] === b[0] || (shorter > 0 && 2 * shared >= shorter);
}
