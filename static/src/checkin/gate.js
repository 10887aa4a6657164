/** Letting people in and out, whether the server is there or not: what it does not hear now is kept, and sent when it is back. */
import { Keeper } from "./offline/offline_sync.js";
import { freshId } from "../core/outbox.js";

/**
 * @typedef {{secret?: string, attendee?: string, type?: string, room?: string|null, consent?: boolean, nonce?: string}} Scan
 * @typedef {{name: string, org: string, mode: string|null, lang?: string|null, choices?: string[], note?: string, attention?: boolean}} Person
 * @typedef {{at: number, room: string|null, mode: string, desk: string|null, label: string|null}} First
 * @typedef {{status: "ok"|"incomplete"|"error"|"noted", reason: string|null, nonce: string, attendee?: string|null, type?: string, room?: string|null,
 *   first?: First|null, questions?: {id: string, question: string}[], place?: {n: number, capacity: number|null, full: boolean}|null,
 *   person?: Person|null, group?: number, known?: boolean|null, warn?: string|null, message?: string}} Result
 *   message: the server's words, where it refuses; known, warn: what the device's own list says of somebody who was only noted
 * @typedef {{ok: boolean, code?: string, message?: string, noted?: boolean}} Done
 * @typedef {{online: boolean, pending: number, conflicts: number, since: number|null, kept: boolean, offlineReady: boolean, revoked: boolean}} State
 *   conflicts: what was noted and then not as it should be; since: unix ms; offlineReady: whether this page, the list and what is
 *   noted survive a reload without network; kept: whether what is noted does; revoked: this device is no desk any more
 */

/** @param {{event: string, send: import("../core/post.js").Send, now: () => number, steward?: boolean}} options
 *   now: event ms; steward: scans, but does not search */
export const createGate = (options) => new Gate(options);

export class Gate {
  #keeper;
  #now;
  #steward;
  /** @type {Set<() => void>} */
  #listeners = new Set();

  /** @param {Parameters<typeof createGate>[0]} options */
  constructor({ event, send, now, steward = false }) {
    this.#now = () => Math.round(now());
    this.#steward = steward;
    this.#keeper = new Keeper({ event, send, now, changed: () => this.#listeners.forEach((fn) => fn()) });
  }

  /** @returns {State} */
  get state() {
    const {
      net: { online, since },
      queue: { pending, refused, durable },
      offlineReady,
      revoked,
    } = this.#keeper;
    return { online, since, pending, conflicts: refused.length, kept: durable, offlineReady, revoked };
  }

  /** What the server did not take as it was noted, for supervisors. */
  get refused() {
    return this.#keeper.queue.refused;
  }

  /** @param {() => void} fn */
  listen(fn) {
    this.#listeners.add(fn);
    return () => void this.#listeners.delete(fn);
  }

  /** Let in or out. Without an answer in time it is noted, under the same nonce. @param {Scan} scan @returns {Promise<Result>} */
  async scan({ nonce = freshId(), ...scan }) {
    const { roster } = this.#keeper;
    const args = { nonce, ...without(scan) };
    const answer = await this.#keeper.ask("checkin.redeem", args);
    if (answer?.ok) {
      if (answer.result.status === "ok") await roster.move(args, args.type);
      return answer.result;
    }
    if (answer) return refusal(nonce, answer);
    const look = await roster.look(args);
    await this.#keeper.note("checkin.redeem", { ...args, at: this.#now(), offline: true });
    return {
      status: "noted",
      reason: null,
      nonce,
      type: args.type ?? "entry",
      room: args.room ?? null,
      attendee: args.attendee ?? null,
      ...look,
    };
  }

  /** Let in somebody who is on no list. @param {{name: string, org?: string, mode?: string, nonce?: string}} person @returns {Promise<Result>} */
  async walkin({ nonce = freshId(), name, org = "", mode = "onsite" }) {
    // Whatever becomes of the first try: the second one says the same, under the same name, so nobody is added twice.
    const args = { name, org, mode, nonce, at: this.#now() };
    const person = { name, org, mode };
    const answer = await this.#keeper.ask("attendee.add", args, nonce);
    if (answer && !answer.ok) return refusal(nonce, answer);
    if (answer) {
      return { status: "ok", reason: null, nonce, attendee: answer.result.id, type: "entry", person, group: 0 };
    }
    await this.#keeper.note("attendee.add", args, nonce);
    return { status: "noted", reason: null, nonce, type: "entry", known: null, person };
  }

  /** Take a scan back; one that was only noted is sent first, and then taken back. @param {string} nonce @returns {Promise<Done>} */
  async annul(nonce) {
    const cid = freshId();
    const answer = await this.#keeper.ask("checkin.annul", { nonce }, cid);
    if (answer && !answer.ok) return { ok: false, code: answer.code, message: answer.message };
    if (!answer) await this.#keeper.note("checkin.annul", { nonce }, cid);
    else await this.#keeper.takeBack(nonce);
    return answer ? { ok: true } : { ok: true, noted: true };
  }

  /** Let in those who booked together with somebody. @param {{secret?: string, attendee?: string, nonce?: string}} whose @returns {Promise<Done & {nonces: string[]}>} */
  async group({ nonce = freshId(), ...whose }) {
    const cid = freshId();
    const args = { nonce, ...without(whose), at: this.#now() };
    const answer = await this.#keeper.ask("checkin.group", args, cid);
    if (answer) {
      return { ok: answer.ok, code: answer.code, message: answer.message, nonces: answer.result?.nonces ?? [] };
    }
    const nonces = await this.#keeper.roster.group(whose, nonce);
    await this.#keeper.note("checkin.group", args, cid);
    return { ok: true, noted: true, nonces };
  }

  /** Who is on this device's own list. @param {string} query */
  search(query) {
    return this.#steward ? [] : this.#keeper.roster.search(query);
  }

  /** A supervisor has seen to something that was refused. @param {string} cid */
  async dismiss(cid) {
    await this.#keeper.dismiss(cid);
  }

  /** Look now whether the server is there, and whether this device is still a desk. */
  async look() {
    await this.#keeper.look();
  }

  /**
   * Forget everybody on this device.
   * @param {{force?: boolean}} [options] force: also what the server has not heard yet
   * @returns {Promise<Done>}
   */
  async wipe({ force = false } = {}) {
    const { queue } = this.#keeper;
    await this.#keeper.look();
    if (queue.pending && !force) return { ok: false, code: "pending" };
    await this.#keeper.forget();
    return { ok: true };
  }
}

/** Without what is not said. @template {object} T @param {T} args @returns {T} */
const without = (args) =>
  /** @type {T} */ (
    Object.fromEntries(Object.entries(args).filter(([, value]) => value !== undefined && value !== null))
  );

/** @param {string} nonce @param {import("../core/send.js").Answer} answer @returns {Result} */
const refusal = (nonce, { code, message }) => ({ status: "error", reason: code ?? "error", nonce, message });
