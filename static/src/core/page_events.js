/** What happens to a page from outside: the network comes and goes, somebody looks at it again. */

/**
 * @param {Pick<import("./browser.js").Environment, "window"|"document">} env
 * @param {{online: () => void, offline: () => void, looked: () => void, restored?: () => void}} events
 *   looked: it is looked at again; restored: it is back out of the page cache
 * @returns {() => void} call it to hear of nothing more
 */
export function followPage({ window, document }, { online, offline, looked, restored = () => {} }) {
  const seen = () => void (document.visibilityState === "visible" && looked());
  const shown = (/** @type {PageTransitionEvent} */ event) => void (event.persisted && restored());
  window?.addEventListener("online", online);
  window?.addEventListener("offline", offline);
  window?.addEventListener("pageshow", shown);
  document?.addEventListener("visibilitychange", seen);
  return () => {
    window?.removeEventListener("online", online);
    window?.removeEventListener("offline", offline);
    window?.removeEventListener("pageshow", shown);
    document?.removeEventListener("visibilitychange", seen);
  };
}
