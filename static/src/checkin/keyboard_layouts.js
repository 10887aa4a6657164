/**
 * What the keys of a scanner mean. A hand scanner presses keys as the keyboard of one country has them, and the
 * computer reads them as that of another: the ticket arrives with other letters. So each key is read as the computer
 * has it, and as every layout that scanners are set to would have it; what makes a ticket is right.
 */
import { isTicket, TICKET_ADDRESS } from "./scanned.js";

/**
 * @typedef {object} Stroke one key
 * @property {string} key what the computer made of it
 * @property {string} [code] which key it was, by its place on a US keyboard
 * @property {boolean} [shift]
 * @property {boolean} [caps] whether Caps Lock is on
 */
/**
 * @typedef {Record<string, [plain: string, shifted: string]>} Layout by place, only where it differs from the US one
 */

/** @type {Layout} */
const SIGNS = {
  Digit1: ["1", "!"],
  Digit2: ["2", "@"],
  Digit3: ["3", "#"],
  Digit4: ["4", "$"],
  Digit5: ["5", "%"],
  Digit6: ["6", "^"],
  Digit7: ["7", "&"],
  Digit8: ["8", "*"],
  Digit9: ["9", "("],
  Digit0: ["0", ")"],
  Minus: ["-", "_"],
  Equal: ["=", "+"],
  BracketLeft: ["[", "{"],
  BracketRight: ["]", "}"],
  Semicolon: [";", ":"],
  Quote: ["'", '"'],
  Comma: [",", "<"],
  Period: [".", ">"],
  Slash: ["/", "?"],
  Space: [" ", " "],
};
/** Between the digit keys and the dash, most of Europe agrees. @type {Layout} */
const EUROPEAN = { Digit7: ["7", "/"], Period: [".", ":"], Slash: ["-", "_"], Minus: ["ß", "?"] };
/** @type {Layout} */
const QWERTZ = { KeyY: ["z", "Z"], KeyZ: ["y", "Y"] };
/** @type {Layout} */
const CZECH_DIGITS = Object.fromEntries(
  [..."+ěščřžýáíé"].map((sign, i) => [`Digit${(i + 1) % 10}`, [sign, `${(i + 1) % 10}`]]),
);
/** @type {Layout} */
const FRENCH_DIGITS = Object.fromEntries(
  [..."&é\"'(-è_çà"].map((sign, i) => [`Digit${(i + 1) % 10}`, [sign, `${(i + 1) % 10}`]]),
);

/** The US one first: scanners leave the factory with it. @satisfies {Record<string, Layout>} */
const LAYOUTS = {
  us: {},
  german: { ...EUROPEAN, ...QWERTZ }, // Germany, Austria, Switzerland, Hungary
  spanish: EUROPEAN, // Spain, Italy, Portugal, Scandinavia
  french: {
    ...FRENCH_DIGITS,
    KeyQ: ["a", "A"],
    KeyA: ["q", "Q"],
    KeyW: ["z", "Z"],
    KeyZ: ["w", "W"],
    Semicolon: ["m", "M"],
    KeyM: [",", "?"],
    Comma: [";", "."],
    Period: [":", "/"],
    Slash: ["!", "§"],
  },
  turkish: {
    Digit7: ["7", "/"],
    Comma: ["ö", "Ö"],
    Period: ["ç", "Ç"],
    Slash: [".", ":"],
    Equal: ["-", "_"],
    KeyI: ["ı", "I"],
    Quote: ["i", "İ"],
  },
  czech: { ...EUROPEAN, ...QWERTZ, ...CZECH_DIGITS, BracketLeft: ["ú", "/"] },
};
/** @typedef {keyof typeof LAYOUTS} Country whose keyboard it is */
const COUNTRIES = /** @type {Country[]} */ (Object.keys(LAYOUTS));

/** What a key writes on a keyboard. @param {Stroke} stroke @param {Layout} layout */
function letter({ key, code = "", shift = false, caps = false }, layout) {
  const letter = /^Key([A-Z])$/.exec(code)?.[1];
  const [plain, shifted] = layout[code] ?? (letter ? [letter.toLowerCase(), letter] : SIGNS[code]) ?? [key, key];
  const upper = shift !== (caps && Boolean(letter));
  return upper ? shifted : plain;
}

/** What the computer made of the keys. @param {Stroke[]} strokes */
export const typed = (strokes) => strokes.map(({ key }) => key).join("");

/** What the keys write on a keyboard. @param {Stroke[]} strokes @param {Layout} layout */
const written = (strokes, layout) => strokes.map((stroke) => letter(stroke, layout)).join("");

/**
 * The keyboard on which the keys write a text: what the scanner is set to.
 * @param {Stroke[]} strokes @param {(text: string) => boolean} fits
 * @returns {Country|null} null: none that is known
 */
export const scannersKeyboard = (strokes, fits) =>
  COUNTRIES.find((name) => fits(written(strokes, LAYOUTS[name]))) ?? null;

/**
 * The keyboard that the computer has: the one that explains most of what it made of the keys. Only the signs of codes
 * are known of each, so not all.
 * @param {Stroke[]} strokes
 * @returns {Country|null} null: none that is known
 */
export function computersKeyboard(strokes) {
  const explained = (/** @type {Country} */ name) =>
    strokes.filter((stroke) => stroke.key === letter(stroke, LAYOUTS[name])).length;
  const best = COUNTRIES.reduce((best, name) => (explained(name) > explained(best) ? name : best));
  return explained(best) > strokes.length / 2 ? best : null;
}

/**
 * What a scanner may have meant, the likeliest first.
 * @param {Stroke[]} strokes @returns {[string, ...string[]]}
 */
export function readings(strokes) {
  const meant = Object.values(LAYOUTS).map((layout) => written(strokes, layout));
  const all = [...new Set([typed(strokes), ...meant])];
  // An address shows which layout it is: its colon and its slashes stand right in one only.
  const sure = all.filter((text) => TICKET_ADDRESS.test(text));
  const tickets = sure.length ? sure : all.filter(isTicket);
  return /** @type {[string, ...string[]]} */ (tickets.length ? tickets : [typed(strokes)]);
}
