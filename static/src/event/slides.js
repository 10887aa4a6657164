/**
 * Which slide a screen shows. What a person has put there is pinned until the next item begins; else it follows the
 * day: a question that is being answered before a poll, a poll before what the kind of item asks for. Nothing here
 * draws.
 */
import { isClosed } from "./life.js";
import { answeringNow, day, running, upcoming } from "../programme/session.js";
import { slotsIn } from "../rooms/rooms.js";
import { deck } from "../summaries/summaries.js";

/** @typedef {import("../core/table.js").Table} Table */
/**
 * @typedef {{what: string, id: string|null, text: string|null, part?: string|null, at?: number,
 *   pinned?: boolean}} Screen
 *   part: of a poll, where it is not as its state says, or of a summary; at: since when, ms
 */

/** How long a result stands, if nothing comes after it, ms of event time. */
const RESULT = 3 * 60_000;
const AUTO = { what: "auto", id: null, text: null, part: null };

/**
 * What a screen was told to show; one that nobody has added follows the main one.
 * @param {Table} table @param {string} name
 */
const screenRow = (table, name) =>
  /** @type {Screen} */ (table.get("screen", name) ?? table.get("screen", "main") ?? AUTO);

/**
 * The slide on a screen.
 * @param {Table} table @param {string} name @param {number} now event ms
 * @returns {Screen}
 */
export function slideOn(table, name, now) {
  const row = screenRow(table, name);
  return row.what === AUTO.what ? { ...AUTO, ...ofTheDay(table, now), pinned: false } : { ...row, pinned: true };
}

/** @param {Table} table @param {number} now @returns {{what: string, id?: string|null, part?: string|null}} */
function ofTheDay(table, now) {
  const item = running(table);
  const question = answeringNow(table, item);
  if (question) return { what: "question", id: question.id };
  const poll = pollOf(table, item, now);
  if (poll) return { what: "poll", id: poll.id };
  if (item && table.get("floor", item.id)?.speaking) return { what: "floor" };
  if (isClosed(table)) return { what: "end" };
  return item ? ofItem(table, item) : betweenItems(table);
}

/**
 * The poll that people vote in, else one whose result has just come.
 * @param {Table} table @param {Place|null} item @param {number} now
 */
function pollOf(table, item, now) {
  const here = table
    .all("poll")
    .filter(({ session }) => (item ? session === item.id : session && !table.get("slot", session)))
    .sort((a, b) => (b.opened ?? 0) - (a.opened ?? 0));
  const fresh = (/** @type {RowOf<"poll">} */ { state, closed }) =>
    state === "closed" && closed !== null && now - closed < RESULT;
  return here.find(({ state }) => state === "open" || state === "closing") ?? here.find(fresh);
}

/** @param {Table} table @param {Place} item */
function ofItem(table, item) {
  if (item.kind === "reception") return { what: "join" };
  if (slotsIn(table, item.id).length) return { what: "rooms", id: item.id };
  if (item.kind === "break") return { what: "pause", id: item.id };
  const [card] = item.kind === "plenary" ? deck(table) : [];
  return card ? { what: "summary", id: card[0], part: card[1] } : { what: "now" };
}

/** @param {Table} table */
function betweenItems(table) {
  if (upcoming(table).length) {
    const begun = day(table).some(({ state }) => state === "over");
    return { what: begun ? "pause" : "join" };
  }
  return { what: day(table).some(({ state }) => state === "over") ? "end" : "join" };
}
