/**
 * The list of people as organisers look through it: by words of a name or organisation, and by what is so of somebody.
 */
import { wordsOf } from "./name_search.js";

/** @typedef {import("../core/table.js").Table} Table */
/** @typedef {RowOf<"attendee">} Attendee */

/** So many are drawn at first, and more each time. */
const STEP = 50;

/** What can be so of somebody, by name. @type {Record<string, (person: Attendee, attendance: any) => boolean>} */
const KINDS = {
  all: () => true,
  onsite: ({ mode }) => mode !== "remote",
  remote: ({ mode }) => mode === "remote",
  in: (_, attendance) => attendance?.state === "in",
  away: (_, attendance) => !attendance,
  barred: ({ state }) => state !== "valid",
  noted: ({ note }) => Boolean(note),
};
export const WHICH = Object.keys(KINDS);

export class PeopleList {
  query = "";
  which = "all";
  most = STEP;

  /** @param {string} query */
  look(query) {
    Object.assign(this, { query, most: STEP });
  }

  /** @param {string} which one of `WHICH` */
  choose(which) {
    Object.assign(this, { which, most: STEP });
  }

  more() {
    this.most += STEP;
  }

  /**
   * Who is meant, by the alphabet: those who are shown, and how many there are.
   * @param {Table} staff @returns {{people: Attendee[], n: number}}
   */
  found(staff) {
    const typed = wordsOf(this.query);
    const fits = KINDS[this.which] ?? (() => true);
    const people = staff
      .all("attendee")
      .filter((person) => fits(person, staff.get("attendance", person.id)) && means(person, typed))
      .sort((a, b) => a.name.localeCompare(b.name) || (a.id < b.id ? -1 : 1));
    return { people: people.slice(0, this.most), n: people.length };
  }
}

/** Whether every word that was typed begins a word of somebody's name or organisation. @param {Attendee} person */
function means({ name, org, group }, /** @type {string[]} */ typed) {
  if (!typed.length) return true;
  const known = [name, org, group].flatMap(wordsOf);
  return typed.every((word) => known.some((other) => other.startsWith(word)));
}
