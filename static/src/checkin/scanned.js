/** The code in what was scanned, as the server finds it (companion/core/ticket_codes.py). */

const LETTERS = "ACDEFGHJKMNPQRTUVWXYZacdefghjkmnpqrtuvwxyz234679";
/** Between groups of letters: a space, a dash of any kind, a full stop. */
const GAP = "[-\\u2010-\\u2015 .]?";
/** A ticket of ours: 40 letters that cannot be taken for others, however they are grouped. */
const CODE = `(?:[${LETTERS}]${GAP}){39}[${LETTERS}](?![A-Za-z0-9])`;
const OWN = new RegExp(`^[${LETTERS}]{40}$`);
const INSIDE = new RegExp(`(?:^|[^A-Za-z0-9])(${CODE})`, "g");
const GAPS = new RegExp(GAP.slice(0, -1), "g");
/** A ticket's address, whatever follows the code. */
export const TICKET_ADDRESS = new RegExp(`^[Hh][Tt][Tt][Pp][Ss]?://[^/]+/(?:.*/)?[Tt]/${CODE}`);
/** What scanners put before a code to say of which kind it is (ISO/IEC 15424). */
const SYMBOLOGY = /^\][A-Za-z][0-9A-Za-z]/;
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
  const trimmed = text.replace(ENDS, "");
  const plain = trimmed.replace(SYMBOLOGY, "");
  const codes = [...plain.replace(/%20/g, " ").matchAll(INSIDE)].map(([, code = ""]) => code);
  const found = new Set(codes.map((code) => code.replace(GAPS, "").toUpperCase()));
  const [own] = found;
  if (own && found.size === 1) return own;
  return addressed(plain) ?? plain;
}

/** What stands behind the last /t/ of an address. @param {string} text */
function addressed(text) {
  const slash = text.lastIndexOf("/");
  if (slash < 0 || !text.slice(0, slash).toUpperCase().endsWith("/T")) return null;
  return (
    text
      .slice(slash + 1)
      .split("?")[0]
      ?.split("#")[0] ?? ""
  );
}

/** Whether a text is a ticket of ours. @param {string} text */
export const isTicket = (text) => OWN.test(scanned(text));

/** Whether a text is what a scanner makes of a ticket when it is set to another keyboard. @param {string} text */
export const isMistyped = (text) =>
  text.length >= 20 && !isTicket(text) && (/[^\x20-\x7e]/.test(text) || /^h?..?p?s?[^a-z0-9:]{2,}/i.test(text));
