/** The list that a desk's device keeps for the time without a network: for stewards only which tickets there are, no names. */
import { found, wordsOf } from "./fold.js";

/** @typedef {{mark: string, state: string, in: boolean, id?: string, name?: string, org?: string, mode?: string|null, group?: string}} Entry */

/** What stands in a code: in an address, in groups, or as another system printed it. @param {string} text */
export function scanned(text) {
  let plain = text.trim();
  const at = plain.lastIndexOf("/");
  if (at >= 0 && plain.slice(0, at).toUpperCase().endsWith("/T")) plain = (plain.slice(at + 1).split(/[?#]/)[0] ?? "");
  const own = plain.toUpperCase().replace(/[- ]/g, "");
  return /^[ACDEFGHJKMNPQRTUVWXYZ234679]{40}$/.test(own) ? own : plain;
}

/** What the server stores of a code. @param {string} code @returns {Promise<string>} */
export async function markOf(code) {
  const hash = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(`code\0${code}`));
  return [...new Uint8Array(hash)].map((byte) => byte.toString(16).padStart(2, "0")).join("").slice(0, 32);
}

export class Roster {
  /** @type {Map<string, Entry>} */
  #byMark = new Map();
  /** @type {Map<string, Entry>} */
  #byId = new Map();
  /** @type {{id: string, name: string, words: string[], entry: Entry}[]} */
  #people = [];

  /** @param {Entry[]} entries one for each ticket; a person with several comes several times */
  constructor(entries) {
    for (const entry of entries) {
      this.#byMark.set(entry.mark, entry);
      if (entry.id) this.#byId.set(entry.id, entry);
    }
    this.#people = [...this.#byId.values()].map((entry) => ({ id: entry.id ?? "", name: entry.name ?? "", words: wordsOf(`${entry.name} ${entry.org}`), entry }));
  }

  get size() {
    return this.#byMark.size;
  }

  /** Whose ticket this is. @param {{secret?: string, attendee?: string}} asked @returns {Promise<Entry|null>} */
  async of({ secret, attendee }) {
    if (attendee) return this.#byId.get(attendee) ?? null;
    return this.#byMark.get(await markOf(scanned(secret ?? ""))) ?? null;
  }

  /** @param {string} query @param {number} most */
  search(query, most) {
    return found(this.#people, query, most).map(({ entry: { id = "", name = "", org = "", mode = null, in: inside } }) => ({ attendee: id, name, org, mode, in: inside }));
  }
}
