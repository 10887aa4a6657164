// The write road: an outbox that survives a reload. Nothing counts as saved before the server said so.

/**
 * @typedef {{cid: string, do: string, args: any, state: "sending"|"saved"|"failed", code: string|null,
 *   message: string|null, v: number, at: number, quiet: boolean, after: number}} Entry
 * @typedef {{ok: boolean, v?: number, at?: number, result?: any, code?: string, message?: string}} Answer
 */

const SLOWEST = 30_000;
const TIMEOUT = 15_000;
/** A saved entry whose version never shows up (the server's data was replaced) leaves after this long. */
const FORGET = 30_000;

/** Random even where crypto.randomUUID is missing (plain http in a venue's network). */
export function freshId() {
  const bytes = crypto.getRandomValues(new Uint8Array(12));
  return Array.from(bytes, (b) => b.toString(16).padStart(2, "0")).join("");
}

function browser() {
  return {
    setTimeout: globalThis.setTimeout.bind(globalThis),
    clearTimeout: globalThis.clearTimeout.bind(globalThis),
    random: Math.random,
    locks: globalThis.navigator?.locks,
    window: globalThis.window,
    base: globalThis.location?.origin ?? "",
  };
}

/** Storage that may be forbidden or full: then the outbox lives as long as the page. */
function memory() {
  const map = new Map();
  return {
    getItem: (/** @type {string} */ key) => map.get(key) ?? null,
    setItem: (/** @type {string} */ key, /** @type {string} */ value) => void map.set(key, value),
  };
}

function local() {
  try {
    globalThis.localStorage.setItem("companion:test", "");
    return globalThis.localStorage;
  } catch {
    return memory();
  }
}

export class Sender {
  #key;
  #url;
  #storage;
  #fetch;
  #now;
  #env;
  /** @type {Map<string, (answer: Answer) => void>} */
  #waiting = new Map();
  /** @type {Set<() => void>} */
  #listeners = new Set();
  #running = false;
  #failures = 0;
  /** @type {any} */
  #timer = null;
  #seen = 0;
  #last = { text: /** @type {string|null} */ (null), entries: /** @type {any[]} */ ([]) };

  /**
   * @param {{event: string, storage?: Pick<Storage, "getItem"|"setItem">, fetch?: typeof globalThis.fetch, now?: () => number, env?: object}} options
   *   now in unix ms; `env` replaces timers, locks and window in tests
   */
  constructor({ event, storage = local(), fetch = globalThis.fetch?.bind(globalThis), now = Date.now, env = {} }) {
    this.#env = { ...browser(), ...env };
    this.#key = `companion:out:${event}`;
    this.#url = `${this.#env.base}/e/${event}/do`;
    this.#storage = storage;
    this.#fetch = fetch;
    this.#now = now;
    this.#env.window?.addEventListener("storage", this.#fromOtherTab);
    this.#env.window?.addEventListener("online", () => this.flush());
  }

  /** What is on its way or was refused, oldest first. @returns {Entry[]} */
  get pending() {
    return this.#read();
  }

  /**
   * Send a command, surviving reloads and lost connections.
   * @param {string} name @param {any} args @param {{quiet?: boolean}} [options] quiet: not worth an item of its own in the list
   * @returns {Promise<Answer>} the server's final answer; never rejects
   */
  do(name, args, { quiet = false } = {}) {
    /** @type {Entry} */
    const entry = { cid: freshId(), do: name, args, state: "sending", code: null, message: null, v: 0, at: this.#now(), quiet, after: 0 };
    this.#write([...this.#read(), entry]);
    const answer = new Promise((resolve) => this.#waiting.set(entry.cid, resolve));
    this.flush();
    return /** @type {Promise<Answer>} */ (answer);
  }

  /** Take a refused entry off the list. @param {string} cid */
  forget(cid) {
    this.#write(this.#read().filter((entry) => entry.cid !== cid || entry.state === "sending"));
  }

  /** @param {() => void} fn */
  on(fn) {
    this.#listeners.add(fn);
    return () => void this.#listeners.delete(fn);
  }

  /** The table reached version v: what it already shows needs no entry any more. @param {number} v */
  seen(v) {
    this.#seen = v;
    const kept = this.#read().filter((entry) => !this.#shown(entry));
    if (kept.length !== this.#read().length) this.#write(kept);
  }

  /** Send what waits, now. */
  flush() {
    this.#env.clearTimeout(this.#timer);
    if (this.#running) return;
    this.#running = true;
    this.#alone(() => this.#drain()).finally(() => {
      this.#running = false;
      this.#plan();
    });
  }

  /** @param {Entry} entry */
  #shown(entry) {
    return entry.state === "saved" && (this.#seen >= entry.v || this.#now() - entry.at > FORGET);
  }

  /** One tab sends at a time; without locks the same cid makes a second sending harmless. @param {() => Promise<void>} work */
  #alone(work) {
    return this.#env.locks ? this.#env.locks.request(this.#key, work) : work();
  }

  async #drain() {
    for (let entry = this.#next(); entry; entry = this.#next()) {
      const verdict = await this.#post(entry);
      if (verdict.answer) this.#settle(entry.cid, verdict.answer);
      else if (!this.#delay(entry, verdict)) return;
    }
  }

  /** The oldest entry that may go now. */
  #next() {
    return this.#ready().find((entry) => entry.after <= this.#now());
  }

  /** What would go next, one per thing: an entry never overtakes another one about the same id. */
  #ready() {
    const first = new Map();
    for (const entry of this.#read().filter((entry) => entry.state === "sending")) {
      const about = entry.args?.id ?? entry.cid;
      if (!first.has(about)) first.set(about, entry);
    }
    return [...first.values()];
  }

  /**
   * @param {Entry} entry
   * @returns {Promise<{answer?: Answer, wait?: number, message?: string}>} no answer: try again later
   */
  async #post(entry) {
    const stop = new AbortController();
    const timer = this.#env.setTimeout(() => stop.abort(), TIMEOUT);
    try {
      const reply = await this.#fetch(this.#url, {
        method: "POST",
        headers: { "Content-Type": "application/json" },
        body: JSON.stringify({ do: entry.do, cid: entry.cid, args: entry.args }),
        credentials: "same-origin",
        keepalive: true,
        signal: stop.signal,
      });
      const body = await reply.json();
      if (reply.status === 429) return { wait: 1000 * Number(reply.headers.get("Retry-After") || 2), message: body.message };
      if (reply.ok && body.ok === true) return { answer: body };
      if (reply.status >= 400 && reply.status < 500 && typeof body.code === "string") return { answer: body };
      return {};
    } catch {
      return {}; // no connection, or something in between that is not our server
    } finally {
      this.#env.clearTimeout(timer);
    }
  }

  /**
   * Put an entry off. One that is merely too early lets others pass; a dead connection stops all.
   * @param {Entry} entry @param {{wait?: number, message?: string}} verdict
   */
  #delay(entry, { wait, message }) {
    if (wait === undefined) {
      this.#failures += 1;
      return false;
    }
    this.#change(entry.cid, { after: this.#now() + wait, message: message ?? null });
    return true;
  }

  /** @param {string} cid @param {Answer} answer */
  #settle(cid, answer) {
    this.#failures = 0;
    const entry = this.#change(cid, {
      state: answer.ok ? "saved" : "failed",
      code: answer.code ?? null,
      message: answer.message ?? null,
      v: answer.v ?? 0,
      at: this.#now(),
      // the answer travels with the entry, so that the tab that asked gets it from the tab that sent
      ...{ answer },
    });
    this.#resolve(cid, answer);
    if (entry && this.#shown(entry)) this.seen(this.#seen);
    else if (entry?.state === "failed" && entry.quiet) this.forget(cid);
  }

  #plan() {
    const ready = this.#ready();
    if (!ready.length) return;
    const early = Math.min(...ready.map((entry) => entry.after)) - this.#now();
    const backOff = this.#failures ? this.#env.random() * Math.min(SLOWEST, 1000 * 2 ** this.#failures) : 0;
    this.#timer = this.#env.setTimeout(() => this.flush(), Math.max(early, backOff, 0));
  }

  /** @param {string} cid @param {Answer} answer */
  #resolve(cid, answer) {
    this.#waiting.get(cid)?.(answer);
    this.#waiting.delete(cid);
  }

  #fromOtherTab = (/** @type {StorageEvent} */ event) => {
    if (event.key !== this.#key) return;
    for (const entry of parse(event.newValue)) {
      if (entry.state !== "sending") this.#resolve(entry.cid, entry.answer);
    }
    this.#tell();
  };

  /** @param {string} cid @param {object} fields @returns {Entry|undefined} */
  #change(cid, fields) {
    const entries = this.#read().map((entry) => (entry.cid === cid ? { ...entry, ...fields } : entry));
    this.#write(entries);
    return entries.find((entry) => entry.cid === cid);
  }

  /** Drawing asks often, the text changes seldom. */
  #read() {
    const text = this.#storage.getItem(this.#key);
    if (text !== this.#last.text) this.#last = { text, entries: parse(text) };
    return this.#last.entries;
  }

  /** @param {Entry[]} entries */
  #write(entries) {
    try {
      this.#storage.setItem(this.#key, JSON.stringify(entries));
    } catch {
      const kept = memory(); // full: go on for as long as the page lives
      kept.setItem(this.#key, JSON.stringify(entries));
      this.#storage = kept;
    }
    this.#tell();
  }

  #tell() {
    for (const fn of [...this.#listeners]) fn();
  }
}

/** @param {string|null} text @returns {any[]} */
function parse(text) {
  try {
    const entries = JSON.parse(text ?? "[]");
    return Array.isArray(entries) ? entries : [];
  } catch {
    return [];
  }
}
