/** The keyboards of eight countries, for tests: what a scanner presses and what a computer makes of it. */

/** Which key writes a sign on each keyboard, where that is not as in the US: [place, with Shift]. */
export const US = Object.fromEntries([
  ...[..."ABCDEFGHIJKLMNOPQRSTUVWXYZ"].flatMap((letter) => [
    [letter, [`Key${letter}`, true]],
    [letter.toLowerCase(), [`Key${letter}`, false]],
  ]),
  ...[..."0123456789"].map((digit) => [digit, [`Digit${digit}`, false]]),
  [":", ["Semicolon", true]],
  ["/", ["Slash", false]],
  [".", ["Period", false]],
  ["-", ["Minus", false]],
]);
const letters = (pairs) =>
  Object.fromEntries(
    Object.entries(pairs).flatMap(([sign, place]) => [
      [sign, [place, false]],
      [sign.toUpperCase(), [place, true]],
    ]),
  );
const EUROPE = { "/": ["Digit7", true], ":": ["Period", true], "-": ["Slash", false] };
const shifted = () => Object.fromEntries([..."1234567890"].map((digit) => [digit, [`Digit${digit}`, true]]));
const CZECH_SIGNS = Object.fromEntries([..."+ěščřžýáíé"].map((sign, i) => [sign, [`Digit${(i + 1) % 10}`, false]]));
export const KEYBOARDS = {
  US: {},
  German: { ...EUROPE, ...letters({ y: "KeyZ", z: "KeyY" }) },
  Spanish: EUROPE,
  French: {
    ...letters({ a: "KeyQ", q: "KeyA", w: "KeyZ", z: "KeyW", m: "Semicolon" }),
    ...shifted(),
    ":": ["Period", false],
    "/": ["Period", true],
    ".": ["Comma", true],
    "-": ["Digit6", false],
  },
  Turkish: {
    "/": ["Digit7", true],
    ".": ["Slash", false],
    ":": ["Slash", true],
    "-": ["Equal", false],
    i: ["Quote", false],
    I: ["KeyI", true],
    ...letters({ ö: "Comma", ç: "Period" }),
  },
  Czech: { ...EUROPE, ...letters({ y: "KeyZ", z: "KeyY" }), ...shifted(), ...CZECH_SIGNS, "/": ["BracketLeft", true] },
};
const RUSSIAN = Object.fromEntries(
  [..."QWERTYUIOPASDFGHJKLZXCVBNM"].map((key, i) => [`Key${key}`, "йцукенгшщзфывапролдячсмить"[i]]),
);

/** What a computer makes of a key: the sign that its own keyboard has there, something else where it has none. */
function signOn(keyboard, code, shift) {
  if (keyboard === "Russian") return RUSSIAN[code] ?? ".";
  const all = { ...US, ...KEYBOARDS[keyboard] };
  return Object.entries(all).find(([, [place, with_]]) => place === code && with_ === shift)?.[0] ?? "§";
}

/** The strokes of a scanner that is set to one keyboard, at a computer with another. */
export const strokesOf = (text, scanner, computer) =>
  [...text].map((sign) => {
    const [code, shift] = { ...US, ...KEYBOARDS[scanner] }[sign];
    return { key: signOn(computer, code, shift), code, shift };
  });
