/** What the scan of a code that is known tells of a scanner: whether it is read, and how the scanner is set. */
import { computersKeyboard, scannersKeyboard, typed } from "./keyboard_layouts.js";
import { isTicket, scanned } from "./scanned.js";

/** @typedef {import("./keyboard_layouts.js").Country} Country */
/** @typedef {import("./keyboard_wedge.js").How} How */
/**
 * @typedef {object} Found
 * @property {boolean} read whether it was the code
 * @property {boolean} other whether it was another ticket, which is as good, and is not shown
 * @property {string} text what the computer received; empty where it was a ticket
 * @property {Country|null} scanner the keyboard that it is set to; null: unknown
 * @property {Country|null} computer the computer's; null: unknown
 * @property {boolean} agree whether both are the same, as far as this code shows
 * @property {boolean} turned whether large letters came as small ones
 * @property {number} takes how long a code takes, ms
 * @property {How["end"]} end
 * @property {"keys"|"once"|"camera"} way
 */

/** @param {string} text @param {string} printed */
const holds = (text, printed) => text.toLowerCase().includes(printed.toLowerCase());

/**
 * @param {string[]} codes what was scanned, the likeliest reading first @param {How} how
 * @param {string} printed what the code holds
 * @returns {Found}
 */
export function judge(codes, how, printed) {
  const { strokes, pace, end } = how;
  const raw = strokes.length ? typed(strokes) : (codes[0] ?? "");
  const fits = (/** @type {string} */ text) => holds(text, printed);
  const code = scanned(printed);
  const read = codes.some((text) => scanned(text) === code);
  const other = !read && codes.some(isTicket);
  return {
    read,
    other,
    text: read || other ? "" : raw,
    scanner: read && strokes.length ? scannersKeyboard(strokes, fits) : null,
    computer: strokes.length ? computersKeyboard(strokes) : null,
    agree: fits(raw),
    turned: read && fits(raw) && !raw.includes(printed),
    takes: pace * Math.max(0, strokes.length - 1),
    end,
    way: strokes.length ? "keys" : "once",
  };
}
