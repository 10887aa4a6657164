/** What is done of an event's preparations, and what is missing: for the organiser's list, one line each. */
import { t, tn } from "../core/words.js";
import { reach, warning } from "./reach.js";

/** @typedef {import("../core/table.js").Table} Table */

/**
 * @typedef {object} Line
 * @property {string} id
 * @property {"done"|"todo"|"optional"} state optional: fine without, and there is nothing
 * @property {string} words
 * @property {string} chapter where it is done
 */

/**
 * @param {{table: Table, staff: Table, boot: Boot, now: number}} event staff: what only organisers see; now: event ms
 * @returns {Line[]}
 */
export const readiness = (event) =>
  [address, programme, dates, rooms, remote, team, polls, people, rehearsed, live].flatMap((line) => line(event) ?? []);

/** @param {boolean} done @param {string} id @param {string} chapter @param {string} words @returns {Line} */
const line = (done, id, chapter, words) => ({ id, chapter, words, state: done ? "done" : "todo" });

/** @param {{boot: Boot}} event */
function address({ boot }) {
  const trouble = warning(boot.join);
  if (!trouble) {
    const host = new URL(boot.join).hostname;
    return line(true, "address", "join", t("Phones can open {host}, and their cameras work", { host }));
  }
  const found = line(false, "address", "join", trouble);
  return reach(boot.join) === "nobody" ? found : { ...found, state: /** @type {const} */ ("optional") };
}

/** @param {{table: Table}} event */
function programme({ table }) {
  const n = table.all("session").filter(({ state }) => state !== "cancelled").length;
  const words = n ? tn("{n} item in the programme", "{n} items in the programme", n) : t("The programme is empty");
  return line(n > 0, "programme", "edit", words);
}

/** @param {{table: Table, now: number}} event */
function dates({ table, now }) {
  const items = table.all("session").filter(({ state, end }) => state !== "cancelled" && end !== null);
  if (!items.length || items.some(({ end }) => (end ?? 0) > now)) return null;
  return line(false, "dates", "edit", t("Everything lies in the past: look at the date"));
}

/** @param {{table: Table}} event */
function rooms({ table }) {
  const slots = table.all("slot").filter(({ state }) => state !== "cancelled");
  if (!slots.length) return null;
  const open = slots.filter(({ room }) => !room || !table.get("room", room)).length;
  const words = open
    ? tn("{n} workshop has no room yet", "{n} workshops have no room yet", open)
    : t("Every workshop has a room");
  return line(!open, "rooms", "edit-rooms", words);
}

/** @param {{table: Table, boot: Boot}} event */
function remote({ table, boot }) {
  const stream = Boolean(table.get("event", boot.event)?.stream);
  const meetings = table.all("meeting").filter(({ url }) => url).length;
  if (stream || meetings) return line(true, "remote", "stream", t("Remote people have something to join"));
  const words = t("No stream and no meeting yet: remote people read along and write");
  return { ...line(false, "remote", "stream", words), state: /** @type {const} */ ("optional") };
}

/** @param {{staff: Table, boot: Boot}} event */
function team({ staff, boot }) {
  const own = new Set(boot.own ?? []);
  const links = staff.all("link").filter((link) => !link.revoked && !own.has(link.id) && link.role !== "organiser");
  if (!links.length) return line(false, "team", "team", t("Nobody of the team has a link yet"));
  const opened = new Set(staff.all("opening").map(({ link }) => link));
  const n = links.filter(({ id }) => opened.has(id)).length;
  const words = t("{n} of {all} team links were opened", { n, all: links.length });
  return line(n === links.length, "team", "team", words);
}

/** @param {{table: Table}} event */
function polls({ table }) {
  const n = table.all("poll").filter(({ state }) => state !== "archived").length;
  if (n) return line(true, "polls", "polls", tn("{n} poll is prepared", "{n} polls are prepared", n));
  return { ...line(false, "polls", "polls", t("No polls are prepared")), state: /** @type {const} */ ("optional") };
}

/** @param {{staff: Table}} event */
function people({ staff }) {
  const n = staff.all("attendee").length;
  if (n) return line(true, "people", "people", tn("{n} person on the list", "{n} people on the list", n));
  const words = t("No list of people: everybody can come in by the code");
  return { ...line(false, "people", "people", words), state: /** @type {const} */ ("optional") };
}

/** @param {{table: Table, boot: Boot}} event */
function rehearsed({ table, boot }) {
  if (table.get("rehearsal", boot.event)) {
    return line(false, "rehearsal", "rehearsal", t("A rehearsal is on: end it before people come"));
  }
  if (table.get("retention", "rehearsal")) return line(true, "rehearsal", "rehearsal", t("The day was rehearsed"));
  const words = t("Nobody has rehearsed yet");
  return { ...line(false, "rehearsal", "rehearsal", words), state: /** @type {const} */ ("optional") };
}

/** @param {{table: Table, boot: Boot}} event */
function live({ table, boot }) {
  const opened = table.get("event", boot.event)?.opened != null;
  const words = opened ? t("The event is live") : t("Not live yet: it opens by itself on the day");
  return { ...line(opened, "live", "ready", words), ...(!opened && { state: /** @type {const} */ ("optional") }) };
}
