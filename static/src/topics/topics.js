/** The parking lot of topics, the same on every page: what is in it, in which order, and who may add to it. */

/** @typedef {import("../core/table.js").Table} Table */
/** @typedef {import("../core/table.js").Row<"topic">} Topic */

/** Topics that everybody sees, the chosen ones first, then by support. @param {Table} table @returns {Topic[]} */
export function topics(table) {
  const found = table
    .all("topic")
    .filter((topic) => (topic.state === "live" || topic.state === "chosen") && !topic.merged);
  const rank = (/** @type {Topic} */ topic) => (topic.state === "chosen" ? Infinity : supportOf(table, topic.id));
  return found.sort((a, b) => rank(b) - rank(a) || a.at - b.at || (a.id < b.id ? -1 : 1));
}

/** @param {Table} table @param {string} id */
export const supportOf = (table, id) => table.get("votes", id)?.n ?? 0;

/** Whether the reader supports a question or topic. @param {Table} table @param {string} id */
export const supports = (table, id) => table.all("own_votes").some(({ up }) => up.includes(id));

/** Whether topics can be proposed. @param {Table} table @returns {{open: boolean, moderated: boolean}} */
export const lotOf = (table) => table.get("parking_lot", "lot") ?? { open: true, moderated: true };

/**
 * Sessions whose topic is chosen by the people, as ids; open: nobody has chosen yet.
 * @param {Table} table
 * @param {boolean} [open]
 */
export const placeholders = (table, open = false) =>
  table.ids("chosen_topic").filter((id) => !open || !table.get("chosen_topic", id)?.topic);

/**
 * Whether this event has a lot at all: a placeholder to fill, topics, or somebody who has opened it by hand.
 * @param {Table} table
 */
export const hasLot = (table) =>
  placeholders(table).length > 0 || topics(table).length > 0 || (table.get("parking_lot", "lot")?.open ?? false);
