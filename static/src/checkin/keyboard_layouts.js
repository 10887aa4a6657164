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

/** The US one first: scanners leave the factory with it. @type {Layout[]} */
const LAYOUTS = [
  {},
  { ...EUROPEAN, ...QWERTZ }, // Germany, Austria, Switzerland, Hungary
  EUROPEAN, // Spain, Italy, Portugal, Scandinavia
  {
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
  { Digit7: ["7", "/"], Slash: [".", ":"], Equal: ["-", "_"], KeyI: ["ı", "I"], Quote: ["i", "İ"] }, // Turkey
  { ...EUROPEAN, ...QWERTZ, ...CZECH_DIGITS, BracketLeft: ["ú", "/"] }, // Czechia
];

/** What a key writes on a keyboard. @param {Stroke} stroke @param {Layout} layout */
function letter({ key, code = "", shift = false, caps = false }, layout) {
  const letter = /^Key([A-Z])$/.exec(code)?.[1];
  const [plain, shifted] = layout[code] ?? (letter ? [letter.toLowerCase(), letter] : SIGNS[code]) ?? [key, key];
  const upper = shift !== (caps && Boolean(letter));
  return upper ? shifted : plain;
}

/**
 * What a scanner may have meant, the likeliest first.
 * @param {Stroke[]} strokes @returns {[string, ...string[]]}
 */
export function readings(strokes) {
  const typed = strokes.map(({ key }) => key).join("");
  const meant = LAYOUTS.map((layout) => strokes.map((stroke) => letter(stroke, layout)).join(""));
  const all = [...new Set([typed, ...meant])];
  // An address shows which layout it is: its colon and its slashes stand right in one only.
  const sure = all.filter((text) => TICKET_ADDRESS.test(text));
  const tickets = sure.length ? sure : all.filter(isTicket);
  return /** @type {[string, ...string[]]} */ (tickets.length ? tickets : [typed]);
}
