/** A session and its questions as every screen sees them: what runs now, what is on stage, who is next. */
import { bySupport, byTime, fair, turns } from "../questions/fair.js";

/** @typedef {import("../core/table.js").Table} Table */
/** @typedef {RowOf<"session">} Session */
/** @typedef {RowOf<"question">} Question */

/** The programme in its order: by time, else as it was written. @param {Table} table @returns {Session[]} */
export const day = (table) =>
  table
    .all("session")
    .map((session) => titled(table, session))
    .sort((a, b) => begin(a) - begin(b) || a.order - b.order || (a.id < b.id ? -1 : 1));

/** @param {Session} session */
const begin = (session) => session.start ?? 0;

/**
 * A session whose topic people have chosen says it behind its title.
 * @param {Table} table
 * @param {Session} session
 * @returns {Session}
 */
function titled(table, session) {
  const topic = table.get("chosen_topic", session.id)?.title;
  if (!topic) return session;
  const { title } = session;
  if (typeof title === "string" && topic.de === topic.en) return { ...session, title: `${title}: ${topic.de}` };
  const both = typeof title === "string" ? { de: title, en: title } : title;
  return {
    ...session,
    title: Object.fromEntries(
      Object.entries(both).map(([lang, words]) => [lang, `${words}: ${topic[lang] ?? topic.de}`]),
    ),
  };
}

/**
 * The session that runs now: the one started last; between two sessions none.
 * @param {Table} table
 * @returns {Session|null}
 */
export function running(table) {
  const on = day(table).filter((session) => session.state === "running");
  return on.reduce(
    (last, session) => (!last || startOf(session) >= startOf(last) ? session : last),
    /** @type {Session|null} */ (null),
  );
}

/** What comes after: sessions that were not held yet, in order, behind the one that runs. @param {Table} table */
export function upcoming(table) {
  const all = day(table);
  const at = all.findIndex((session) => session.id === running(table)?.id);
  return all.filter((session, i) => session.state === "planned" && i > at);
}

/** @param {Session} session event ms, actual before planned */
const startOf = (session) => session.started ?? session.start ?? 0;

/**
 * The questions of a session or slot, merged ones left out.
 * @param {Table} table
 * @param {string|null|undefined} session
 */
export const questionsOf = (table, session) =>
  table
    .all("question")
    .filter((q) => q.session === session && !q.merged)
    .map((q) => inFull(table, q));

/** A question by its id. @param {Table} table @param {string} id */
export function questionOf(table, id) {
  const q = table.get("question", id);
  return q && inFull(table, q);
}

/**
 * A question with what only the team is told of it: where and when exactly it was asked.
 * @param {Table} table @param {Question} q @returns {Question & {at?: number|null}}
 */
function inFull(table, q) {
  const known = table.get("qmod", q.id);
  return known?.at == null ? q : { ...q, mode: known.mode, at: known.at };
}

/** Support of a question. @param {Table} table */
export const votesIn = (table) => (/** @type {string} */ id) => table.get("votes", id)?.n ?? 0;

/** @typedef {{all: number|null, onsite: number|null, remote: number|null}} Here null: too few to be told */

/**
 * People who are connected now: the same number on every screen; the team knows small ones as well.
 * @param {Table} table @returns {Here}
 */
export function presence(table) {
  const told = table.all("presence")[0];
  const { onsite, remote } = table.all("team_presence")[0] ?? told ?? { onsite: null, remote: null };
  if (onsite === null || remote === null) return { all: told?.all ?? null, onsite: null, remote: null };
  return { all: onsite + remote, onsite, remote };
}

/**
 * The audience of both groups, for turns: in the building by check-in or by phone, whichever says more.
 * @param {Table} table @returns {Here}
 */
function audience(table) {
  const here = presence(table);
  if (here.onsite === null || here.remote === null) return here;
  const onsite = Math.max(here.onsite, table.all("checkin_count")[0]?.onsite ?? 0);
  return { all: onsite + here.remote, onsite, remote: here.remote };
}

/**
 * The question on stage in a session.
 * @param {Table} table
 * @param {string|null|undefined} session
 * @returns {Question|null}
 */
export const onStage = (table, session) => questionsOf(table, session).find((q) => q.state === "answering") ?? null;

/**
 * The session that the projector shows: the given one, else the one that runs, else one that has a question on stage.
 * @param {Table} table @param {string|null} [id]
 * @returns {Place|null}
 */
export function shown(table, id) {
  const place = id ? placeOf(table, id) : null;
  if (place) return place;
  const now = running(table);
  const answering = now ? null : answeringNow(table, now);
  return now ?? (answering ? placeOf(table, answering.session) : null);
}

/**
 * The question that is being answered in the item that runs; while none does, in one that is not over. What a room
 * answers is for that room.
 * @param {Table} table @param {Place|null} item the one that runs
 * @returns {Question|null}
 */
export function answeringNow(table, item) {
  if (item) return onStage(table, item.id);
  const ahead = (/** @type {Question} */ q) => table.get("session", q.session)?.state === "planned";
  const found = table.all("question").find((q) => q.state === "answering" && !q.merged && ahead(q));
  return (found && questionOf(table, found.id)) ?? null;
}

/** A session, or a slot with its workshop's title. @param {Table} table @param {string} id @returns {Place|null} */
export function placeOf(table, id) {
  const session = table.get("session", id);
  if (session) return titled(table, session);
  const slot = table.get("slot", id);
  return slot ? workshopOf(table, slot) : null;
}

/**
 * Questions as they stand among hands; those that nobody has put in order yet are last.
 * @param {Question[]} live @param {string[]} order
 */
function among(live, order) {
  const at = (/** @type {string} */ id) => (order.includes(id) ? order.indexOf(id) : order.length);
  return byTime(live).sort((a, b) => at(a) - at(b));
}

/** A slot under its workshop's title. @param {Table} table @param {RowOf<"slot">} slot @returns {Place} */
export function workshopOf(table, slot) {
  const { title = "", people = [], languages = [] } = table.get("workshop", slot.workshop) ?? {};
  return { title, people, languages, kind: "workshop", ...slot };
}

/**
 * The ids of the waiting questions of a session.
 * @param {Table} table @param {string|null|undefined} session @param {"fair"|"support"|"time"} [sort]
 * @returns {string[]} the next one first
 */
export function nextUp(table, session, sort = "fair") {
  const questions = questionsOf(table, session);
  const live = questions.filter((q) => q.state === "live");
  if (sort === "support") return bySupport(live, votesIn(table));
  if (sort === "time") return byTime(live);
  const floor = session ? table.get("floor", session) : null;
  if (floor?.questions) return among(live, floor.order);
  return fair(live, votesIn(table), turns(questions), audience(table));
}
