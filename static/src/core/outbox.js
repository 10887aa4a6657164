/** Entries that outlive the page: a list in storage that the tabs of an event share. */

/**
 * What a command is given: with its `id` it says what it is about; of the others each command has its own, which the
 * server checks.
 * @typedef {{id?: string|null, [name: string]: any}} Args
 */
/**
 * @typedef {{cid: string, do: string, args: Args, state: "sending"|"saved"|"failed", code: string|null,
 *   message: string|null, v: number, at: number, quiet: boolean, after: number, tries?: number, epoch?: string,
 *   asked?: boolean, sure?: boolean, typed?: import("./drafts.js").Draft[], answer?: import("./send.js").Answer}} Entry
 *   asked: it is old, and waits for the writer's word; v: the version that shows it, once saved; at: unix ms of its
 *   last change; after: not before this, unix ms; tries: how often somebody answered, and not with an answer; epoch: of
 *   the history that it was written in; sure: the writer has said that it is to go; typed: what was written for it; the
 *   answer travels along, so that the tab that asked gets it from the tab that sent
 * @typedef {Pick<Storage, "getItem"|"setItem">} Store
 */

export class Outbox {
  #store;
  #changed;
  #text = /** @type {string|null} */ (null);
  #entries = /** @type {Entry[]} */ ([]);

  /** @param {string} key @param {Store} store @param {() => void} changed called after every change made here */
  constructor(key, store, changed) {
    this.key = key;
    this.#store = store;
    this.#changed = changed;
  }

  /** Oldest first. Drawing asks often, the text changes seldom. */
  get entries() {
    const text = this.#store.getItem(this.key);
    if (text !== this.#text) this.#entries = parse(text);
    this.#text = text;
    return this.#entries;
  }

  /** @param {Entry[]} entries */
  set entries(entries) {
    const text = JSON.stringify(entries);
    try {
      this.#store.setItem(this.key, text);
    } catch {
      this.#store = memory(); // full: go on for as long as the page lives
      this.#store.setItem(this.key, text);
    }
    this.#changed();
  }

  /** What would go next, one per thing: an entry never overtakes another one about the same id. */
  get ready() {
    /** @type {Map<string, Entry>} */
    const first = new Map();
    for (const entry of this.entries.filter(({ state, asked }) => state === "sending" && !asked)) {
      const about = entry.args?.id ?? entry.cid;
      if (!first.has(about)) first.set(about, entry);
    }
    return [...first.values()];
  }

  /** @param {string} cid @param {Partial<Entry>} fields @returns {Entry|undefined} */
  change(cid, fields) {
    this.entries = this.entries.map((entry) => (entry.cid === cid ? { ...entry, ...fields } : entry));
    return this.entries.find((entry) => entry.cid === cid);
  }

  /** @param {(entry: Entry) => boolean} wanted */
  keep(wanted) {
    const kept = this.entries.filter(wanted);
    if (kept.length !== this.entries.length) this.entries = kept;
  }
}

/** @param {string|null} text @returns {Entry[]} */
export function parse(text) {
  try {
    const entries = JSON.parse(text ?? "[]");
    return Array.isArray(entries) ? entries : [];
  } catch {
    return [];
  }
}

/** The device's storage, or memory where that is forbidden. @returns {Store} */
export function local() {
  try {
    globalThis.localStorage.setItem("companion:test", "");
    return globalThis.localStorage;
  } catch {
    return memory();
  }
}

/** @returns {Store} */
function memory() {
  const map = new Map();
  return { getItem: (key) => map.get(key) ?? null, setItem: (key, value) => void map.set(key, value) };
}

/** Random even where crypto.randomUUID is missing (plain http in a venue's network). */
export function freshId() {
  const bytes = crypto.getRandomValues(new Uint8Array(12));
  return Array.from(bytes, (b) => b.toString(16).padStart(2, "0")).join("");
}
