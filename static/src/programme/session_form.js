/** What is typed about an item of the programme: what the form begins with, and what is sent. Nothing here draws. */
import { fromLocal, toLocal } from "./zoned.js";

/** @typedef {import("../core/table.js").Table} Table */

/**
 * The words of a title by language, to be edited; what is the same in all stands in the first field alone.
 * @param {Words|null|undefined} title @param {string[]} languages
 * @returns {Record<string, string>}
 */
export const titles = (title, languages) =>
  Object.fromEntries(
    languages.map((code, n) => [code, typeof title === "string" ? (n ? "" : title) : (title?.[code] ?? "")]),
  );

/**
 * A title as it is sent: plain if it is the same in all languages, or in one alone.
 * @param {Record<string, string>} words by language
 */
export function titleOf(words) {
  const found = Object.entries(words).filter(([, text]) => text);
  const [first] = found;
  if (!first || new Set(found.map(([, text]) => text)).size === 1) return first?.[1] ?? "";
  return Object.fromEntries(found);
}

/** "Ana Sol (guest)\nBo Ek" and back. @param {{name: string, role: string|null}[]} people */
export const peopleText = (people) => people.map(({ name }) => name).join("\n");

/**
 * People as they are sent: a name that was there keeps its role.
 * @param {string} text one name a line @param {{name: string, role: string|null}[]} before @param {string} usual
 */
export function peopleOf(text, before, usual) {
  const names = text.split("\n").map((name) => name.trim());
  return names
    .filter(Boolean)
    .map((name) => ({ name, role: before.find((person) => person.name === name)?.role ?? usual }));
}

/** The role that people have in an item of a kind, unless somebody says otherwise. @param {string} kind */
export const usualRole = (kind) => (kind === "panel" ? "panellist" : kind === "workshop" ? "facilitator" : "speaker");

/**
 * Begin and end in event ms; what ends before it begins ends on the next day.
 * @param {{date: string, begins: string, ends: string}} local @param {string} zone
 * @returns {{start: number, end: number}|null} null if it is no time
 */
export function timesOf({ date, begins, ends }, zone) {
  const start = fromLocal(date, begins, zone);
  let end = fromLocal(date, ends, zone);
  if (start === null || end === null) return null;
  if (end < start) end = fromLocal(nextDay(date), ends, zone);
  return end === null || end === start ? null : { start, end };
}

/** @param {string} date */
const nextDay = (date) => new Date(Date.parse(`${date}T00:00:00Z`) + 86_400_000).toISOString().slice(0, 10);

/** The day and times that a form shows. @param {RowOf<"session">} session @param {string} zone */
export function localTimes({ start, end }, zone) {
  if (start === null) return { date: "", begins: "", ends: "" };
  const from = toLocal(start, zone);
  return { date: from.date, begins: from.time, ends: end === null ? "" : toLocal(end, zone).time };
}

/**
 * Where a new item would begin: after the last one, or with the event.
 * @param {Table} table @param {RowOf<"event">|undefined} event
 */
export function nextTimes(table, event) {
  const ends = table.all("session").flatMap(({ end, state }) => (end === null || state === "cancelled" ? [] : [end]));
  const start = ends.length ? Math.max(...ends) : (event?.start ?? null);
  return start === null ? { start: null, end: null } : { start, end: start + 45 * 60_000 };
}

/**
 * What is sent of a form that changes an item: what differs from what the form began with, and that.
 * @param {Record<string, unknown>} before @param {Record<string, unknown>} after
 */
export function changesOf(before, after) {
  const names = Object.keys(after).filter((name) => JSON.stringify(after[name]) !== JSON.stringify(before[name]));
  return {
    changed: Object.fromEntries(names.map((name) => [name, after[name]])),
    base: Object.fromEntries(names.map((name) => [name, before[name]])),
  };
}

/** The name of a series as it is kept: “Level Up!” and “level up” are one. @param {string} text */
export const usualSeries = (text) =>
  text
    .toLowerCase()
    .replace(/ä/g, "ae")
    .replace(/ö/g, "oe")
    .replace(/ü/g, "ue")
    .replace(/ß/g, "ss")
    .normalize("NFKD")
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-+|-+$/g, "")
    .slice(0, 40);
