/** Names as people type them: without case and accents, ü = ue = u, ß = ss. */

/** Letters that are not a base letter with a mark. @type {Record<string, string>} */
const LETTERS = { ß: "ss", æ: "a", œ: "o", ø: "o", ł: "l", đ: "d", ð: "d", þ: "th", ı: "i" };
const OTHERS = new RegExp(`[${Object.keys(LETTERS).join("")}]`, "g");
/** From so many letters on, a search says something: "Ay" is a whole name. */
export const MIN_LETTERS = 2;

/** @param {string} text */
export function foldText(text) {
  const plain = text
    .toLowerCase()
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .replace(OTHERS, (letter) => LETTERS[letter] ?? letter);
  return plain.replace(/([aou])e/g, "$1");
}

/** The words of a text, folded; an apostrophe ends none (O’Neil = ONeil). @param {string} text @returns {string[]} */
export const wordsOf = (text) =>
  foldText(text.replace(/['’ʼ`´]/g, ""))
    .split(/[^\p{L}\p{N}]+/u)
    .filter(Boolean);

/**
 * Whether every word that was typed begins one of the words of a person.
 * @param {string[]} typed @param {string[]} known
 */
const begins = (typed, known) => typed.every((word) => known.some((other) => other.startsWith(word)));

/**
 * Who is meant by what was typed, those whose name begins with it first.
 * @template {{name: string, words: string[]}} T
 * @param {T[]} people @param {string} query @param {number} most
 * @returns {T[]} nobody for fewer than two letters
 */
export function findPeople(people, query, most) {
  const typed = wordsOf(query);
  if (query.replace(/[^\p{L}\p{N}]/gu, "").length < MIN_LETTERS || !typed.length) return [];
  const first = (/** @type {T} */ person) => Number(!person.words[0]?.startsWith(typed[0] ?? ""));
  return people
    .filter(({ words }) => begins(typed, words))
    .sort((a, b) => first(a) - first(b) || a.name.localeCompare(b.name))
    .slice(0, most);
}
