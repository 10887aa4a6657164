/** Who is found by what was typed at the desk, in the list of the event or in the one that the device keeps. */
import { findPeople, MIN_LETTERS, wordsOf } from "./name_search.js";

/** @typedef {import("../core/table.js").Table} Table */
/**
 * @typedef {object} Hit
 * @property {string} attendee
 * @property {string} name
 * @property {string} org
 * @property {string|null} mode
 * @property {string} state whether the booking holds
 * @property {boolean} in whether they are in
 * @property {number|null} at since when, event ms; null: not known
 */

const MOST = 8;

export class PeopleSearch {
  #table;
  #gate;
  /** The list as it was read last, with the words of each name: thousands are folded once, not at each key. */
  #read = {
    list: /** @type {unknown} */ (null),
    people: /** @type {{id: string, name: string, words: string[]}[]} */ ([]),
  };

  /** @param {Table} table @param {{search: (query: string) => Omit<Hit, "at">[]}} gate what this device keeps */
  constructor(table, gate) {
    this.#table = table;
    this.#gate = gate;
  }

  /** @param {string} query @returns {Hit[]} the best ones */
  find(query) {
    if (query.trim().length < MIN_LETTERS) return [];
    if (this.#table.all("attendee").length) {
      return findPeople(this.#people, query, MOST).flatMap(({ id }) => this.#hit(id) ?? []);
    }
    // Without a network since the page was opened, the list that the device keeps is all there is.
    const kept = this.#gate.search(query).slice(0, MOST);
    return kept.map((hit) => ({ ...hit, at: null }));
  }

  get #people() {
    const list = this.#table.all("attendee");
    if (this.#read.list !== list) {
      const people = list.map(({ id, name, org }) => ({ id, name, words: wordsOf(`${name} ${org}`) }));
      this.#read = { list, people };
    }
    return this.#read.people;
  }

  /** @param {string} id @returns {Hit|null} */
  #hit(id) {
    const [row, attendance] = [this.#table.get("attendee", id), this.#table.get("attendance", id)];
    if (!row) return null;
    const { name, org, mode, state } = row;
    const isIn = attendance?.state === "in";
    return { attendee: id, name, org, mode, state, in: isIn, at: isIn ? attendance.first : null };
  }
}
