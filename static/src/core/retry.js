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
  #refusals = 0;
  #random;

  /** @param {() => number} random from 0 to 1 */
  constructor(random) {
    this.#random = random;
  }

  /** It works, or somebody wants it to go now. */
  forget() {
    this.failures = 0;
  }

  /** The server has us. */
  welcome() {
    this.#refusals = 0;
  }

  /** The pause after a loss, ms. @param {import("./transports.js").Loss} why */
  after(why) {
    const spread = why.code === RESTART ? RESTART_SPREAD : Math.min(SLOWEST, 1000 * 2 ** this.failures);
    const wait = why.retryIn ?? this.#random() * spread;
    this.failures += 1;
    return wait;
  }

  /** The pause after a refusal, ms. */
  afterRefusal() {
    const longest = Math.min(REFUSED.slowest, REFUSED.first * 2 ** this.#refusals);
    this.#refusals += 1;
    this.failures += 1;
    return longest * (0.6 + 0.4 * this.#random());
  }
}
