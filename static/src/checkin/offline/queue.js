/**
 * What was noted and waits for the server: in order, on the disk before anybody is told, and gone only after a final
 * answer.
 */
import { MemoryStore } from "./device_store.js";

/**
 * @typedef {import("../../core/post.js").Send} Send
 * @typedef {import("./device_store.js").DeviceStore} Store
 * @typedef {{name: string, args: import("../../core/outbox.js").Args, cid: string, at: number}} Entry
 *   at: when it was noted, event ms
 * @typedef {Entry & {code: string|null, message: string|null, reason: string|null}} Refused
 * @typedef {{store: import("./device_store.js").DeviceStore, key: IDBValidKey, value: Entry}} Waiting
 */

/** Nobody waits for these, and a slow answer is better than none. */
const PATIENCE = 10_000;
/** So often a single entry may fail while the server is there; then the others go before it. */
const STUBBORN = 3;
const MOST_REFUSED = 100;
/** What is said to somebody who is no desk. */
const UNKNOWN = new Set(["not_allowed", "no_participant"]);

export class Queue {
  pending = 0;
  /** Newest last. @type {Refused[]} */
  refused = [];
  #device;
  #send;
  #look;
  #alone;
  #changed;
  /** Takes what the disk does not. */
  #spill = new MemoryStore();
  /** @type {Map<string, number>} */
  #tries = new Map();
  #parked = 0;
  #spilled = false;
  #adding = Promise.resolve();

  /**
   * @param {object} options
   * @param {import("./device_store.js").Device} options.device
   * @param {Send} options.send
   * @param {() => Promise<"new"|"same"|"away"|"refused">} options.look what the server says to this desk
   * @param {(work: () => Promise<boolean>) => Promise<boolean>} options.alone runs the work in one tab at a time
   * @param {() => void} options.changed
   */
  constructor({ device, send, look, alone, changed }) {
    this.#device = device;
    this.#send = send;
    this.#look = look;
    this.#alone = alone;
    this.#changed = changed;
  }

  /** Whether something waits that must go first. */
  get blocking() {
    return this.pending > this.#parked;
  }

  /** Whether all of it survives the page. */
  get durable() {
    return this.#device.store.durable && !this.#spilled;
  }

  /** What waits, oldest first. @returns {Promise<Waiting[]>} */
  async all() {
    const stores = /** @type {Store[]} */ ([this.#device.store, this.#spill]);
    const found = stores.map(async (store) =>
      (await this.#read(store.all("noted"), [])).map((item) => ({ store, ...item })),
    );
    return (await Promise.all(found)).flat();
  }

  /**
   * What a store answers. The disk and the network are two things: where the disk does not answer, what is in memory is
   * sent all the same, and the page says that it keeps nothing.
   * @template T
   * @param {Promise<T>} asked @param {T} nothing
   */
  async #read(asked, nothing) {
    try {
      return await asked;
    } catch {
      this.#spilled = true;
      return nothing;
    }
  }

  /** Read how much waits: other tabs put in and send too. */
  async recount() {
    const { store } = this.#device;
    this.pending = (await this.#read(store.count("noted"), 0)) + (await this.#spill.count("noted"));
    const kept = (await this.#read(store.all("refused"), [])).map(({ value }) => value).sort((a, b) => a.at - b.at);
    this.refused = [...kept, ...this.refused.filter(({ cid }) => !kept.some((other) => other.cid === cid))].slice(
      -MOST_REFUSED,
    );
    this.#changed();
  }

  /** @param {Entry} entry @returns {Promise<void>} when it is on the disk */
  add(entry) {
    this.#adding = this.#adding.then(() => this.#add(entry));
    return this.#adding;
  }

  /** @param {Entry} entry */
  async #add(entry) {
    try {
      await this.#device.store.append("noted", entry);
    } catch {
      this.#spilled = true; // the disk is full: go on for as long as the page lives
      await this.#spill.append("noted", entry);
    }
    this.pending += 1;
    this.#changed();
  }

  /**
   * Go on in another store; what is here goes along. What is being sent meanwhile is sent once more, under its own cid.
   * @param {import("./device_store.js").DeviceStore} store
   */
  moveTo(store) {
    this.#adding = this.#adding.then(async () => {
      for (const { value } of await this.#device.store.all("noted")) await store.append("noted", value);
      for (const { key, value } of await this.#device.store.all("refused")) await store.put("refused", key, value);
      this.#device.store = store;
    });
    return this.#adding;
  }

  /** Send what waits. @returns {Promise<boolean>} false: the server has gone away meanwhile */
  drain() {
    return this.#alone(() => this.#drain());
  }

  async #drain() {
    const passed = new Set();
    const waiting = async () => (await this.all()).filter(({ value }) => !passed.has(value.cid));
    for (let some = await waiting(); some.length; some = await waiting()) {
      for (const { store, key, value } of some) {
        const answer = await this.#send(value.name, value.args, { cid: value.cid, patience: PATIENCE });
        // Who has lost the link may get a new one: then it can still be sent.
        if (answer && UNKNOWN.has(answer.code ?? "") && (await this.#look()) === "refused") return false;
        if (answer) await this.#settle(store, key, value, answer);
        else if (await this.#isStubborn(value.cid)) passed.add(value.cid);
        else return false;
      }
    }
    this.#parked = passed.size;
    await this.recount();
    return true;
  }

  /** @param {string} cid */
  async #isStubborn(cid) {
    const tries = (this.#tries.get(cid) ?? 0) + 1;
    this.#tries.set(cid, tries);
    return tries >= STUBBORN && (await this.#look()) !== "away";
  }

  /**
   * @param {import("./device_store.js").DeviceStore} store @param {IDBValidKey} key @param {Entry} entry
   * @param {import("../../core/send.js").Answer} answer
   */
  async #settle(store, key, entry, answer) {
    const wrong = whatIsWrong(entry, answer);
    // Under its own name, so that an entry which is sent twice stands there once.
    if (wrong) await this.#device.store.put("refused", entry.cid, { ...entry, ...wrong }).catch(() => {});
    await store.drop("noted", key);
    this.#tries.delete(entry.cid);
    if (wrong) {
      this.refused = [...this.refused.filter(({ cid }) => cid !== entry.cid), { ...entry, ...wrong }].slice(
        -MOST_REFUSED,
      );
    }
    this.pending = Math.max(0, this.pending - 1);
    this.#changed();
  }

  /** Leave nothing of this page's own. @param {{refused: boolean}} what refused: nor what was refused */
  async forget({ refused }) {
    if (refused) this.refused = [];
    await this.#spill.wipe();
    this.#spilled = false;
    this.#parked = 0;
    await this.recount();
  }

  /** A supervisor has seen to it. @param {string} cid */
  async dismiss(cid) {
    await this.#device.store.drop("refused", cid);
    this.refused = this.refused.filter((other) => other.cid !== cid);
    this.#changed();
  }
}

/**
 * What a supervisor should know of an answer, null if all is well.
 * @param {Entry} entry @param {import("../../core/send.js").Answer} answer
 */
export function whatIsWrong(entry, { ok, code, message, result }) {
  // The nonce is ours and random: somebody who is known by it was added by a request whose answer was lost.
  if (!ok && code === "nonce_used" && entry.name === "attendee.add") return null;
  if (!ok) return { code: code ?? null, message: message ?? null, reason: null };
  const reason = result?.reason ?? null;
  return (result?.status ?? "ok") === "ok" && !reason ? null : { code: null, message: null, reason };
}
