/** Local days and times of the event, in its time zone (in UTC where the browser does not know it), and back. */
import { known } from "../core/zones.js";

/** @typedef {{date: string, time: string}} Local date as 2024-06-04, time as 09:30 */

/** @param {number} ms @param {string} zone @returns {Local} */
export function toLocal(ms, zone) {
  const parts = new Intl.DateTimeFormat("en-CA", {
    timeZone: known(zone) ?? "UTC",
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
    hour: "2-digit",
    minute: "2-digit",
    hourCycle: "h23",
  }).formatToParts(ms);
  const of = (/** @type {string} */ type) => parts.find((part) => part.type === type)?.value ?? "";
  return { date: `${of("year")}-${of("month")}-${of("day")}`, time: `${of("hour")}:${of("minute")}` };
}

/**
 * The moment of a local time. One that comes twice in an autumn night means the first one.
 * @param {string} date @param {string} time @param {string} zone
 * @returns {number|null} null if it is no time, or one that the clocks jump over
 */
export function fromLocal(date, time, zone) {
  if (!/^\d{4}-\d\d-\d\d$/.test(date) || !/^\d\d:\d\d$/.test(time)) return null;
  const asUtc = Date.parse(`${date}T${time}:00Z`);
  if (Number.isNaN(asUtc)) return null;
  const offsets = [asUtc - 86_400_000, asUtc + 86_400_000].map((ms) => offset(ms, zone));
  const found = offsets.map((ms) => asUtc - ms).sort((a, b) => a - b);
  return found.find((ms) => same(toLocal(ms, zone), { date, time })) ?? null;
}

/** By how much the zone is ahead of UTC at a moment, ms. @param {number} ms @param {string} zone */
function offset(ms, zone) {
  const { date, time } = toLocal(ms, zone);
  return Date.parse(`${date}T${time}:00Z`) - Math.floor(ms / 60_000) * 60_000;
}

/** @param {Local} a @param {Local} b */
const same = (a, b) => a.date === b.date && a.time === b.time;

/** The time zones that can be chosen, with the one that is there. @param {string} own */
export const zones = (own) => [...new Set([own, ...(Intl.supportedValuesOf?.("timeZone") ?? [])])].sort();
