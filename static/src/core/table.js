// The client's copy of the event: rows by kind and id. Pure data, no DOM, no network.

/** @typedef {import("./rows.d.ts").Kind} Kind */
/** @template {Kind} K @typedef {import("./rows.d.ts").Row<K>} Row */
/** A row as it comes. @typedef {[kind: string, id: string, fields: object]} Put */
/**
 * What comes down the wire: companion/live/wire.py. A page begins with a hello that says only whose rows follow.
 * @typedef {{t: "hello", epoch: string|null, now?: number, build?: string, me?: Reader}} Hello
 * @typedef {{t: "state", v: number, put: Put[], epoch?: string}} State
 * @typedef {{t: "delta", v: number, put?: Put[], gone?: [kind: string, id: string][]}} Delta
 * @typedef {{t: "beat", v: number, epoch: string, now: number}} Beat
 * @typedef {{t: "bye", code: string, retry_in: number|null}} Bye
 * @typedef {Hello|State|Delta|Beat|Bye} Message
 */

export class Table {
  /** Random id of the server's data; another epoch means another history. @type {string|null} */
  epoch = null;
  /** Version of the newest change seen. */
  v = 0;

  /** By kind, which says what the rows are: no type of a map can. @type {Map<string, Map<string, any>>} */
  #kinds = new Map();
  /** The same as lists. @type {Map<string, any[]>} */
  #lists = new Map();
  /** @type {Set<(changed: Set<string>) => void>} */
  #listeners = new Set();
  /** The server's epoch while our rows are still from another one. @type {string|null} */
  #awaited = null;

  /** Where to resume, or null when only a whole state helps. */
  get at() {
    return this.epoch === null || this.#awaited !== null ? null : { epoch: this.epoch, v: this.v };
  }

  /**
   * Apply one message of the wire.
   * @param {Message} msg hello, state, delta or beat; anything else changes nothing
   * @returns {Set<string>} the kinds whose rows changed
   */
  take(msg) {
    /** @type {Set<string>} */
    const changed = new Set();
    const before = this.v;
    if (msg.t === "hello" || msg.t === "beat") this.#meet(msg.epoch);
    else if (msg.t === "state") this.#replace(msg, changed);
    else if (msg.t === "delta" && this.#awaited === null) this.#merge(msg, changed);
    for (const kind of changed) this.#lists.delete(kind);
    if (changed.size || this.v !== before) for (const fn of [...this.#listeners]) fn(changed);
    return changed;
  }

  /** @template {Kind} K @param {K} kind @param {string} id @returns {Row<K>|undefined} */
  get(kind, id) {
    return this.#kinds.get(kind)?.get(id);
  }

  /**
   * All rows of a kind in order of arrival; the same array until one of them changes.
   * @template {Kind} K
   * @param {K} kind
   * @returns {Row<K>[]}
   */
  all(kind) {
    let list = this.#lists.get(kind);
    if (!list) this.#lists.set(kind, (list = [...(this.#kinds.get(kind)?.values() ?? [])]));
    return list;
  }

  /** The ids of all rows of a kind, for rows whose `id` is another one. @param {Kind} kind @returns {string[]} */
  ids(kind) {
    return [...(this.#kinds.get(kind)?.keys() ?? [])];
  }

  /**
   * Call fn with the changed kinds after each change (empty set: only `v` moved).
   * @param {(changed: Set<string>) => void} fn
   */
  on(fn) {
    this.#listeners.add(fn);
    return () => void this.#listeners.delete(fn);
  }

  /** @param {string|null} epoch */
  #meet(epoch) {
    if (!epoch) return;
    if (this.epoch === null) this.epoch = epoch;
    this.#awaited = epoch === this.epoch ? null : epoch;
  }

  /** @param {State} msg @param {Set<string>} changed */
  #replace(msg, changed) {
    for (const kind of this.#kinds.keys()) changed.add(kind);
    this.#kinds.clear();
    this.epoch = msg.epoch ?? this.#awaited ?? this.epoch;
    this.#awaited = null;
    for (const [kind, id, fields] of msg.put) this.#put(kind, id, fields, changed);
    this.v = msg.v;
  }

  /** @param {Delta} msg @param {Set<string>} changed */
  #merge(msg, changed) {
    for (const [kind, id] of msg.gone ?? []) {
      if (this.#kinds.get(kind)?.delete(id)) changed.add(kind);
    }
    for (const [kind, id, fields] of msg.put ?? []) this.#put(kind, id, fields, changed);
    // A person's own rows come with the old cursor, ahead of the shared delta.
    this.v = Math.max(this.v, msg.v);
  }

  /** @param {string} kind @param {string} id @param {object} fields @param {Set<string>} changed */
  #put(kind, id, fields, changed) {
    let rows = this.#kinds.get(kind);
    if (!rows) this.#kinds.set(kind, (rows = new Map()));
    rows.set(id, { id, ...fields });
    changed.add(kind);
  }
}
