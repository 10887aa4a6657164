/** One try of a command: what came of it, and whether it is to be tried again. */
import { isDone, isRefusal, read } from "./ours.js";

/** @typedef {import("./outbox.js").Entry} Entry */
/**
 * @typedef {{answer?: import("./send.js").Answer, wait?: number, message?: string, tried?: boolean}} Verdict
 *   no answer: try again later; wait: not before that, ms; tried: it came as far as somebody who answers
 */

const TIMEOUT = 15_000;
/** Our own word that says nothing about the command: the store is away, empty, or being put back. */
const ABSENT = new Set(["no_event", "store_down"]);

export class Delivery {
  #url;
  #fetch;
  #env;
  #rejoin;
  #rejoined = false;

  /**
   * @param {{url: string, fetch: typeof globalThis.fetch, rejoin: () => Promise<boolean>,
   *   env: Pick<import("./browser.js").Environment, "setTimeout"|"clearTimeout">}} options
   *   rejoin: get a new cookie
   */
  constructor({ url, fetch, rejoin, env }) {
    this.#url = url;
    this.#fetch = fetch;
    this.#rejoin = rejoin;
    this.#env = env;
  }

  /**
   * @param {Pick<Entry, "cid"|"do"|"args">} entry
   * @returns {Promise<Verdict>}
   */
  async post(entry) {
    const stop = new AbortController();
    const timer = this.#env.setTimeout(() => stop.abort(), TIMEOUT);
    try {
      const reply = await this.#fetch(this.#url, {
        method: "POST",
        headers: { "Content-Type": "application/json" },
        body: JSON.stringify({ do: entry.do, cid: entry.cid, args: entry.args }),
        credentials: "same-origin",
        keepalive: true,
        signal: stop.signal,
      });
      return await this.#read(reply);
    } catch {
      return {}; // no connection
    } finally {
      this.#env.clearTimeout(timer);
    }
  }

  /** What an answer says. @param {Response} reply @returns {Promise<Verdict>} */
  async #read(reply) {
    const body = await read(reply);
    if (reply.ok && isDone(body)) return { answer: body };
    if (!isRefusal(body)) return { tried: true }; // something in between that is not our server
    if (reply.status === 429) {
      return { wait: 1000 * Number(reply.headers.get("Retry-After") || 2), message: body.message };
    }
    if (body.code === "no_participant" && (await this.#comeBack())) return { wait: 0 };
    if (ABSENT.has(body.code)) return {};
    return reply.status >= 400 && reply.status < 500 ? { answer: body } : { tried: true, message: body.message };
  }

  /** A new cookie, once for this page: a browser that takes none would go round for ever. */
  async #comeBack() {
    if (this.#rejoined) return false;
    this.#rejoined = await this.#rejoin();
    return this.#rejoined;
  }
}
