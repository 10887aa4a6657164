/** The hashes of codes, as the server makes them (companion/core/ticket_codes.py): a code itself is kept nowhere. */

const OWN = /^[ACDEFGHJKMNPQRTUVWXYZ234679]{40}$/;
/**
 * What Python strips: trim() of JavaScript leaves the separators that hand scanners send, and takes a mark of Unicode
 * files.
 */
const BLANK = "[\\t-\\r\\x1c-\\x20\\x85\\xa0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000]";
const ENDS = new RegExp(`^${BLANK}+|${BLANK}+$`, "g");

/**
 * The code in what a scanner read or a person typed: in an address, in groups, or as another system printed it.
 * @param {string} text
 */
export function scanned(text) {
  let code = text.replace(ENDS, "");
  const slash = code.lastIndexOf("/");
  if (slash >= 0 && code.slice(0, slash).toUpperCase().endsWith("/T")) {
    code =
      code
        .slice(slash + 1)
        .split("?")[0]
        ?.split("#")[0] ?? "";
  }
  const own = code.toUpperCase().replace(/[- ]/g, "");
  return OWN.test(own) ? own : code;
}

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
