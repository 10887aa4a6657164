/** Letting people in and out. Without an answer in time a scan is noted, and sent again until the server has it. */
import { freshId } from "./outbox.js";

/**
 * @typedef {{secret?: string, attendee?: string, type?: string, room?: string|null, consent?: boolean, nonce?: string}} Scan
 * @typedef {{name: string, org: string, mode: string, lang?: string|null, choices?: string[], note?: string, attention?: boolean}} Person
 * @typedef {{at: number, room: string|null, mode: string, desk: string|null, label: string|null}} First
 * @typedef {{status: "ok"|"incomplete"|"error"|"noted", reason: string|null, nonce: string, attendee?: string|null, type?: string, room?: string|null,
 *   first?: First|null, questions?: {id: string, question: string}[], place?: {n: number, capacity: number|null, full: boolean}|null,
 *   person?: Person|null, group?: number, known?: boolean|null, message?: string}} Result message: the server's words, where it refuses
 * @typedef {{attendee: string, name: string, org: string, mode: string|null, in: boolean}} Found
 * @typedef {{online: boolean, pending: number, conflicts: number, since: number|null}} State
 */

/** Between two tries to send what was noted, ms. */
const AGAIN = 3000;

/** @param {{event: string, send: import("./post.js").Send, now: () => number}} options now: event ms */
export const createGate = ({ send, now }) => new Gate(send, now);

export class Gate {
  /** @type {State} */
  state = { online: true, pending: 0, conflicts: 0, since: null };
  #send;
  #now;
  /** @type {{name: string, args: any}[]} */
  #noted = [];
  /** @type {Set<() => void>} */
  #listeners = new Set();

  /** @param {import("./post.js").Send} send @param {() => number} now */
  constructor(send, now) {
    this.#send = send;
    this.#now = now;
  }

  /** @param {() => void} fn */
  listen(fn) {
    this.#listeners.add(fn);
    return () => void this.#listeners.delete(fn);
  }

  /** @param {Scan} scan @returns {Promise<Result>} */
  async scan({ nonce = freshId(), ...scan }) {
    const args = { nonce, ...scan };
    const answer = await this.#ask("checkin.redeem", args);
    if (answer) return answer.ok ? answer.result : refused(nonce, answer);
    this.#note("checkin.redeem", { ...args, at: Math.round(this.#now()), offline: true });
    return { status: "noted", reason: null, nonce, known: null, person: null };
  }

  /** @param {{name: string, org: string, mode: string}} person @returns {Promise<Result>} */
  async walkin(person) {
    const nonce = freshId();
    const answer = await this.#ask("attendee.add", { ...person, nonce }, nonce);
    if (answer && !answer.ok) return refused(nonce, answer);
    if (answer) return { status: "ok", reason: null, nonce, attendee: answer.result.id, type: "entry", person, group: 0 };
    this.#note("attendee.add", { ...person, nonce });
    return { status: "noted", reason: null, nonce, known: null, person };
  }

  /** @param {string} nonce @returns {Promise<{ok: boolean, code?: string, message?: string}>} */
  async annul(nonce) {
    const kept = this.#noted.filter(({ args }) => args.nonce !== nonce);
    if (kept.length < this.#noted.length) {
      this.#noted = kept; // the server has never heard of it
      this.#tell({ pending: kept.length });
      return { ok: true };
    }
    const answer = await this.#ask("checkin.annul", { nonce });
    return { ok: answer?.ok ?? false, code: answer?.code, message: answer?.message };
  }

  /** @param {{secret?: string, attendee?: string, nonce?: string}} whose @returns {Promise<{ok: boolean, nonces: string[], message?: string}>} */
  async group({ nonce = freshId(), ...whose }) {
    const answer = await this.#ask("checkin.group", { nonce, ...whose });
    return { ok: answer?.ok ?? false, nonces: answer?.result?.nonces ?? [], message: answer?.message };
  }

  /** Who is on this device's own list. @param {string} _query @returns {Found[]} */
  search(_query) {
    return [];
  }

  /** @param {string} name @param {object} args @param {string} [cid] the same for the same person, who must not be added twice */
  async #ask(name, args, cid) {
    const answer = await this.#send(name, args, { cid });
    this.#tell({ online: answer !== null, since: answer ? null : this.state.since ?? Date.now() });
    return answer;
  }

  /** @param {string} name @param {any} args */
  #note(name, args) {
    this.#noted.push({ name, args });
    this.#tell({ pending: this.#noted.length });
    if (this.#noted.length === 1) setTimeout(() => void this.#again(), AGAIN);
  }

  async #again() {
    const [next] = this.#noted;
    if (!next) return;
    const answer = await this.#ask(next.name, next.args, next.name === "attendee.add" ? next.args.nonce : undefined);
    if (!answer) return void setTimeout(() => void this.#again(), AGAIN);
    this.#noted = this.#noted.filter((other) => other !== next);
    const fine = answer.ok && (answer.result.status ?? "ok") === "ok" && !answer.result.reason;
    this.#tell({ pending: this.#noted.length, conflicts: this.state.conflicts + Number(!fine) });
    await this.#again();
  }

  /** @param {Partial<State>} state */
  #tell(state) {
    this.state = { ...this.state, ...state };
    for (const fn of this.#listeners) fn();
  }
}

/** @param {string} nonce @param {import("./send.js").Answer} answer @returns {Result} */
const refused = (nonce, { code, message }) => ({ status: "error", reason: code ?? "error", nonce, message });
