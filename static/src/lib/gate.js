/**
 * Letting people in and out, with a network or without. Without an answer in time a scan is noted on the device before the desk is
 * told of it, and sent again, in order and under its own nonce, until the server has it; so it counts once, whatever happens between.
 */
import { freshId } from "./outbox.js";
import { Roster } from "./roster.js";
import { Vault } from "./vault.js";

/**
 * @typedef {{secret?: string, attendee?: string, type?: string, room?: string|null, consent?: boolean, nonce?: string}} Scan
 * @typedef {{name: string, org: string, mode: string, lang?: string|null, choices?: string[], note?: string, attention?: boolean}} Person
 * @typedef {{at: number, room: string|null, mode: string, desk: string|null, label: string|null}} First
 * @typedef {{status: "ok"|"incomplete"|"error"|"noted", reason: string|null, nonce: string, attendee?: string|null, type?: string, room?: string|null,
 *   first?: First|null, questions?: {id: string, question: string}[], place?: {n: number, capacity: number|null, full: boolean}|null,
 *   person?: Person|null, group?: number, known?: boolean|null, warn?: string|null, message?: string}} Result message: the server's words, where it
 *   refuses; warn: what the device's list says against it: a state, or "already_redeemed"
 * @typedef {{attendee: string, name: string, org: string, mode: string|null, in: boolean}} Found
 * @typedef {{online: boolean, pending: number, conflicts: number, since: number|null, kept: boolean, refused: boolean}} State kept: what is noted
 *   outlives a reload; refused: the link was taken back while something waited
 * @typedef {{id: number|null, name: string, args: any, cid: string}} Noted
 */

/** Between two tries to reach the server, ms: the first, and the longest. */
const SOON = 1000;
const LATE = 10_000;
/** How often the device's list is renewed at most, ms. */
const RENEW = 30_000;
const MOST = 8;
/** After the event the list has no purpose any more, ms. */
const OVER = 12 * 3_600_000;

/** @param {{event: string, send: import("./post.js").Send, now: () => number, end?: () => number|null}} options now: event ms; end: of the event, if it has one */
export const createGate = (options) => new Gate(options);

export class Gate {
  /** @type {State} */
  state = { online: true, pending: 0, conflicts: 0, since: null, kept: false, refused: false };
  #send;
  #now;
  #end;
  #event;
  /** @type {Noted[]} */
  #noted = [];
  /** @type {Set<() => void>} */
  #listeners = new Set();
  /** @type {Vault|null} */
  #vault = null;
  #roster = new Roster([]);
  #ready;
  #wait = SOON;
  /** @type {any} */
  #timer = null;
  #renewed = 0;
  #sending = false;

  /** @param {{event: string, send: import("./post.js").Send, now: () => number, end?: () => number|null}} options */
  constructor({ event, send, now, end = () => null }) {
    this.#send = send;
    this.#now = now;
    this.#end = end;
    this.#event = event;
    this.#ready = this.#open();
    globalThis.addEventListener?.("online", () => this.#soon(0));
    globalThis.addEventListener?.("offline", () => this.#tell({ online: false, since: this.state.since ?? Date.now() }));
  }

  /** @param {() => void} fn */
  listen(fn) {
    this.#listeners.add(fn);
    return () => void this.#listeners.delete(fn);
  }

  /** @param {Scan} scan @returns {Promise<Result>} */
  async scan({ nonce = freshId(), ...scan }) {
    const args = { nonce, ...scan };
    const answer = await this.#ask("checkin.redeem", args, freshId());
    if (answer) return answer.ok ? answer.result : refused(nonce, answer);
    const at = Math.round(this.#now());
    await this.#note("checkin.redeem", { ...args, at, offline: true });
    const entry = await this.#known(scan);
    const known = this.#roster.size ? entry !== null : null;
    const person = entry?.name === undefined ? null : { name: entry.name, org: entry.org ?? "", mode: entry.mode ?? "onsite" };
    const warn = entry && entry.state !== "valid" ? entry.state : entry?.in && scan.type !== "exit" && !scan.room ? "already_redeemed" : null;
    if (entry && !scan.room) entry.in = scan.type !== "exit";
    return { status: "noted", reason: null, nonce, known, person, warn, attendee: entry?.id ?? null, type: scan.type ?? "entry", room: scan.room ?? null };
  }

  /** @param {{name: string, org: string, mode: string}} person @returns {Promise<Result>} */
  async walkin(person) {
    const nonce = freshId();
    const args = { ...person, nonce, at: Math.round(this.#now()) }; // the same whenever it is sent, as its id is
    const answer = await this.#ask("attendee.add", args, nonce);
    if (answer && !answer.ok) return refused(nonce, answer);
    if (answer) return { status: "ok", reason: null, nonce, attendee: answer.result.id, type: "entry", person, group: 0 };
    await this.#note("attendee.add", args, nonce);
    return { status: "noted", reason: null, nonce, known: null, person };
  }

  /** Take a scan back: one that waits is taken back after it was sent. @param {string} nonce @returns {Promise<{ok: boolean, code?: string, message?: string}>} */
  async annul(nonce) {
    const waits = this.#noted.some(({ args }) => args.nonce === nonce);
    const cid = freshId();
    const answer = waits ? null : await this.#ask("checkin.annul", { nonce }, cid);
    if (answer) return { ok: answer.ok, code: answer.code, message: answer.message };
    await this.#note("checkin.annul", { nonce }, cid);
    return { ok: true };
  }

  /** @param {{secret?: string, attendee?: string, nonce?: string}} whose @returns {Promise<{ok: boolean, nonces: string[], message?: string}>} */
  async group({ nonce = freshId(), ...whose }) {
    const args = { nonce, ...whose, at: Math.round(this.#now()) };
    const answer = await this.#ask("checkin.group", args, nonce);
    if (!answer) await this.#note("checkin.group", args, nonce);
    return { ok: answer?.ok ?? true, nonces: answer?.result?.nonces ?? [], message: answer?.message };
  }

  /** Who is on this device's own list. @param {string} query @returns {Found[]} */
  search(query) {
    return this.#roster.search(query, MOST);
  }

  /** Renew the device's list, if that was not done just now. */
  async renew() {
    await this.#ready;
    if (!this.#vault || this.#over() || Date.now() - this.#renewed < RENEW) return;
    this.#renewed = Date.now();
    const reply = await fetch(`/e/${this.#event}/desk/roster`, { headers: { Accept: "application/json" } }).catch(() => null);
    if (reply?.status === 403) return this.leave();
    const body = reply?.ok ? await reply.json().catch(() => null) : null;
    if (!body) return;
    this.#roster = new Roster(body.people);
    await this.#vault.put("roster", body.people, 1);
  }

  /** Take everything off this device; what was not sent yet is lost, so it is sent first. @returns {Promise<boolean>} whether it was done */
  async wipe() {
    await this.#drain();
    if (this.#noted.length) return false;
    await this.#vault?.wipe();
    this.#vault = null;
    this.#roster = new Roster([]);
    return true;
  }

  /** This is no desk any more: the names go; what waits stays, since it was promised. */
  async leave() {
    await this.#ready;
    this.#roster = new Roster([]);
    await this.#vault?.remove("roster", 1);
  }

  async #open() {
    this.#vault = await Vault.open(this.#event);
    if (!this.#vault) return;
    const [noted, roster] = await Promise.all([this.#vault.all("noted"), this.#vault.all("roster")]);
    this.#noted = [...noted.map(({ id, value }) => ({ id, ...value })), ...this.#noted];
    if (roster[0]) this.#roster = new Roster(roster[0].value);
    this.#tell({ kept: true, pending: this.#noted.length });
    if (this.#noted.length) this.#soon(0);
    if (this.#over()) void this.leave();
  }

  #over() {
    const end = this.#end();
    return end !== null && this.#now() > end + OVER;
  }


  /** @param {Scan} scan */
  async #known(scan) {
    await this.#ready;
    return globalThis.crypto?.subtle ? this.#roster.of(scan) : null;
  }

  /** @param {string} name @param {object} args @param {string} cid the same whenever this is sent, where the command has no nonce of its own */
  async #ask(name, args, cid) {
    if (this.#noted.length || !this.state.online) return null; // one after the other: the answer must not depend on what waits
    const answer = await this.#send(name, args, { cid });
    if (answer) this.#tell({ online: true, since: null });
    else this.#tell({ online: false, since: this.state.since ?? Date.now() });
    return answer;
  }

  /** @param {string} name @param {any} args @param {string} [cid] */
  async #note(name, args, cid = freshId()) {
    /** @type {Noted} */
    const noted = { id: null, name, args, cid };
    await this.#ready;
    if (this.#vault) noted.id = await this.#vault.put("noted", { name, args, cid });
    this.#noted.push(noted);
    this.#tell({ online: false, since: this.state.since ?? Date.now(), pending: this.#noted.length });
    this.#soon(this.#wait);
  }

  /** @param {number} ms */
  #soon(ms) {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#again(), ms);
  }

  async #again() {
    const before = this.#noted.length;
    const through = await this.#drain();
    this.#wait = through || this.#noted.length < before ? SOON : Math.min(LATE, this.#wait * 1.6);
    if (!through && !this.state.refused) this.#soon(this.#wait);
  }

  /** Send what waits, one tab at a time. @returns {Promise<boolean>} whether the server answers */
  async #drain() {
    if (this.#sending) return false;
    this.#sending = true;
    try {
      await this.#ready;
      const locks = /** @type {any} */ (globalThis.navigator)?.locks;
      const work = () => this.#sendAll();
      return await (locks ? locks.request(`companion-desk-${this.#event}`, work) : work());
    } finally {
      this.#sending = false;
    }
  }

  async #sendAll() {
    if (!this.#noted.length) return this.#reach();
    for (let next = this.#noted[0]; next; next = this.#noted[0]) {
      const answer = await this.#send(next.name, next.args, { cid: next.cid });
      if (!answer) {
        this.#tell({ online: false, since: this.state.since ?? Date.now() });
        return false;
      }
      if (answer.code === "not_allowed" || answer.code === "no_participant") {
        this.#tell({ refused: true });
        await this.leave();
        return false;
      }
      this.#noted = this.#noted.filter((other) => other !== next);
      if (next.id !== null) await this.#vault?.remove("noted", next.id);
      const fine = answer.ok && (answer.result.status ?? "ok") === "ok" && !answer.result.reason;
      this.#tell({ online: true, since: null, pending: this.#noted.length, conflicts: this.state.conflicts + Number(!fine) });
    }
    this.#tell({ online: true, since: null, pending: 0, refused: false });
    return true;
  }

  /** Whether the server is back, where nothing waits to be sent. */
  async #reach() {
    const reply = await fetch("/readyz", { cache: "no-store" }).catch(() => null);
    if (reply?.ok) this.#tell({ online: true, since: null });
    return Boolean(reply?.ok);
  }

  /** @param {Partial<State>} state */
  #tell(state) {
    this.state = { ...this.state, ...state };
    for (const fn of this.#listeners) fn();
  }
}

/** @param {string} nonce @param {import("./send.js").Answer} answer @returns {Result} */
const refused = (nonce, { code, message }) => ({ status: "error", reason: code ?? "error", nonce, message });
