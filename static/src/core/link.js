// The read road: keeps the table fresh over websocket, else SSE, else long-poll, and says how fresh it is.
import { browser } from "./browser.js";
import { dial } from "./line.js";
import { followPage } from "./page_events.js";
import { Retry } from "./retry.js";
import { roads } from "./roads.js";

/** @typedef {import("./browser.js").Timer} Timer */
/** @typedef {import("./line.js").Line} Line */
/** @typedef {import("./table.js").Message} Message */
/** @typedef {import("./roads.js").Transport} Transport */
/**
 * @typedef {{state: "connected"|"connecting"|"offline", seen: Date, transport: Transport, refused: string|null,
 *   portal: boolean}} Status
 *   refused: why the server will not have us at the moment (its code); portal: the network answers in its place
 */

/** How long a line that was asked may take to show that it is alive, ms. */
const PROOF = 3000;
/** From then on it is not said to be connected, ms. */
const DOUBT = 700;
/** How long nobody is told that it may not be alive, ms: slow networks are asked as often. */
const QUIET_DOUBT = 2000;
const UPGRADE_FIRST = 60_000;
const UPGRADE_SLOWEST = 900_000;

export class Link {
  /** @type {Status} */
  status;

  #env;
  #where;
  #table;
  #onStatus;
  #onMessage;
  /** @type {Line|null} */
  #line = null;
  /** @type {Line|null} */
  #probe = null;
  /** @type {Timer} */
  #retry;
  /** @type {Timer} */
  #upgrade;
  #upgradeIn = UPGRADE_FIRST;
  /** The newest version that the server has told of elsewhere. */
  #expected = 0;
  /** @type {Timer} */
  #expecting;
  #pauses;
  #unfollow = () => {};
  #roads;

  /**
   * @param {{event: string, as?: string, table: import("./table.js").Table, onStatus?: (s: Status) => void,
   *   onMessage?: (msg: Message) => void, env?: object}} options
   *   onMessage sees every message after the table took it; `env` replaces parts of the browser in tests
   */
  constructor({ event, as = "all", table, onStatus = () => {}, onMessage = () => {}, env = {} }) {
    this.#env = { ...browser(), ...env };
    this.#table = table;
    this.#onStatus = onStatus;
    this.#onMessage = onMessage;
    this.#roads = roads(this.#env.storage);
    this.#pauses = new Retry(this.#env.random);
    this.#where = { base: `${this.#env.base}/e/${event}`, as, at: () => table.at, env: this.#env };
    this.status = {
      state: "connecting",
      seen: new Date(this.#env.now()),
      transport: this.#roads.first(),
      refused: null,
      portal: false,
    };
  }

  start() {
    const wake = () => this.again();
    this.#unfollow = followPage(this.#env, {
      online: wake,
      offline: () => this.#say("offline"),
      looked: () => this.look(),
      restored: wake, // connections do not survive the page cache, whatever they look like
    });
    this.#open(this.#roads.first());
  }

  /** Connect anew at once, because who we are has changed. */
  again() {
    this.#pauses.failures = 0;
    this.#hang();
    this.#open(this.#roads.first());
  }

  stop() {
    this.#unfollow();
    this.#hang();
  }

  /**
   * The server has answered with a version: if it does not come here soon, the line only looks alive.
   * @param {number} v
   */
  expect(v) {
    this.#expected = Math.max(this.#expected, v);
    if (this.#expecting) return;
    this.#expecting = this.#env.setTimeout(() => {
      this.#expecting = undefined;
      if (this.#table.v < this.#expected) this.look();
    }, PROOF);
  }

  /** Ask the line whether it is alive: after a sleep it may be dead without having heard of it. */
  look() {
    const line = this.#line;
    if (!line?.alive) return this.again();
    this.#ask(line, DOUBT);
  }

  /** @param {Line} line @param {number} doubt ms */
  #ask(line, doubt) {
    line.prove(doubt, () => this.#doubt(line));
    line.ask();
  }

  /** It has been silent for a while: a page that somebody looks at wants to know. @param {Line} line */
  #quiet(line) {
    const looked = this.#env.document?.visibilityState === "visible";
    if (line === this.#line && line.alive && looked && !line.asked()) this.#ask(line, QUIET_DOUBT);
  }

  /** It does not answer: nobody is told any more that it is alive, and soon it is given up. @param {Line} line */
  #doubt(line) {
    if (line !== this.#line) return;
    this.#say("connecting");
    line.prove(PROOF - DOUBT, () => void (line === this.#line && this.again()));
  }

  /** @param {Status["state"]} state */
  #say(state) {
    const { refused, portal } = this.status;
    if (state === this.status.state && !refused && !portal) return;
    const alive = state === "connected";
    this.status = {
      ...this.status,
      state,
      refused: alive ? null : refused,
      portal: portal && !alive,
    };
    this.#onStatus(this.status);
  }

  /** Open one road as the line. @param {Transport} road */
  #open(road) {
    this.#line = this.#dial(road);
  }

  /** @param {Transport} road */
  #dial(road) {
    return dial(road, this.#where, {
      heard: (line, msg) => this.#hear(line, msg),
      missed: (line) => this.#lost(line, {}),
      lost: (line, why) => this.#lost(line, why),
      quiet: (line) => this.#quiet(line),
    });
  }

  /** @param {Line} line @param {Message} msg */
  #hear(line, msg) {
    if (line !== this.#line && line !== this.#probe) return;
    if (line === this.#probe) this.#adopt(line);
    if (!line.alive) this.#works(line);
    line.spoke();
    this.status.seen = new Date(this.#env.now());
    if (msg.t === "bye") {
      return this.#lost(line, msg.retry_in === null ? { refused: msg.code } : { retryIn: msg.retry_in });
    }
    this.#pauses.refusals = 0;
    line.listen();
    this.#table.take(msg);
    const behind = msg.t === "beat" && (!this.#table.at || msg.v > this.#table.v);
    this.#say("connected");
    this.#onMessage(msg);
    if (behind) line.ask();
  }

  /** @param {Line} line */
  #works(line) {
    line.alive = true;
    this.status.portal = false;
    this.#pauses.failures = 0;
    this.status.transport = line.road;
    this.#roads.works(line.road);
    this.#env.clearTimeout(this.#upgrade);
    if (line.road === "ws") this.#upgradeIn = UPGRADE_FIRST;
    else this.#upgrade = this.#env.setTimeout(() => this.#tryWs(), this.#upgradeIn);
  }

  /** Look whether websockets work by now, beside the road that carries us. */
  #tryWs() {
    this.#upgradeIn = Math.min(this.#upgradeIn * 2, UPGRADE_SLOWEST);
    this.#probe = this.#dial("ws");
  }

  /** Websockets do not work yet; look again later. @param {Line} probe */
  #missedWs(probe) {
    probe.cut();
    this.#probe = null;
    this.#upgrade = this.#env.setTimeout(() => this.#tryWs(), this.#upgradeIn);
  }

  /** @param {Line} line */
  #adopt(line) {
    this.#line?.cut();
    this.#line = line;
    this.#probe = null;
  }

  /** @param {Line} line @param {import("./transports.js").Loss} why */
  #lost(line, why) {
    if (line === this.#probe) return this.#missedWs(line);
    if (line !== this.#line) return;
    line.cut();
    this.#line = null;
    this.#env.clearTimeout(this.#upgrade);
    if (why.refused) return this.#refuse(why);
    this.status.refused = null;
    if (!line.alive && line.road === "poll") this.status.portal = Boolean(why.portal);
    const next = line.alive ? null : this.#roads.after(line.road, this.#pauses.failures);
    if (next) return this.#open(next);
    this.#say(line.alive ? "connecting" : "offline");
    this.#later(why);
  }

  /** @param {import("./transports.js").Loss} why */
  #refuse(why) {
    this.status.refused = why.refused ?? null;
    this.status.portal = false;
    this.#say("offline");
    this.#later(why);
  }

  /** @param {import("./transports.js").Loss} why */
  #later(why) {
    const wait = this.#pauses.after(why);
    this.#env.clearTimeout(this.#retry);
    this.#retry = this.#env.setTimeout(() => this.#open(this.#roads.again()), wait);
  }

  #hang() {
    this.#line?.cut();
    this.#probe?.cut();
    this.#line = this.#probe = null;
    this.#env.clearTimeout(this.#retry);
    this.#env.clearTimeout(this.#upgrade);
  }
}
