/** Where people can ask: sessions and workshop slots, and which of them is meant when nobody has chosen. */
import { day, placeOf, questionsOf } from "../programme/session.js";

/** @typedef {import("../core/table.js").Table} Table */
/**
 * @typedef {{id: string, place: globalThis.Place|null, state: string, open: boolean, n: number}} Place
 *   n: questions that are to be seen
 */

/** All places with questions or open for them, in the order of the day. @param {Table} table @returns {Place[]} */
export function places(table) {
  return day(table).flatMap((session) => {
    const slots = slotsOf(table, session.id).map((slot) => place(table, slot.id, session.state));
    // A round's questions belong to its workshops; its own place is only kept if somebody asked there.
    const own = place(table, session.id, session.state);
    return [own, ...slots].filter((found) => (found.open && (found !== own || !slots.length)) || found.n > 0);
  });
}

/** The workshops of a round that were not cancelled. @param {Table} table @param {string} session */
export function slotsOf(table, session) {
  const slots = table.all("slot").filter((slot) => slot.session === session && slot.state !== "cancelled");
  return slots.sort((a, b) => a.order - b.order);
}

/**
 * The place that follows the programme: what runs, else the last one with questions to read, else the next one to ask
 * in.
 * @param {Table} table
 * @returns {{id: string|null, choice: Place[]}}
 *   id null: nothing to ask, or several run at once, which are then `choice`
 */
export function followed(table) {
  const all = places(table);
  const running = all.filter((found) => found.state === "running");
  const open = running.filter((found) => found.open);
  if (open.length > 1) return { id: null, choice: open };
  const last = all.filter((found) => found.state === "over" && found.n > 0).pop();
  const next = all.find((found) => found.state === "planned" && found.open);
  return { id: (open[0] ?? running[0] ?? last ?? next)?.id ?? null, choice: [] };
}

/**
 * @param {Table} table
 * @param {string} id
 * @param {string} state of its session: a slot runs with its round
 * @returns {Place}
 */
function place(table, id, state) {
  return {
    id,
    place: placeOf(table, id),
    state,
    open: Boolean(table.get("qa", id)?.open),
    n: questionsOf(table, id).length,
  };
}
