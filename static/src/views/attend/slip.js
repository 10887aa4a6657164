/**
 * The code on a slip comes in the address of its QR code: it is taken out of there at once, and kept as long as the tab
 * lives.
 */
import { tab } from "../../core/storage.js";

const MARK = "#code=";

/** @param {string} event */
const key = (event) => `companion:code:${event}`;

/** Take the code over, if there is one, and go on to the polls. @param {string} event */
export function takeCode(event) {
  if (!location.hash.startsWith(MARK)) return;
  tab.set(key(event), decodeURIComponent(location.hash.slice(MARK.length)));
  history.replaceState(null, "", "#polls");
}

/** The code that came with the address; empty if none did. @param {string} event */
export const arrived = (event) => tab.get(key(event));
