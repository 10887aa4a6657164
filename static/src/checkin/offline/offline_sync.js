/**
 * What a desk does between its people and its server: asks while it is there, keeps what it did not hear, and forgets
 * in time.
 */
import { browser } from "../../core/browser.js";
import { drafts } from "../../core/drafts.js";
import { freshId } from "../../core/outbox.js";
import { Reachability } from "./reachability.js";
import { Queue } from "./queue.js";
import { Roster } from "./roster.js";
import { databaseName } from "./database.js";
import { MemoryStore, openDeviceStore } from "./device_store.js";
import { installWorker, removeWorker } from "./service_worker.js";

/**
 * @typedef {import("../../core/send.js").Answer} Answer
 * @typedef {import("../../core/post.js").Send} Send
 * @typedef {import("./device_store.js").DeviceStore} Store
 * @typedef {"queue"|"dismissed"|"wiped"|"revoked"} News what tabs tell each other
 */

export class OfflineSync {
  roster;
  queue;
  reachability;
  /** Whether this device is no desk any more. */
  revoked = false;
  /** Whether the page opens without a network. */
  #opens = false;
  /** Whether this page has forgotten everybody. */
  #left = false;
  #event;
  #now;
  #changed;
  /** @type {Send} */
  #send;
  /** @type {import("./device_store.js").Device} */
  #device = { store: new MemoryStore() };
  /** @type {BroadcastChannel|null} */
  #tabs = null;
  /** What was noted, by nonce. @type {Map<string, import("./queue.js").Entry["args"]>} */
  #noted = new Map();
  #ready;

  /**
   * @param {{event: string, send: Send, now: () => number, changed: () => void}} options as those of the gate; changed:
   *   called after every change
   */
  constructor({ event, send, now, changed }) {
    this.#event = event;
    this.#now = now;
    this.#changed = changed;
    this.#send = async (...command) => {
      const answer = await send(...command);
      if (answer) this.reachability.heard();
      return answer;
    };
    const env = browser();
    const device = this.#device;
    this.roster = new Roster({ event, device, now });
    this.queue = new Queue({
      device,
      send: this.#send,
      changed,
      look: () => this.roster.refresh(),
      alone: (work) => (env.locks ? env.locks.request(`companion-desk-${event}`, work) : work()),
    });
    this.reachability = new Reachability({
      visit: () => this.#visit(),
      changed,
      env: { ...env, online: () => globalThis.navigator?.onLine },
    });
    this.#ready = this.#open();
  }

  /** Whether page, list and queue would survive a reload without network. */
  get offlineReady() {
    return this.queue.durable && this.#opens && this.roster.known;
  }

  async #open() {
    this.#device.store = await openDeviceStore(databaseName(this.#event), (store) => void this.#moveTo(store));
    await this.roster.load();
    for (const { value } of await this.queue.all()) await this.#remember(value);
    await this.queue.recount();
    this.#listenToTabs();
    void this.reachability.start();
    void this.#keepPage();
  }

  async #keepPage() {
    const opens = await installWorker(this.#event);
    this.#opens = opens && !this.#left;
    this.#changed();
  }

  /** The device's own store has opened late: what was kept in memory until now goes there. @param {Store} store */
  async #moveTo(store) {
    await this.#ready;
    if (this.#left) return;
    await this.roster.moveTo(store);
    await this.queue.moveTo(store);
    for (const { value } of await this.queue.all()) await this.#remember(value);
    await this.queue.recount();
    this.#tellTabs("queue");
  }

  /**
   * @param {string} name @param {Record<string, unknown>} args @param {string} [cid]
   * @returns {Promise<Answer|null>} null: it is to be noted
   */
  async ask(name, args, cid) {
    await this.#ready;
    // What waits goes first: the server is to hear everything in the order in which it happened. Who is no desk any
    // more hears so.
    if (!this.revoked && (!this.reachability.online || this.queue.blocking)) return null;
    const answer = await this.#send(name, args, { cid });
    if (!answer) this.reachability.down();
    return answer;
  }

  /**
   * Keep something for the server; it is on the disk when this returns.
   * @param {string} name @param {Record<string, unknown>} args @param {string} [cid]
   */
  async note(name, args, cid = freshId()) {
    const entry = { name, args, cid, at: Math.round(this.#now()) };
    await this.queue.add(entry);
    await this.#remember(entry);
    this.#tellTabs("queue");
    if (this.reachability.online) void this.reachability.soon();
  }

  /** @param {import("./queue.js").Entry} entry */
  async #remember({ name, args }) {
    if (name === "checkin.annul") return this.takeBack(args.nonce);
    this.#noted.set(args.nonce, args);
    if (name === "checkin.redeem") await this.roster.move(args, args.type);
  }

  /** What was noted is not so any more. @param {string} nonce */
  async takeBack(nonce) {
    const args = this.#noted.get(nonce);
    if (args) await this.roster.move(args, args.type === "exit" ? "entry" : "exit");
  }

  /** @param {string} cid */
  async dismiss(cid) {
    await this.queue.dismiss(cid);
    this.#tellTabs("dismissed", cid);
  }

  /** See now what the server says. */
  async look() {
    await this.#ready;
    await this.reachability.soon();
  }

  /** Everything that is to be done when the server may be there. @returns {Promise<boolean>} whether it is */
  async #visit() {
    await this.#ready;
    const before = this.queue.pending;
    const found = await this.roster.refresh();
    if (found !== "away") this.#isRevoked(found === "refused");
    const there = this.revoked || (found !== "away" && (await this.queue.drain()));
    for (const { value } of await this.queue.all()) await this.#remember(value);
    if (this.queue.pending !== before) this.#tellTabs("queue");
    if (this.revoked || this.roster.over(this.#now())) await this.#end();
    else if (there && !this.#opens) void this.#keepPage(); // the network may have gone while it was being kept
    return there;
  }

  /** @param {boolean} revoked */
  #isRevoked(revoked) {
    if (revoked === this.revoked) return;
    this.revoked = revoked;
    if (revoked) this.roster.forget();
    this.#changed();
  }

  /**
   * The event is over, or this is no desk any more. What the server has not heard was promised to somebody: it waits
   * on, alone, until a new link is opened on this device.
   */
  async #end() {
    if (!this.queue.pending) return this.forget();
    this.roster.forget();
    await this.#device.store.drop("roster", "list");
  }

  /** Forget everybody, in this tab and in the others. */
  async forget() {
    await this.#device.store.wipe();
    this.#tellTabs(this.revoked ? "revoked" : "wiped");
    await this.#leave();
    await removeWorker(this.#event).catch(() => {});
  }

  /**
   * From now on this page keeps nothing on the device. What was refused with the link stays in sight until it is
   * closed.
   */
  async #leave() {
    this.#left = true;
    drafts.clear();
    this.#device.store = new MemoryStore();
    this.reachability.stop();
    this.roster.forget();
    this.#noted.clear();
    this.#opens = false;
    await this.queue.forget({ refused: !this.revoked });
  }

  #listenToTabs() {
    if (!globalThis.BroadcastChannel) return;
    this.#tabs = new BroadcastChannel(`companion-desk-${this.#event}`);
    this.#tabs.onmessage = ({ data }) => this.#hear(data);
  }

  /** @param {{what: News, cid?: string}} news */
  async #hear({ what, cid }) {
    this.revoked ||= what === "revoked";
    if (what === "wiped" || what === "revoked") return this.#leave();
    if (what === "dismissed" && cid) return this.queue.dismiss(cid);
    await this.queue.recount();
    if (this.queue.blocking && this.reachability.online && !this.revoked) await this.reachability.soon();
  }

  /** @param {News} what @param {string} [cid] */
  #tellTabs(what, cid) {
    this.#tabs?.postMessage({ what, cid });
  }
}
