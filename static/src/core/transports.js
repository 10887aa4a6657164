// Three roads for the same messages. Each opens one connection and reports through `on`:
// message(msg) for every message, lost({code, retryIn, refused}) once when it is over by itself.

/**
 * @typedef {{code?: number, retryIn?: number, refused?: string}} Loss retryIn in milliseconds
 * @typedef {{message: (msg: any) => void, lost: (why: Loss) => void}} Handlers
 * @typedef {{base: string, as: string, at: () => ({epoch: string, v: number} | null), env: any}} Where
 * @typedef {{close: () => void, ask: () => void}} Connection
 */

const SOONEST = 300;

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
  const stop = new AbortController();
  /** @param {boolean} first */
  async function round(first) {
    const began = env.now();
    // The first answer is wanted at once: it is what tells us that this road works.
    const address = `${where.base}/poll?${query(where)}${first ? "&wait=0" : ""}`;
    const reply = await env.fetch(address, { signal: stop.signal, cache: "no-store" });
    if (reply.status >= 400 && reply.status < 500 && reply.status !== 429 && reply.status !== 408) {
      return on.lost({ refused: String(reply.status) });
    }
    if (!reply.ok) return on.lost({});
    for (const msg of await reply.json()) {
      if (stop.signal.aborted) return;
      on.message(msg);
    }
    if (stop.signal.aborted) return;
    env.setTimeout(() => go(false), Math.max(0, began + SOONEST - env.now()));
  }
  /** @param {boolean} first */
  function go(first) {
    if (!stop.signal.aborted) round(first).catch(() => stop.signal.aborted || on.lost({}));
  }
  go(true);
  return { close: () => stop.abort(), ask() {} };
}
