/** Which polls people see; what they say is in polls.js. */

/** @typedef {import("../core/table.js").Table} Table */
/** @typedef {import("../core/table.js").Row<"poll">} Poll */

/** States of a poll in which everybody sees it. */
export const PUBLIC = ["open", "closing", "closed"];

/** Polls that people see: those to vote in first, then the newest. @param {Table} table @returns {Poll[]} */
export function polls(table) {
  const found = table.all("poll").filter((poll) => PUBLIC.includes(poll.state));
  return found.sort(
    (a, b) =>
      PUBLIC.indexOf(a.state) - PUBLIC.indexOf(b.state) || (b.opened ?? 0) - (a.opened ?? 0) || (a.id < b.id ? -1 : 1),
  );
}

/** Polls by what they do now. @param {Poll[]} all @returns {Map<string, string>} id to state */
export const statesOf = (all) => new Map(all.map((poll) => [poll.id, poll.state]));
