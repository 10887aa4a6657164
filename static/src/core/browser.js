/** @typedef {ReturnType<typeof setTimeout>|undefined} Timer undefined: none runs */
/** @typedef {ReturnType<typeof browser>} Environment */

/** What the link and the sender need of the browser; tests give their own. */
export function browser() {
  return {
    WebSocket: globalThis.WebSocket,
    EventSource: globalThis.EventSource,
    fetch: globalThis.fetch?.bind(globalThis),
    setTimeout: globalThis.setTimeout.bind(globalThis),
    clearTimeout: globalThis.clearTimeout.bind(globalThis),
    random: Math.random,
    now: Date.now,
    base: globalThis.location?.origin ?? "",
    locks: globalThis.navigator?.locks,
    window: globalThis.window,
    document: globalThis.document,
    storage: session(),
  };
}

function session() {
  try {
    return globalThis.sessionStorage;
  } catch {
    return undefined; // cookies and storage may be switched off
  }
}
