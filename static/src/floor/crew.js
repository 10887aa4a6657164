/** The crew line as its rows tell it: what is said, for whom, and who has seen it. No DOM. */
import { pick, t } from "../core/words.js";

/** @typedef {import("../core/table.js").Table} Table */
/** @typedef {RowOf<"crew"> & {id: string}} Message */
/** @typedef {{role: string, room?: string|null}} Voice as whom somebody speaks and hears */

/** All of the team: those on the podium are told only what is said to them. */
export const EVERYBODY = "all";
const PODIUM = "podium";
/** Whom a message can be for, beside single rooms. */
const ROLES = ["moderator", "facilitator", "desk", "crew", PODIUM];
/** Ready phrases by their id, in the order of their buttons. @type {Record<string, () => string>} */
export const PHRASES = {
  ok: () => t("OK, understood."),
  coming: () => t("I am on my way."),
  wait: () => t("Please wait a moment."),
  done: () => t("Done."),
  mic: () => t("Please open the microphone."),
  quiet: () => t("Please mute the microphone."),
  louder: () => t("Louder, please."),
  slides: () => t("Next slide, please."),
  remote: () => t("Somebody remote wants to speak."),
  stream: () => t("The stream has a problem."),
  light: () => t("Please change the light."),
  start: () => t("We start now."),
  later: () => t("We start later."),
  break: () => t("We take a break now."),
  minutes: () => t("Two more minutes."),
  end: () => t("Please come to an end."),
  full: () => t("The room is full."),
  help: () => t("Please come and help."),
};

/** A role in words. @type {Record<string, () => string>} */
const WORDS = {
  all: () => t("All of the team"),
  moderator: () => t("Moderators"),
  facilitator: () => t("All rooms"),
  desk: () => t("Check-in desk"),
  crew: () => t("Technician"),
  podium: () => t("Podium"),
};

/**
 * Whom a message comes from or is for, in words.
 * @param {Table} table @param {string} role @param {string|null} [room]
 */
export function voiceWord(table, role, room) {
  const title = room ? table.get("room", room)?.title : null;
  return title ? pick(title) : role === "facilitator" && room !== null ? t("A room") : (WORDS[role]?.() ?? role);
}

/** What a message says: a ready phrase in the reader's language, and what was typed. @param {Message} message */
export const said = ({ phrase, text }) => [phrase ? PHRASES[phrase]?.() : "", text].filter(Boolean).join(" ");

/** All messages, the newest first. @param {Table} table @returns {Message[]} */
export const messages = (table) =>
  table
    .all("crew")
    .filter(({ whom }) => whom)
    .sort((a, b) => b.at - a.at || (a.id < b.id ? 1 : -1));

/** Whether somebody has said it. @param {Message} message @param {Voice} voice */
export const own = (message, { role, room = null }) => message.by === role && message.by_room === room;

/** @param {Message} message @param {Voice} voice */
export const isFor = (message, { role, room = null }) =>
  (message.whom === role || (message.whom === EVERYBODY && role !== PODIUM)) &&
  (message.room === null || message.room === room);

/** Who has seen a message, the first one first. @param {Table} table @param {string} id */
export const receipts = (table, id) =>
  table
    .all("crew_seen")
    .filter(({ message }) => message === id)
    .sort((a, b) => a.at - b.at);

/** What is for somebody and nobody of theirs has seen, the oldest first. @param {Table} table @param {Voice} voice */
export const unseen = (table, voice) =>
  messages(table)
    .filter((message) => isFor(message, voice) && !own(message, voice) && !message.over)
    .filter(
      ({ id }) => !receipts(table, id).some((seen) => seen.by === voice.role && seen.by_room === (voice.room ?? null)),
    )
    .reverse();

/**
 * Whom somebody can write to: all, other roles, and the rooms by name.
 * @param {Table} table @param {Voice} voice @returns {[string, string][]} what `crew.say` calls it, and in words
 */
export function targets(table, voice) {
  const roles = [EVERYBODY, ...ROLES].filter((role) => role === "facilitator" || role !== voice.role);
  const rooms = [...table.all("room")].sort((a, b) => a.order - b.order).filter(({ id }) => id !== voice.room);
  const some = rooms.length ? roles : roles.filter((role) => role !== "facilitator");
  return [
    ...some.map((role) => /** @type {[string, string]} */ ([role, voiceWord(table, role, null)])),
    ...rooms.map(({ id, title }) => /** @type {[string, string]} */ ([id, pick(title)])),
  ];
}
