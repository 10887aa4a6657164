/** Reactions: where people can react, and what the last seconds were like. Nothing here draws. */
import { tn } from "../core/words.js";
import { profileOf } from "./profile.js";

/** @typedef {import("../core/table.js").Table} Table */

const SILENT = ["break", "reception"];
const MINUTE = 60_000;

/** The sign of applause, which also stands for all of them: a path, 16 wide and high. */
export const APPLAUSE = "M5 14 2 8.5 4.5 7 6 9V3.5h2V8V2h2v6l1-4.5 2 .5-1 6-2 4z";

/**
 * Whether people can react in a session or slot now.
 * @param {Table} table @param {Place|RowOf<"session">|null|undefined} place
 */
export function reactable(table, place) {
  if (place?.state !== "running") return false;
  // In a round nobody speaks to all of them: people are addressed in its rooms.
  const round = table.all("slot").some((slot) => slot.session === place.id && slot.state !== "cancelled");
  const quiet = round || SILENT.includes(place.kind) || !profileOf(table).reactions;
  return table.get("reaction_settings", place.id)?.open ?? !quiet;
}

/** What was asked for in the last minute, for the team: kept by the page, since the server keeps a second only. */
export class Tempo {
  /** @type {Map<string, {heard: number, slower: number, louder: number}>} */
  #seen = new Map();

  /** Take the newest second over. @param {RowOf<"tempo">} row @param {number} now ms */
  hear(row, now) {
    this.#seen.set(`${row.id}:${row.second}`, { ...row, heard: now });
    for (const [key, { heard }] of this.#seen) if (heard <= now - MINUTE) this.#seen.delete(key);
  }

  /**
   * How often it was asked for in a session in the last minute.
   * @param {string} id
   * @param {number} now ms
   * @returns {{slower: number, louder: number}}
   */
  of(id, now) {
    const mine = [...this.#seen]
      .filter(([key, { heard }]) => key.startsWith(`${id}:`) && heard > now - MINUTE)
      .map(([, row]) => row);
    return {
      slower: mine.reduce((sum, row) => sum + row.slower, 0),
      louder: mine.reduce((sum, row) => sum + row.louder, 0),
    };
  }
}

/** From how many people on a request counts: one alone may tap by mistake, and a large hall is never of one mind. */
const LEAST = 3;
const SHARE = 0.05;

/**
 * What so many ask for that the podium should hear of it.
 * @param {{slower: number, louder: number}} asked @param {number} here people
 */
export function loud({ slower, louder }, here) {
  const least = Math.max(LEAST, Math.ceil(SHARE * here));
  return { slower: slower < least ? 0 : slower, louder: louder < least ? 0 : louder };
}

/** "4 people: please slow down"; empty if nobody does. @param {{slower: number, louder: number}} asked */
export function tempoWords({ slower, louder }) {
  return [
    slower ? tn("{n} person: please slow down", "{n} people: please slow down", slower) : "",
    louder ? tn("{n} person: please speak up", "{n} people: please speak up", louder) : "",
  ]
    .filter(Boolean)
    .join(" · ");
}
