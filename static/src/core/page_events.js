/** What happens to a page from outside: the network comes and goes, somebody looks at it again. */

/**
 * @param {Pick<import("./browser.js").Environment, "window"|"document">} env
 * @param {{online: () => void, offline: () => void, looked: () => void, restored?: () => void}} events
 *   looked: it is looked at again; restored: it is back out of the page cache
 * @returns {() => void} call it to hear of nothing more
 */
export function followPage({ window, document }, { online, offline, looked, restored }) {
  const shown = (/** @type {Event} */ event) => {
    if (/** @type {PageTransitionEvent} */ (event).persisted) restored?.();
  };
  /** @type {[EventTarget|undefined, string, (event: Event) => void][]} */
  const heard = [
    [window, "online", online],
    [window, "offline", offline],
    [window, "pageshow", shown],
    [document, "visibilitychange", () => document.visibilityState === "visible" && looked()],
  ];
  for (const [target, name, hear] of heard) target?.addEventListener(name, hear);
  return () => heard.forEach(([target, name, hear]) => target?.removeEventListener(name, hear));
}
