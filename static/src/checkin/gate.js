/**
 * Letting people in and out, whether the server is there or not: what it does not hear now is kept, and sent when it is
 * back.
 */
import { OfflineSync } from "./offline/offline_sync.js";
import { freshId } from "../core/outbox.js";

/**
 * @typedef {object} Scan who comes or goes, by the code of a ticket or by an id
 * @property {string} [secret]
 * @property {string} [attendee]
 * @property {string} [type] entry or exit
 * @property {string|null} [room] null: the entrance
 * @property {boolean} [consent] the answer to the question of the event
 * @property {string} [nonce]
 */
/**
 * @typedef {object} Person
 * @property {string} name
 * @property {string} org
 * @property {string|null} mode onsite or remote
 * @property {string|null} [lang]
 * @property {string[]} [choices] what they have booked
 * @property {string} [note] for the desk
 * @property {boolean} [attention] whether the note is to be read first
 */
/**
 * @typedef {{at: number, room: string|null, mode: string, desk: string|null, label: string|null}} First the first scan
 */
/**
 * @typedef {object} Result
 * @property {"ok"|"incomplete"|"error"|"noted"} status
 * @property {string|null} reason
 * @property {string} nonce
 * @property {string|null} [attendee]
 * @property {string} [type]
 * @property {string|null} [room]
 * @property {First|null} [first]
 * @property {{id: string, question: string}[]} [questions] to be answered first
 * @property {{n: number, capacity: number|null, full: boolean}|null} [place]
 * @property {Person|null} [person]
 * @property {number} [group] how many of the same booking are not in
 * @property {boolean|null} [known] whether somebody who was only noted is on the device's own list; null: it has none
 * @property {string|null} [warn] why that list would not let them in
 * @property {string} [message] the server's words, where it refuses
 */
/** @typedef {{ok: boolean, code?: string, message?: string, noted?: boolean}} Done */
/**
 * @typedef {object} State
 * @property {boolean} online
 * @property {number|null} since when it is not, unix ms
 * @property {number} pending what waits to be sent
 * @property {number} conflicts what was noted and then not as it should be
 * @property {boolean} kept whether what is noted survives a reload
 * @property {boolean} offlineReady whether this page and the list do so too
 * @property {boolean} revoked this device is no desk any more
 */
/** @param {{event: string, send: import("../core/post.js").Send, now: () => number, steward?: boolean}} options
 *   now: event ms; steward: scans, but does not search */
export const createGate = (options) => new Gate(options);

class Gate {
  #sync;
  #now;
  #steward;
  /** @type {Set<() => void>} */
  #listeners = new Set();

  /** @param {Parameters<typeof createGate>[0]} options */
  constructor({ event, send, now, steward = false }) {
    this.#now = () => Math.round(now());
    this.#steward = steward;
    this.#sync = new OfflineSync({ event, send, now, changed: () => this.#listeners.forEach((fn) => fn()) });
  }

  /** @returns {State} */
  get state() {
    const {
      reachability: { online, since },
      queue: { pending, refused, durable },
      offlineReady,
      revoked,
    } = this.#sync;
    return { online, since, pending, conflicts: refused.length, kept: durable, offlineReady, revoked };
  }

  /** What the server did not take as it was noted, for supervisors. */
  get refused() {
    return this.#sync.queue.refused;
  }

  /** @param {() => void} fn */
  listen(fn) {
    this.#listeners.add(fn);
    return () => void this.#listeners.delete(fn);
  }

  /**
   * Let in or out. Without an answer in time it is noted, under the same nonce.
   * @param {Scan} scan
   * @returns {Promise<Result>}
   */
  async scan({ nonce = freshId(), ...scan }) {
    const { roster } = this.#sync;
    const args = { nonce, ...without(scan) };
    const answer = await this.#sync.ask("checkin.redeem", args);
    if (answer?.ok) {
      if (answer.result.status === "ok") await roster.move(args, args.type);
      return answer.result;
    }
    if (answer) return refusal(nonce, answer);
    const look = await roster.look(args);
    await this.#sync.note("checkin.redeem", { ...args, at: this.#now(), offline: true });
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

  /**
   * Which of several readings of a code to believe: the one that is on the list, else the likeliest.
   * @param {[string, ...string[]]} codes the likeliest first
   */
  async likeliest(codes) {
    if (codes.length === 1) return codes[0];
    const known = await Promise.all(codes.map((secret) => this.#sync.roster.look({ secret })));
    return codes[known.findIndex((look) => look.known)] ?? codes[0];
  }

  /**
   * Let in somebody who is on no list.
   * @param {{name: string, org?: string, mode?: string, nonce?: string}} person
   * @returns {Promise<Result>}
   */
  async walkin({ nonce = freshId(), name, org = "", mode = "onsite" }) {
    // Whatever becomes of the first try: the second one says the same, under the same name, so nobody is added twice.
    const args = { name, org, mode, nonce, at: this.#now() };
    const person = { name, org, mode };
    const answer = await this.#sync.ask("attendee.add", args, nonce);
    if (answer && !answer.ok) return refusal(nonce, answer);
    if (answer) {
      return { status: "ok", reason: null, nonce, attendee: answer.result.id, type: "entry", person, group: 0 };
    }
    await this.#sync.note("attendee.add", args, nonce);
    return { status: "noted", reason: null, nonce, type: "entry", known: null, person };
  }

  /**
   * Take a scan back; one that was only noted is sent first, and then taken back.
   * @param {string} nonce
   * @returns {Promise<Done>}
   */
  async annul(nonce) {
    const cid = freshId();
    const answer = await this.#sync.ask("checkin.annul", { nonce }, cid);
    if (answer && !answer.ok) return { ok: false, code: answer.code, message: answer.message };
    if (!answer) await this.#sync.note("checkin.annul", { nonce }, cid);
    else await this.#sync.takeBack(nonce);
    return answer ? { ok: true } : { ok: true, noted: true };
  }

  /**
   * Let in those who booked together with somebody.
   * @param {{secret?: string, attendee?: string, nonce?: string}} whose
   * @returns {Promise<Done & {nonces: string[]}>}
   */
  async group({ nonce = freshId(), ...whose }) {
    const cid = freshId();
    const args = { nonce, ...without(whose), at: this.#now() };
    const answer = await this.#sync.ask("checkin.group", args, cid);
    if (answer) {
      return { ok: answer.ok, code: answer.code, message: answer.message, nonces: answer.result?.nonces ?? [] };
    }
    const nonces = await this.#sync.roster.group(whose, nonce);
    await this.#sync.note("checkin.group", args, cid);
    return { ok: true, noted: true, nonces };
  }

  /** Who is on this device's own list. @param {string} query */
  search(query) {
    return this.#steward ? [] : this.#sync.roster.search(query);
  }

  /** A supervisor has seen to something that was refused. @param {string} cid */
  async dismiss(cid) {
    await this.#sync.dismiss(cid);
  }

  /** Look now whether the server is there, and whether this device is still a desk. */
  async look() {
    await this.#sync.look();
  }

  /**
   * Forget everybody on this device.
   * @param {{force?: boolean}} [options] force: also what the server has not heard yet
   * @returns {Promise<Done>}
   */
  async wipe({ force = false } = {}) {
    const { queue } = this.#sync;
    await this.#sync.look();
    if (queue.pending && !force) return { ok: false, code: "pending" };
    await this.#sync.forget();
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
