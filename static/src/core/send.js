// The write road: an outbox that survives a reload. Nothing counts as saved before the server said so.

import { browser } from "./browser.js";
import { delivery } from "./delivery.js";
import { drafts as typed } from "./drafts.js";
import { freshId, local, Outbox, parse } from "./outbox.js";

/**
 * @typedef {import("./outbox.js").Entry} Entry
 * @typedef {import("./outbox.js").Args} Args
 * @typedef {{ok: boolean, v?: number, at?: number, result?: any, code?: string, message?: string}} Answer
 *   result: what the command gives back, docs/reference.md
 * @typedef {import("./delivery.js").Verdict} Verdict
 */

const SLOWEST = 30_000;
/** So often one entry may be answered with a fault of the server, or of what stands before it, until it steps aside. */
export const STUBBORN = 3;
/** What has waited for so long is asked about before it goes: the day has gone on, ms. */
const OLD = 3 * 3600_000;
/** A saved entry whose version never shows up (the server's data was replaced) leaves after this long. */
const FORGET = 30_000;

export class Sender {
  #outbox;
  #post;
  #now;
  #env;
  /** @type {Map<string, (answer: Answer) => void>} */
  #waiting = new Map();
  /** @type {Set<() => void>} */
  #listeners = new Set();
  #running = false;
  #failures = 0;
  /** @type {import("./browser.js").Timer} */
  #timer;
  #seen = 0;
  #saved = 0;
  #drafts;
  #doubt;
  #epoch = "";

  /**
   * @param {{event: string, rejoin?: () => Promise<boolean>, storage?: import("./outbox.js").Store,
   *   fetch?: typeof globalThis.fetch, now?: () => number, drafts?: import("./drafts.js").Drafts,
   *   doubt?: (entry: Entry) => boolean, env?: object}} options
   *   rejoin: get a new cookie, since the browser has thrown the old one away; now: unix ms; drafts: what is typed;
   *   doubt: whether the writer is to be asked before this goes; env: replaces timers, locks and window in tests
   */
  constructor({
    event,
    rejoin = async () => false,
    storage = local(),
    fetch = globalThis.fetch?.bind(globalThis),
    now = Date.now,
    drafts = typed,
    doubt = () => false,
    env = {},
  }) {
    this.#env = { ...browser(), ...env };
    this.#outbox = new Outbox(`companion:out:${event}`, storage, () => this.#tell());
    this.#post = delivery({ url: `${this.#env.base}/e/${event}/do`, fetch, rejoin, env: this.#env });
    this.#now = now;
    this.#drafts = drafts;
    this.#doubt = doubt;
    this.#env.window?.addEventListener("storage", this.#fromOtherTab);
    this.#env.window?.addEventListener("online", () => this.flush());
  }

  /** What is on its way or was refused, oldest first. @returns {Entry[]} */
  get pending() {
    return this.#outbox.entries;
  }

  /** The newest version of what was saved from here. */
  get saved() {
    return this.#saved;
  }

  /**
   * Send a command, surviving reloads and lost connections.
   * @param {string} name
   * @param {Args} args
   * @param {{quiet?: boolean}} [options] quiet: not worth an item of its own in the list
   * @returns {Promise<Answer>} the server's final answer; never rejects
   */
  do(name, args, { quiet = false } = {}) {
    /** @type {Entry} */
    const entry = {
      cid: freshId(),
      do: name,
      args,
      state: "sending",
      code: null,
      message: null,
      v: 0,
      at: this.#now(),
      quiet,
      after: 0,
      tries: 0,
      epoch: this.#epoch,
      typed: this.#drafts.sent(args),
    };
    this.#outbox.entries = [...this.pending, entry];
    const answer = new Promise((resolve) => this.#waiting.set(entry.cid, resolve));
    this.flush();
    return /** @type {Promise<Answer>} */ (answer);
  }

  /**
   * Send something that is worth nothing a moment later: now or never, past the outbox.
   * @param {string} name
   * @param {object} args
   */
  async once(name, args) {
    const { answer } = await this.#post({ cid: freshId(), do: name, args });
    return answer?.ok === true;
  }

  /** Take a refused entry off the list. @param {string} cid */
  forget(cid) {
    this.#outbox.keep((entry) => entry.cid !== cid || entry.state === "sending");
  }

  /** Its writer does not want it to go any more. @param {string} cid */
  discard(cid) {
    this.#outbox.keep((entry) => entry.cid !== cid);
    this.#resolve(cid, { ok: false });
  }

  /** Its writer wants it to go, now. @param {string} cid */
  insist(cid) {
    this.#outbox.change(cid, { asked: false, sure: true, after: 0, tries: 0, at: this.#now() });
    this.retry();
  }

  /** The history that what is written now belongs to. @param {string} epoch as messages carry it */
  meet(epoch) {
    this.#epoch = epoch.split("-")[0];
  }

  /** @param {() => void} fn */
  on(fn) {
    this.#listeners.add(fn);
    return () => void this.#listeners.delete(fn);
  }

  /** The table reached version v: what it already shows needs no entry any more. @param {number} v */
  seen(v) {
    this.#seen = v;
    this.#outbox.keep((entry) => !this.#shown(entry));
  }

  /** The server is there again: send what waits, also what has stepped aside. */
  retry() {
    for (const { cid, tries } of this.pending) if ((tries ?? 0) >= STUBBORN) this.#outbox.change(cid, { after: 0 });
    this.flush();
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

  /**
   * One tab sends at a time; without locks the same cid makes a second sending harmless.
   * @param {() => Promise<void>} work
   */
  #alone(work) {
    return this.#env.locks ? this.#env.locks.request(this.#outbox.key, work) : work();
  }

  async #drain() {
    this.#ask();
    for (let entry = this.#next(); entry; entry = this.#next()) {
      const verdict = await this.#post(entry);
      if (verdict.answer) this.#settle(entry.cid, verdict.answer);
      else if (!this.#delay(entry, verdict)) return;
    }
  }

  /** Put aside what its writer is to be asked about. */
  #ask() {
    for (const entry of this.pending.filter(({ state, asked, sure }) => state === "sending" && !asked && !sure)) {
      const formerly = Boolean(entry.epoch && this.#epoch && entry.epoch !== this.#epoch);
      const old = this.#now() - entry.at > OLD;
      if (formerly || old || this.#doubt(entry)) this.#outbox.change(entry.cid, { asked: true });
    }
  }

  /** The oldest entry that may go now. */
  #next() {
    return this.#outbox.ready.find((entry) => entry.after <= this.#now());
  }

  /**
   * Put an entry off. One that is merely too early lets others pass, and so does one that never succeeds; a dead
   * connection stops all.
   * @param {Entry} entry @param {Verdict} verdict
   */
  #delay(entry, { wait, message, tried }) {
    if (tried) {
      const tries = (entry.tries ?? 0) + 1;
      this.#outbox.change(entry.cid, { tries });
      if (tries >= STUBBORN) wait = SLOWEST;
    }
    if (wait === undefined) {
      this.#failures += 1;
      return false;
    }
    this.#outbox.change(entry.cid, { after: this.#now() + wait, message: message ?? null });
    return true;
  }

  /** @param {string} cid @param {Answer} answer */
  #settle(cid, answer) {
    this.#failures = 0;
    if (answer.ok) this.#saved = Math.max(this.#saved, answer.v ?? 0);
    const entry = this.#outbox.change(cid, {
      state: answer.ok ? "saved" : "failed",
      code: answer.code ?? null,
      message: answer.message ?? null,
      v: answer.v ?? 0,
      at: this.#now(),
      answer,
    });
    this.#resolve(cid, answer);
    if (entry && this.#shown(entry)) this.seen(this.#seen);
    else if (entry?.state === "failed" && entry.quiet) {
      this.#drafts.back(entry.typed ?? []);
      this.forget(cid);
    }
  }

  #plan() {
    const { ready } = this.#outbox;
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
    if (event.key !== this.#outbox.key) return;
    for (const entry of parse(event.newValue)) {
      if (entry.state !== "sending" && entry.answer) this.#resolve(entry.cid, entry.answer);
    }
    this.#tell();
  };

  #tell() {
    for (const fn of [...this.#listeners]) fn();
  }
}
