/** What the team tells everybody, as every screen sees it. Nothing here draws. */

/** @typedef {import("../core/table.js").Table} Table */
/** @typedef {RowOf<"announcement">} Announcement */

/** Those of the event, the newest first. @param {Table} table @returns {Announcement[]} */
export const announcements = (table) => [...table.all("announcement")].sort((a, b) => b.at - a.at);

/**
 * Those that hold now: urgent ones first, then the newest.
 * @param {Table} table @param {number} now event ms @returns {Announcement[]}
 */
export const holding = (table, now) =>
  announcements(table)
    .filter(({ ended, until }) => ended === null && (until === null || until > now))
    .sort((a, b) => Number(b.level === "urgent") - Number(a.level === "urgent"));
