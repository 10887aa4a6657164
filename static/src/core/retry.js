/**
 * How long the link waits before it tries again. Nothing ends for good: who was refused looks again, ever more seldom.
 */

const RESTART_SPREAD = 10_000;
const SLOWEST = 30_000;
/** After a refusal, ms: a link may come back, a store may be put back. */
const REFUSED = { first: 14_000, slowest: 60_000 };
/** The code of a websocket that ends because its server is restarted (RFC 6455, 7.4). */
const RESTART = 1012;

export class Retry {
  /** How often in a row nothing came of it. */
  failures = 0;
  /** How often in a row the server would not have us. */
  refusals = 0;
  #random;

  /** @param {() => number} random from 0 to 1 */
  constructor(random) {
    this.#random = random;
  }

  /** The pause after a loss, ms. @param {import("./transports.js").Loss} why */
  after({ refused, code, retryIn }) {
    const doubled = 1000 * 2 ** this.failures++;
    const share = this.#random();
    if (refused) return Math.min(REFUSED.slowest, REFUSED.first * 2 ** this.refusals++) * (0.6 + 0.4 * share);
    return retryIn ?? share * (code === RESTART ? RESTART_SPREAD : Math.min(SLOWEST, doubled));
  }
}
