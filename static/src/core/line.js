/** One connection of the link: the road it takes, and the timers that say whether it is alive. */
import * as transports from "./transports.js";

/** @typedef {import("./browser.js").Timer} Timer */
/** @typedef {import("./table.js").Message} Message */
/** @typedef {import("./roads.js").Transport} Transport */
/**
 * @typedef {object} Events
 * @property {(line: Line, msg: Message) => void} heard
 * @property {(line: Line) => void} missed it was silent for too long
 * @property {(line: Line, why: import("./transports.js").Loss) => void} lost it is over by itself
 * @property {(line: Line) => void} quiet it has been silent for a while, which need mean nothing
 */

/** How long each road may stay silent before the next one is tried, ms. */
const PATIENCE = { ws: 2500, sse: 1500, poll: 20000 };
const TWO_BEATS = 55_000;
/**
 * A page that is looked at asks a line that has been silent for so long, ms; spread, since all of a hall hear the same.
 * Long-polls have come back by then. Pages in pockets wait for the server's beats.
 */
const QUIET = { ws: 8000, sse: 8000, poll: transports.POLL_S * 1000 + 2000 };
const QUIET_SPREAD = 1500;

export class Line {
  /** Whether a message has come. */
  alive = false;
  #env;
  #events;
  /** @type {import("./transports.js").Connection|null} */
  #connection = null;
  /** @type {Timer} */
  #silence;
  /** @type {Timer} */
  #proof;
  /** @type {Timer} */
  #quiet;

  /** @param {Transport} road @param {import("./transports.js").Where} where @param {Events} events */
  constructor(road, where, events) {
    this.road = road;
    this.#env = where.env;
    this.#events = events;
    this.#wait(PATIENCE[road]);
    try {
      this.#connection = transports[road](where, {
        message: (msg) => events.heard(this, msg),
        lost: (why) => events.lost(this, why),
      });
    } catch {
      this.#wait(0);
    }
  }

  /** Whether it was asked for a sign of life and has not answered. */
  get asked() {
    return this.#proof !== undefined;
  }

  /** It has spoken: the next silence may be as long as any. */
  hasSpoken() {
    this.#doubtNoMore();
    this.#wait(TWO_BEATS);
  }

  /** Ask it for a sign of life. @param {number} wait ms @param {() => void} doubt called when none comes until then */
  ask(wait, doubt) {
    this.prove(wait, doubt);
    this.#connection?.ask();
  }

  /** Wait for the sign that it was asked for. @param {number} wait ms @param {() => void} doubt */
  prove(wait, doubt) {
    this.#env.clearTimeout(this.#proof);
    this.#proof = this.#env.setTimeout(doubt, wait);
  }

  /** Ask it for what it has not brought. */
  catchUp() {
    this.#connection?.ask();
  }

  /** Say when it has been silent for a while. */
  listen() {
    this.#env.clearTimeout(this.#quiet);
    const wait = QUIET[this.road] + this.#env.random() * QUIET_SPREAD;
    this.#quiet = this.#env.setTimeout(() => this.#events.quiet(this), wait);
  }

  cut() {
    this.#env.clearTimeout(this.#silence);
    this.#env.clearTimeout(this.#proof);
    this.#env.clearTimeout(this.#quiet);
    this.#connection?.close();
  }

  /** @param {number} ms */
  #wait(ms) {
    this.#env.clearTimeout(this.#silence);
    this.#silence = this.#env.setTimeout(() => this.#events.missed(this), ms);
  }

  #doubtNoMore() {
    this.#env.clearTimeout(this.#proof);
    this.#proof = undefined;
  }
}
