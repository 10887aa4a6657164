/** Keeping a screen lit that is to be read and never touched, where the browser can. */

/** The lock goes whenever the page is out of sight, and is asked for again when it is back. */
export function stayAwake() {
  const ask = () => {
    if (document.visibilityState === "visible") navigator.wakeLock?.request("screen").catch(() => {});
  };
  document.addEventListener("visibilitychange", ask);
  ask();
}
