/** For how long what is kept, as `core/retention.py` holds it. Nothing here draws. */

/** @typedef {import("../core/table.js").Table} Table */
/** @typedef {Record<string, number> & {shortest: boolean}} Keeps days by part; 0: until somebody deletes it */

const DAY = 24 * 3_600_000;
/** In the order in which they go. */
export const PARTS = /** @type {const} */ (["owners", "texts", "polls", "answers", "report", "event"]);

/**
 * The days that hold, by part: as organisers have chosen, but no longer than a profile allows that limits it.
 * @param {Table} table @param {Record<string, Keeps>} profiles @returns {Keeps}
 */
export function daysOf(table, profiles) {
  const most = /** @type {Keeps} */ (profiles[table.all("event")[0]?.profile || "open"] ?? profiles.sensitive);
  const chosen = /** @type {Partial<RowOf<"retention_settings">>} */ (table.all("retention_settings")[0] ?? {});
  const held = PARTS.map((part) => {
    const days = chosen[part];
    const over = most.shortest && !((days ?? 0) > 0 && (days ?? 0) <= (most[part] ?? 0));
    return [part, days === undefined || days === null || over ? most[part] : days];
  });
  return { ...Object.fromEntries(held), shortest: most.shortest };
}

/**
 * The day on which something goes that is kept for so many days: event ms, or null where that is not known, or never.
 * @param {Table} table @param {number} days
 */
export function goesOn(table, days) {
  const event = table.all("event")[0];
  const end = event?.end ?? event?.start;
  if (!end || !days) return null;
  return Math.max(end, ...table.all("release").map(({ at }) => at)) + days * DAY;
}
