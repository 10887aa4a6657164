/** The last scans of this device, to be taken back. Names are not among what the browser keeps. */
import { tab } from "../core/storage.js";

/**
 * @typedef {object} Entry
 * @property {string[]} nonces of one scan, or of all who were let in together
 * @property {number} at event ms
 * @property {import("./gate.js").Result["status"]} status
 * @property {string|null} reason
 * @property {string} type entry or exit
 * @property {string|null} attendee
 * @property {string} name
 * @property {string[]} undone nonces
 */

const MOST = 8;

export class RecentScans {
  /** Newest first. @type {Entry[]} */
  entries = [];
  #key;

  /** @param {string} event */
  constructor(event) {
    this.#key = `companion.desk.${event}`;
    try {
      this.entries = JSON.parse(tab.get(this.#key) || "[]");
    } catch {
      this.entries = [];
    }
  }

  /** @param {import("./gate.js").Result} result @param {number} at event ms */
  add({ nonce, status, reason, type = "entry", attendee = null, person }, at) {
    if (status === "incomplete") return; // nothing has happened yet
    this.#put({ nonces: [nonce], at, status, reason, type, attendee, name: person?.name ?? "", undone: [] });
  }

  /** Those who were let in together. @param {string[]} nonces @param {number} at event ms */
  group(nonces, at) {
    this.#put({ nonces, at, status: "ok", reason: null, type: "entry", attendee: null, name: "", undone: [] });
  }

  /** @param {string} nonce */
  undone(nonce) {
    for (const entry of this.entries) if (entry.nonces.includes(nonce)) entry.undone.push(nonce);
    this.#keep();
  }

  /** @param {Entry} entry */
  #put(entry) {
    this.entries = [entry, ...this.entries].slice(0, MOST);
    this.#keep();
  }

  #keep() {
    tab.set(this.#key, JSON.stringify(this.entries.map((entry) => ({ ...entry, name: "" }))));
  }
}

/** Whether something of it can still be taken back. @param {Entry} entry */
export const undoable = ({ status, nonces, undone }) =>
  (status === "ok" || status === "noted") && undone.length < nonces.length;
