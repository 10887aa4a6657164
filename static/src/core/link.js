// The read road: keeps the table fresh over websocket, else SSE, else long-poll, and says how fresh it is.
import { browser } from "./browser.js";
import * as transports from "./transports.js";

/** @typedef {import("./browser.js").Timer} Timer */
/** @typedef {import("./table.js").Message} Message */
/** @typedef {"ws"|"sse"|"poll"} Transport */
/**
 * @typedef {{road: Transport, alive: boolean, conn: import("./transports.js").Connection|null, timer: Timer,
 *   proof: Timer, quiet: Timer}} Line
 */
/**
 * @typedef {{state: "connected"|"connecting"|"offline", seen: Date, transport: Transport, refused: string|null,
 *   portal: boolean}} Status
 *   refused: why the server will not have us at the moment (its code); portal: the network answers in its place
 */

/** @type {Transport[]} */
const ROADS = ["ws", "sse", "poll"];
/** How long each road may stay silent before the next one is tried, ms. */
const PATIENCE = { ws: 2500, sse: 1500, poll: 20000 };
const TWO_BEATS = 55_000;
const RESTART_SPREAD = 10_000;
const SLOWEST = 30_000;
/**
 * Who was refused looks again, soon and then ever more seldom, ms: a link may come back, a store may be put back.
 * Nothing ends for good.
 */
const REFUSED = { first: 14_000, slowest: 60_000 };
/** How long a line that was asked may take to show that it is alive, ms. */
const PROOF = 3000;
/** From then on it is not said to be connected, ms. */
const DOUBT = 700;
/**
 * A page that is looked at asks a line that has been silent for so long, ms; spread, since all of a hall hear the same.
 * Long-polls have come back by then. Pages in pockets wait for the server's beats.
 */
const QUIET = { ws: 8000, sse: 8000, poll: transports.POLL_S * 1000 + 2000 };
const QUIET_SPREAD = 1500;
/** How long nobody is told that it may not be alive, ms: slow networks are asked as often. */
const QUIET_DOUBT = 2000;
const UPGRADE_FIRST = 60_000;
const UPGRADE_SLOWEST = 900_000;
const REMEMBER = "companion:road";

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
  #failures = 0;
  #refusals = 0;
  /** A road that has worked on this page is not given up for one failure. @type {Transport|null} */
  #proved = null;

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
    this.#where = { base: `${this.#env.base}/e/${event}`, as, at: () => table.at, env: this.#env };
    this.status = {
      state: "connecting",
      seen: new Date(this.#env.now()),
      transport: this.#preferred(),
      refused: null,
      portal: false,
    };
  }

  start() {
    this.#env.window?.addEventListener("online", this.#wake);
    this.#env.window?.addEventListener("offline", this.#dark);
    this.#env.window?.addEventListener("pageshow", this.#shown);
    this.#env.document?.addEventListener("visibilitychange", this.#seen);
    this.#open(this.#preferred());
  }

  /** Connect anew at once, because who we are has changed. */
  again() {
    this.#wake();
  }

  stop() {
    this.#env.window?.removeEventListener("online", this.#wake);
    this.#env.window?.removeEventListener("offline", this.#dark);
    this.#env.window?.removeEventListener("pageshow", this.#shown);
    this.#env.document?.removeEventListener("visibilitychange", this.#seen);
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

  #wake = () => {
    this.#failures = 0;
    this.#hang();
    this.#open(this.#preferred());
  };

  #dark = () => this.#say("offline");

  #seen = () => void (this.#env.document.visibilityState === "visible" && this.look());

  /** Back out of the page cache: connections do not survive that, whatever they look like. */
  #shown = (/** @type {PageTransitionEvent} */ event) => void (event.persisted && this.#wake());

  /** Ask the line whether it is alive: after a sleep it may be dead without having heard of it. */
  look() {
    const line = this.#line;
    if (!line?.alive) return this.#wake();
    this.#ask(line, DOUBT);
  }

  /** @param {Line} line @param {number} doubt ms */
  #ask(line, doubt) {
    this.#env.clearTimeout(line.proof);
    line.proof = this.#env.setTimeout(() => this.#doubt(line), doubt);
    line.conn?.ask();
  }

  /** @param {Line} line */
  #listen(line) {
    this.#env.clearTimeout(line.quiet);
    const wait = QUIET[line.road] + this.#env.random() * QUIET_SPREAD;
    line.quiet = this.#env.setTimeout(() => {
      const looked = this.#env.document?.visibilityState === "visible";
      if (line === this.#line && line.alive && looked && !line.proof) this.#ask(line, QUIET_DOUBT);
    }, wait);
  }

  /** It does not answer: nobody is told any more that it is alive, and soon it is given up. @param {Line} line */
  #doubt(line) {
    if (line !== this.#line) return;
    this.#say("connecting");
    line.proof = this.#env.setTimeout(() => void (line === this.#line && this.#wake()), PROOF - DOUBT);
  }

  /** @returns {Transport} */
  #preferred() {
    const known = /** @type {Transport} */ (this.#env.storage?.getItem(REMEMBER));
    return this.#proved ?? (ROADS.includes(known) ? known : "ws");
  }

  /** @param {string} state */
  #say(state) {
    const { refused, portal } = this.status;
    if (state === this.status.state && !refused && !portal) return;
    const alive = state === "connected";
    this.status = {
      ...this.status,
      state: /** @type {Status["state"]} */ (state),
      refused: alive ? null : refused,
      portal: portal && !alive,
    };
    this.#onStatus(this.status);
  }

  /** Open one road as the line. @param {Transport} road */
  #open(road) {
    this.#line = this.#dial(
      road,
      (line) => this.#missed(line),
      (line, why) => this.#lost(line, why),
    );
  }

  /**
   * @param {Transport} road
   * @param {(line: Line) => void} missed silent for too long
   * @param {(line: Line, why: import("./transports.js").Loss) => void} lost
   */
  #dial(road, missed, lost) {
    /** @type {Line} */
    const line = { road, alive: false, conn: null, timer: undefined, proof: undefined, quiet: undefined };
    line.timer = this.#env.setTimeout(() => missed(line), PATIENCE[road]);
    try {
      line.conn = transports[road](this.#where, {
        message: (msg) => this.#hear(line, msg),
        lost: (why) => lost(line, why),
      });
    } catch {
      this.#env.clearTimeout(line.timer);
      line.timer = this.#env.setTimeout(() => missed(line), 0);
    }
    return line;
  }

  /** @param {Line} line @param {Message} msg */
  #hear(line, msg) {
    if (line !== this.#line && line !== this.#probe) return;
    if (line === this.#probe) this.#adopt(line);
    if (!line.alive) this.#works(line);
    this.#env.clearTimeout(line.timer);
    this.#env.clearTimeout(line.proof);
    line.proof = undefined;
    line.timer = this.#env.setTimeout(() => this.#missed(line), TWO_BEATS);
    this.status.seen = new Date(this.#env.now());
    if (msg.t === "bye") {
      return this.#lost(line, msg.retry_in === null ? { refused: msg.code } : { retryIn: msg.retry_in });
    }
    this.#refusals = 0;
    this.#listen(line);
    this.#table.take(msg);
    const behind = msg.t === "beat" && (!this.#table.at || msg.v > this.#table.v);
    this.#say("connected");
    this.#onMessage(msg);
    if (behind) line.conn?.ask();
  }

  /** @param {Line} line */
  #works(line) {
    line.alive = true;
    this.status.portal = false;
    this.#failures = 0;
    this.#proved = line.road;
    this.status.transport = line.road;
    try {
      this.#env.storage?.setItem(REMEMBER, line.road);
    } catch {
      // a full or forbidden storage costs only the memory of the road
    }
    this.#env.clearTimeout(this.#upgrade);
    if (line.road === "ws") this.#upgradeIn = UPGRADE_FIRST;
    else this.#upgrade = this.#env.setTimeout(() => this.#tryWs(), this.#upgradeIn);
  }

  /** Look whether websockets work by now, beside the road that carries us. */
  #tryWs() {
    this.#upgradeIn = Math.min(this.#upgradeIn * 2, UPGRADE_SLOWEST);
    const over = (/** @type {Line} */ line) => {
      if (line !== this.#probe) return;
      this.#cut(line);
      this.#probe = null;
      this.#upgrade = this.#env.setTimeout(() => this.#tryWs(), this.#upgradeIn);
    };
    this.#probe = this.#dial("ws", over, (line, why) => (line === this.#line ? this.#lost(line, why) : over(line)));
  }

  /** @param {Line} line */
  #adopt(line) {
    this.#cut(this.#line);
    this.#line = line;
    this.#probe = null;
  }

  /** @param {Line} line */
  #missed(line) {
    this.#lost(line, {});
  }

  /** @param {Line} line @param {import("./transports.js").Loss} why */
  #lost(line, why) {
    if (line !== this.#line) return;
    this.#cut(line);
    this.#line = null;
    this.#env.clearTimeout(this.#upgrade);
    if (why.refused) return this.#refuse(why.refused);
    this.status.refused = null;
    if (!line.alive && line.road === "poll") this.status.portal = Boolean(why.portal);
    const next = ROADS[ROADS.indexOf(line.road) + 1];
    const faithful = this.#proved === line.road && this.#failures < 2;
    if (!line.alive && next && !faithful) return this.#open(next);
    if (!line.alive && !faithful) this.#proved = null;
    this.#say(line.alive ? "connecting" : "offline");
    this.#later(why);
  }

  /** @param {string} code */
  #refuse(code) {
    this.status.refused = code;
    this.status.portal = false;
    this.#say("offline");
    const longest = Math.min(REFUSED.slowest, REFUSED.first * 2 ** this.#refusals);
    this.#refusals += 1;
    this.#later({ retryIn: longest * (0.6 + 0.4 * this.#env.random()) });
  }

  /** @param {import("./transports.js").Loss} why */
  #later(why) {
    const spread = why.code === 1012 ? RESTART_SPREAD : Math.min(SLOWEST, 1000 * 2 ** this.#failures);
    const wait = why.retryIn ?? this.#env.random() * spread;
    this.#failures += 1;
    this.#env.clearTimeout(this.#retry);
    this.#retry = this.#env.setTimeout(() => this.#open(this.#proved ?? "ws"), wait);
  }

  /** @param {Line|null} line */
  #cut(line) {
    if (!line) return;
    this.#env.clearTimeout(line.timer);
    this.#env.clearTimeout(line.proof);
    this.#env.clearTimeout(line.quiet);
    line.conn?.close();
  }

  #hang() {
    this.#cut(this.#line);
    this.#cut(this.#probe);
    this.#line = this.#probe = null;
    this.#env.clearTimeout(this.#retry);
    this.#env.clearTimeout(this.#upgrade);
  }
}
