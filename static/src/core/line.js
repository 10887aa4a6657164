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

/** @typedef {ReturnType<typeof dial>} Line */

/** @param {Transport} road @param {import("./transports.js").Where} where @param {Events} events */
export function dial(road, where, events) {
  const { setTimeout, clearTimeout, random } = where.env;
  /** @type {import("./transports.js").Connection|undefined} */
  let connection;
  /** @type {Timer} */
  let silence;
  /** @type {Timer} */
  let proof;
  /** @type {Timer} */
  let listening;

  const wait = (/** @type {number} */ ms) => {
    clearTimeout(silence);
    silence = setTimeout(() => events.missed(line), ms);
  };

  const line = {
    road,
    /** Whether a message has come. */
    alive: false,

    /** Whether it was asked for a sign of life and has not answered. */
    asked: () => proof !== undefined,

    /** It has spoken: the next silence may be as long as any. */
    spoke() {
      clearTimeout(proof);
      proof = undefined;
      wait(TWO_BEATS);
    },

    /** Ask it for what it has not brought, or for a sign of life. */
    ask: () => connection?.ask(),

    /** Wait for a sign of life. @param {number} ms @param {() => void} doubt called when none comes until then */
    prove(ms, doubt) {
      clearTimeout(proof);
      proof = setTimeout(doubt, ms);
    },

    /** Say when it has been silent for a while. */
    listen() {
      clearTimeout(listening);
      listening = setTimeout(() => events.quiet(line), QUIET[road] + random() * QUIET_SPREAD);
    },

    cut() {
      [silence, proof, listening].forEach(clearTimeout);
      connection?.close();
    },
  };

  wait(PATIENCE[road]);
  try {
    connection = transports[road](where, {
      message: (msg) => events.heard(line, msg),
      lost: (why) => events.lost(line, why),
    });
  } catch {
    wait(0);
  }
  return line;
}
