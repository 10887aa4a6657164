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

/**
 * @param {{url: string, fetch: typeof globalThis.fetch, rejoin: () => Promise<boolean>,
 *   env: Pick<import("./browser.js").Environment, "setTimeout"|"clearTimeout">}} options
 *   rejoin: get a new cookie
 * @returns {(entry: Pick<Entry, "cid"|"do"|"args">) => Promise<Verdict>}
 */
export function delivery({ url, fetch, rejoin, env }) {
  let rejoined = false;
  /** A new cookie, once for this page: a browser that takes none would go round for ever. */
  const comeBack = async () => !rejoined && (rejoined = await rejoin());

  /** What an answer says. @param {Response} reply @returns {Promise<Verdict>} */
  async function judge(reply) {
    const body = await read(reply);
    if (reply.ok && isDone(body)) return { answer: body };
    if (!isRefusal(body)) return { tried: true }; // something in between that is not our server
    const { code, message } = body;
    if (reply.status === 429) return { wait: 1000 * Number(reply.headers.get("Retry-After") || 2), message };
    if (code === "no_participant" && (await comeBack())) return { wait: 0 };
    if (ABSENT.has(code)) return {};
    return reply.status >= 400 && reply.status < 500 ? { answer: body } : { tried: true, message };
  }

  return async ({ do: name, cid, args }) => {
    const stop = new AbortController();
    const timer = env.setTimeout(() => stop.abort(), TIMEOUT);
    try {
      const reply = await fetch(url, {
        method: "POST",
        headers: { "Content-Type": "application/json" },
        body: JSON.stringify({ do: name, cid, args }),
        credentials: "same-origin",
        keepalive: true,
        signal: stop.signal,
      });
      return await judge(reply);
    } catch {
      return {}; // no connection
    } finally {
      env.clearTimeout(timer);
    }
  };
}
