/** A round and its rooms as every screen sees them: state, time, people, space, what was noted. Nothing here draws. */
import { day, running, upcoming } from "../programme/session.js";
import { t } from "../core/words.js";

/** @typedef {import("../core/table.js").Table} Table */
/** @typedef {RowOf<"session">} Session */
/** @typedef {RowOf<"slot">} Slot */
/**
 * @typedef {{kind: string, n: number|null, of: number|null, at: number|null, share: number}} Space
 *   kind: free, filling, almost, full, unknown, or none where no figure is expected
 */

const MINUTE = 60_000;
/** A head count older than this says nothing about now, ms of event time. */
export const STALE = 20 * MINUTE;
/** So long before a round its rooms are offered to those who sit in something else, and to those in a break, ms. */
const SOON = 10 * MINUTE;
const IDLE = 120 * MINUTE;
/** From these shares of the capacity on a room is filling, almost full, full. */
const FILLING = 0.6;
const ALMOST = 0.8;

/** Whether it is being held. @param {{state: string}} slot a slot, or a session */
export const held = (slot) => slot.state === "running" || slot.state === "late";

/** The slot that the reader follows from elsewhere. @param {Table} table @returns {string|null} */
export const following = (table) => table.all("follow")[0]?.slot ?? null;

/** The call of a slot, for those elsewhere. @param {Table} table @param {Slot} slot @returns {string|null} */
export const meetingOf = (table, slot) => table.get("meeting", slot.id)?.url || null;

/** Whether it is still to come. @param {{state: string}} slot a slot, or a session */
export const ahead = (slot) => slot.state === "planned" || slot.state === "open";

/**
 * All slots of a round in the order of their rooms, cancelled ones too.
 * @param {Table} table
 * @param {string} session
 * @returns {import("../core/table.js").Row<"slot">[]}
 */
export function slotsIn(table, session) {
  const rank = (/** @type {Slot} */ slot) => (slot.room ? (table.get("room", slot.room)?.order ?? Infinity) : Infinity);
  return table
    .all("slot")
    .filter((slot) => slot.session === session)
    .sort((a, b) => rank(a) - rank(b) || a.order - b.order);
}

/** Sessions that are rounds, in the order of the day. @param {Table} table @returns {Session[]} */
export const rounds = (table) => day(table).filter((session) => slotsIn(table, session.id).length > 0);

/**
 * The round to show: one in which a room is held, else the next one, else the last one.
 * @param {Table} table @returns {Session|null}
 */
export function roundNow(table) {
  const all = rounds(table).filter((session) => session.state !== "cancelled");
  const on = all.filter((session) => session.state === "running" || slotsIn(table, session.id).some(held));
  // A room that runs late does not hold back the next round.
  return on[on.length - 1] ?? all.find((session) => session.state === "planned") ?? all[all.length - 1] ?? null;
}

/**
 * The round that people are on their way to: it comes next, and nothing is missed by looking for its rooms now.
 * @param {Table} table @param {number} now event ms @returns {Session|null}
 */
export function roundSoon(table, now) {
  const [next] = upcoming(table);
  if (!next || !slotsIn(table, next.id).length) return null;
  const on = running(table);
  const idle = !on || on.kind === "break" || on.kind === "reception";
  const near = next.start != null && next.start - now <= (idle ? IDLE : SOON);
  return near || (next.start == null && idle && on) ? next : null;
}

/** @param {Table} table @param {Slot} slot @returns {RowOf<"room">|null} */
export const roomOf = (table, slot) => (slot.room ? (table.get("room", slot.room) ?? null) : null);

/**
 * How many people the room holds on site; null: nobody has said.
 * @param {Table} table
 * @param {Slot} slot
 * @returns {number|null}
 */
export const capacityOf = (table, slot) => slot.capacity ?? roomOf(table, slot)?.capacity ?? null;

/**
 * How full a room is: by the last head count, while it is fresh; before it begins, by who has signed up.
 * @param {Table} table @param {Slot} slot @param {number} now event ms
 * @returns {Space} n: people, or places taken; share: of the capacity, 0 to 1
 */
export function space(table, slot, now) {
  const of = capacityOf(table, slot);
  const heads = table.get("headcount", slot.id);
  if (heads && slot.state !== "over" && slot.state !== "cancelled") {
    return { ...level(heads.n, of, now - heads.at > STALE), of, at: heads.at };
  }
  const signed = signups(table, slot);
  if (ahead(slot) && signed?.onsite) return { ...level(signed.onsite, of, false), of, at: null };
  return { kind: held(slot) ? "unknown" : "none", n: null, of, at: null, share: 0 };
}

/** @param {number} n @param {number|null} of @param {boolean} stale */
function level(n, of, stale) {
  const share = of ? Math.min(1, n / of) : 0;
  if (stale) return { kind: "unknown", n, share };
  if (!of) return { kind: "none", n, share };
  return { kind: n >= of ? "full" : share >= ALMOST ? "almost" : share >= FILLING ? "filling" : "free", n, share };
}

/**
 * Who has signed up for a slot: those who run it know small numbers as well; null: nobody yet, or too few to be told.
 * @param {Table} table @param {Slot} slot
 * @returns {{taken: number, onsite: number|null, remote: number|null, waiting: number|null}|null}
 */
export function signups(table, slot) {
  const exact = table.get("team_signups", slot.id);
  return exact ? { taken: exact.onsite + exact.remote, ...exact } : (table.get("signups", slot.id) ?? null);
}

/** How many remote people follow a slot now; null: too few to be told. @param {Table} table @param {Slot} slot */
export const followers = (table, slot) =>
  table.get("team_followers", slot.id)?.n ?? table.get("followers", slot.id)?.n ?? null;

/** What stands where that number would. */
export const tooFewRemote = () => t("remote: too few to show");

/**
 * The sums over all rooms of a round: people counted in the rooms (null if nobody has counted), and
 * remote ones (null if a room has too few to be told).
 * @param {Table} table
 * @param {string} session
 * @param {number} now
 */
export function sums(table, session, now) {
  const slots = slotsIn(table, session);
  const counted = slots.map((slot) => space(table, slot, now)).filter(({ n, at }) => n !== null && at !== null);
  const onsite = counted.length ? counted.reduce((sum, { n }) => sum + (n ?? 0), 0) : null;
  const remote = slots.map((slot) => followers(table, slot));
  return { onsite, remote: remote.includes(null) ? null : remote.reduce((sum, n) => (sum ?? 0) + (n ?? 0), 0) };
}

/**
 * By how many minutes something begins or ends other than published; 0 if not, or if there are no times.
 * @param {Pick<RowOf<"session">, "start"|"end"|"plan_start"|"plan_end">} item
 * @param {"start"|"end"} what
 */
export function moved(item, what) {
  const [now, plan] = [item[what], item[`plan_${what}`]];
  return now == null || plan == null ? 0 : Math.round((now - plan) / MINUTE);
}

/**
 * What was noted in a room, pinned first, then in the facilitators' order.
 * @param {Table} table
 * @param {string} slot
 * @returns {RowOf<"note">[]}
 */
export function notesOf(table, slot) {
  const notes = table.all("note").filter((note) => note.slot === slot && note.state !== "dropped");
  return notes.sort((a, b) => Number(b.pinned) - Number(a.pinned) || a.order - b.order || (a.id < b.id ? -1 : 1));
}

/**
 * The newest note that everybody sees, a pinned one before others.
 * @param {Table} table
 * @param {string} slot
 * @returns {RowOf<"note">|null}
 */
export function newest(table, slot) {
  const shared = notesOf(table, slot).filter((note) => note.state === "shared");
  return shared.sort((a, b) => Number(b.pinned) - Number(a.pinned) || b.at - a.at)[0] ?? null;
}

/** The poll that people vote in there now. @param {Table} table @param {string} slot @returns {RowOf<"poll">|null} */
export const openPoll = (table, slot) =>
  table.all("poll").find((poll) => poll.session === slot && poll.state === "open") ?? null;

/** Slots of the same workshop in earlier rounds. @param {Table} table @param {Slot} slot @returns {Slot[]} */
export const earlier = (table, slot) =>
  table
    .all("slot")
    .filter((other) => other.workshop === slot.workshop && other.round < slot.round)
    .sort((a, b) => a.round - b.round);

/**
 * What a room's own page shows: the slot that is held there, else one whose doors are open, else the last one, so that
 * notes can be finished, and before that the first one. The name may also be that of a slot or a workshop.
 * @param {Table} table @param {string} name @returns {Slot|null}
 */
export function slotAt(table, name) {
  const own = table.get("slot", name);
  if (own) return own;
  const here = table.all("slot").filter((slot) => slot.room === name || slot.workshop === name);
  const inOrder = here.filter(({ state }) => state !== "cancelled").sort((a, b) => a.round - b.round);
  const on = inOrder.filter(held);
  const over = inOrder.filter(({ state }) => state === "over");
  return (
    on[on.length - 1] ??
    inOrder.find(({ state }) => state === "open") ??
    over[over.length - 1] ??
    inOrder[0] ??
    here[0] ??
    null
  );
}

/** Whether a facilitator runs a slot. @param {{runs?: [string, string][], roles: string[]}} me @param {Slot} slot */
export function runs(me, slot) {
  if (me.roles.includes("moderator") || me.roles.includes("organiser")) return true;
  return (me.runs ?? []).some(([kind, id]) => slot[/** @type {"room"|"workshop"} */ (kind)] === id);
}
