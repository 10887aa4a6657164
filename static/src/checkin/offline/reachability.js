/** Whether the server is there: found out by itself, and looked for again until it is back. */
import { followPage } from "../../core/page_events.js";

const FIRST = 1000;
const SLOWEST = 10_000;
const BEAT = 30_000;

/** @typedef {import("../../core/browser.js").Environment & {online?: () => boolean}} Environment */

export class Reachability {
  online;
  /** Since when it is not, unix ms. @type {number|null} */
  since = null;
  #visit;
  #changed;
  #env;
  /** @type {import("../../core/browser.js").Timer} */
  #timer;
  #failures = 0;
  /** @type {Promise<void>|null} */
  #running = null;
  #again = false;
  #stopped = false;
  #unfollow = () => {};

  /**
   * @param {{visit: () => Promise<boolean>, changed: () => void, env: Environment}} options
   *   visit: see to everything that is to be done with the server; false if it is not there
   */
  constructor({ visit, changed, env }) {
    this.#visit = visit;
    this.#changed = changed;
    this.#env = env;
    this.online = env.online?.() !== false;
    this.since = this.online ? null : env.now();
  }

  start() {
    this.#unfollow = followPage(this.#env, {
      online: () => void this.soon(),
      offline: () => this.down(),
      looked: () => void this.soon(), // timers stand still in a pocket
    });
    return this.soon();
  }

  stop() {
    this.#stopped = true;
    this.#env.clearTimeout(this.#timer);
    this.#unfollow();
  }

  /** There was no answer. */
  down = () => {
    if (this.#stopped) return;
    if (this.online) {
      this.online = false;
      this.since = this.#env.now();
      this.#failures = 0;
      this.#changed();
    }
    if (this.#running) {
      this.#again = true;
    } // what is being looked at may have been heard before
    else this.#plan(this.#pause());
  };

  /** There was one: the next pause is a short one again. */
  heard() {
    this.#failures = 0;
  }

  /** Look now, or once more if somebody is looking already. */
  soon = () => {
    this.#failures = 0;
    this.#again = this.#running !== null;
    return this.#look();
  };

  /** @returns {Promise<void>} */
  #look = () => {
    if (this.#stopped) return Promise.resolve();
    return (this.#running ??= Promise.resolve().then(() => this.#round()));
  };

  async #round() {
    this.#env.clearTimeout(this.#timer);
    let there;
    do {
      this.#again = false;
      there = await this.#visit().catch(() => false);
    } while (there && this.#again && !this.#stopped);
    this.#running = null;
    if (there) this.#up();
    else this.down();
  }

  #up() {
    this.#failures = 0;
    if (!this.online) {
      this.online = true;
      this.since = null;
      this.#changed();
    }
    this.#plan(BEAT + this.#env.random() * FIRST);
  }

  /** Longer each time, and of different length at each desk, since all of them lose the server in the same second. */
  #pause() {
    const longest = Math.min(SLOWEST, FIRST * 2 ** this.#failures);
    this.#failures += 1;
    return FIRST + this.#env.random() * (longest - FIRST);
  }

  /** @param {number} wait ms */
  #plan(wait) {
    this.#env.clearTimeout(this.#timer);
    if (!this.#stopped) this.#timer = this.#env.setTimeout(this.#look, wait);
  }
}
