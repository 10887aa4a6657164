/** What the technician has to know: whose microphone is next, where, and what stands on the screens. No DOM. */
import { slideOn } from "../event/slides.js";
import { onStage, placeOf, running, upcoming } from "../programme/session.js";
import { held, roomOf, rounds, slotsIn } from "../rooms/rooms.js";
import { alive, floorOf, inOrder, speaking } from "./floor.js";

/** @typedef {import("../core/table.js").Table} Table */
/** @typedef {import("./floor.js").Hand} Hand */
/**
 * @typedef {object} Spot somewhere where people speak
 * @property {Place} place
 * @property {RowOf<"room">|null} room
 * @property {RowOf<"floor">|null} floor
 * @property {Hand|null} now who has the floor
 * @property {Hand[]} next
 * @property {RowOf<"question">|null} question the one that is being answered
 */

/** How many of those who are next a microphone is brought to. */
const NEXT = 3;

/**
 * Where people speak now: the item that runs, and rooms that are held; one that runs late is as well.
 * @param {Table} table @returns {Spot[]}
 */
export function spots(table) {
  const on = running(table);
  const hall = on && !slotsIn(table, on.id).length ? [on.id] : [];
  const rooms = rounds(table).flatMap(({ id }) => slotsIn(table, id).filter(held));
  return [...hall, ...rooms.map(({ id }) => id)].flatMap((id) => {
    const place = placeOf(table, id);
    return place ? [spot(table, place)] : [];
  });
}

/** @param {Table} table @param {Place} place @returns {Spot} */
function spot(table, place) {
  const floor = floorOf(table, place.id);
  const slot = table.get("slot", place.id);
  return {
    place,
    room: (slot && roomOf(table, slot)) ?? null,
    floor: floor && alive(floor) ? floor : null,
    now: speaking(table, floor),
    next: inOrder(table, place.id).slice(0, NEXT),
    question: onStage(table, place.id),
  };
}

/**
 * What each screen shows. @param {Table} table @param {number} now event ms
 * @returns {{name: string, what: string}[]}
 */
export const screens = (table, now) =>
  [...new Set(["main", ...table.ids("screen")])].map((name) => ({
    name,
    what: slideOn(table, name, now).what,
  }));

/** What comes next, and when. @param {Table} table @param {number} [most] */
export const comes = (table, most = 3) => upcoming(table).slice(0, most);
