/** The hashes of codes, as the server makes them (companion/core/ticket_codes.py): a code itself is kept nowhere. */
import { scanned } from "../scanned.js";

/** Whether this browser computes digests here: it does not on plain http. */
export const digests = () => Boolean(globalThis.crypto?.subtle);

/** `length` hex digits that stand for `parts`. @param {string[]} parts @param {number} length */
export async function digest(parts, length) {
  const bytes = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(parts.join("\0")));
  return Array.from(new Uint8Array(bytes), (byte) => byte.toString(16).padStart(2, "0"))
    .join("")
    .slice(0, length);
}

/** What is stored of the code in a scanned text. @param {string} text */
export const codeHash = (text) => digest(["code", scanned(text)], 32);
