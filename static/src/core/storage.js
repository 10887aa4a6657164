/** Small things kept for the person, never sent: on the device, or for as long as the tab lives. */

/** @param {"localStorage"|"sessionStorage"} kind */
function webStorage(kind) {
  return {
    /** @param {string} key @returns {string} empty if nothing is kept */
    get(key) {
      try {
        return globalThis[kind].getItem(key) ?? "";
      } catch {
        return "";
      }
    },
    /** @param {string} key @param {string} value empty: forget it */
    set(key, value) {
      try {
        if (value) globalThis[kind].setItem(key, value);
        else globalThis[kind].removeItem(key);
      } catch {
        // forbidden or full: it is only remembered as long as the page lives
      }
    },
  };
}

export const device = webStorage("localStorage");
export const tab = webStorage("sessionStorage");
