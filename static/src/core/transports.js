// Three roads for the same messages. Each opens one connection and reports through `on`:
// message(msg) for every message, lost({code, retryIn, refused, portal}) once when it is over by itself.
import { isMessage, isPortal, isRefusal, read } from "./ours.js";

/** @typedef {import("./ours.js").Json} Json */
/** @typedef {import("./table.js").Message} Message */
/** @typedef {import("./browser.js").Environment} Environment */
/**
 * @typedef {{code?: number, retryIn?: number, refused?: string, portal?: boolean}} Loss
 *   retryIn in milliseconds; refused: the server's own word why; portal: something else answers in its place
 * @typedef {{message: (msg: Message) => void, lost: (why: Loss) => void}} Handlers
 * @typedef {{base: string, as: string, at: () => ({epoch: string, v: number} | null), env: Environment}} Where
 * @typedef {{close: () => void, ask: () => void}} Connection
 */

const SOONEST = 300;
/** So many seconds a request of a page that is looked at waits for news: one that does not come back leads nowhere. */
export const POLL_S = 8;

/** @param {Where} where */
function query({ as, at }) {
  const here = at();
  const params = new URLSearchParams({ as });
  if (here) {
    params.set("epoch", here.epoch);
    params.set("v", String(here.v));
  }
  return params.toString();
}

/**
 * Parse without trusting: a broken message ends the connection instead of the page.
 * @param {string} text
 * @param {Handlers} on
 */
function hand(text, on) {
  let msg;
  try {
    msg = JSON.parse(text);
  } catch {
    return on.lost({});
  }
  if (!isMessage(msg)) return on.lost({});
  on.message(msg);
}

/** @param {Where} where @param {Handlers} on @returns {Connection} */
export function ws(where, on) {
  const address = `${where.base}/live?as=${where.as}`.replace(/^http/, "ws");
  const socket = new where.env.WebSocket(address);
  const ask = () => socket.send(JSON.stringify({ at: where.at() }));
  socket.onopen = ask;
  socket.onmessage = (/** @type {MessageEvent} */ event) => hand(event.data, on);
  socket.onclose = (/** @type {CloseEvent} */ event) => on.lost({ code: event.code });
  return {
    ask,
    close() {
      socket.onopen = socket.onmessage = socket.onclose = null;
      socket.close();
    },
  };
}

/** @param {Where} where @param {Handlers} on @returns {Connection} */
export function sse(where, on) {
  let source = open();
  function open() {
    const source = new where.env.EventSource(`${where.base}/stream?${query(where)}`);
    source.onmessage = (/** @type {MessageEvent} */ event) => hand(event.data, on);
    source.onerror = () => on.lost({});
    return source;
  }
  const close = () => {
    source.onmessage = source.onerror = null;
    source.close();
  };
  return {
    close,
    ask() {
      close();
      source = open();
    },
  };
}

/** @param {Where} where @param {Handlers} on @returns {Connection} */
export function poll(where, on) {
  const { env } = where;
  let stop = new AbortController();
  /** @param {boolean} first @param {AbortSignal} signal */
  async function round(first, signal) {
    const began = env.now();
    // The first answer is wanted at once: it is what tells us that this road works.
    const looked = env.document?.visibilityState === "visible";
    const wait = first ? "&wait=0" : looked ? `&wait=${POLL_S}` : "";
    const address = `${where.base}/poll?${query(where)}${wait}`;
    const reply = await env.fetch(address, { signal, cache: "no-store" });
    const body = await read(reply);
    if (signal.aborted) return;
    if (!isNews(reply, body)) return on.lost(lossOf(reply, body));
    for (const msg of body) {
      if (signal.aborted) return;
      on.message(msg);
    }
    if (signal.aborted) return;
    env.setTimeout(() => go(false, signal), Math.max(0, began + SOONEST - env.now()));
  }
  /** @param {boolean} first @param {AbortSignal} signal */
  function go(first, signal) {
    if (!signal.aborted) round(first, signal).catch(() => signal.aborted || on.lost({}));
  }
  go(true, stop.signal);
  return {
    close: () => stop.abort(),
    ask() {
      stop.abort();
      stop = new AbortController();
      go(true, stop.signal);
    },
  };
}

/** @param {Response} reply @param {Json} body @returns {body is Json & Message[]} */
const isNews = (reply, body) => reply.ok && Array.isArray(body) && body.every(isMessage);

/** Why an answer brings no messages. @param {Response} reply @param {Json} body @returns {Loss} */
function lossOf(reply, body) {
  const final = reply.status >= 400 && reply.status < 500 && reply.status !== 429 && reply.status !== 408;
  if (isRefusal(body)) return final ? { refused: body.code } : {};
  return { portal: isPortal(reply) };
}
