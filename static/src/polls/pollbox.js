/** A poll typed in one box: the question in the first line, an option in each line after it. Pure: no DOM. */

/** @typedef {{de: string, en: string}} Label one of them may be empty: then the other one is shown to everybody */

const MOST_OPTIONS = 12;
const LONGEST = 140;

const BULLET = /^(?:[-–*•]|\(?(?:\d{1,2}|[a-l])[.)])\s+/u;
const BOTH = /\s+\/\s+/u;

/**
 * @param {string} text "Geld / Money" gives both languages, German first; marks of lists are dropped from options
 * @returns {{title: Label, options: Label[]}}
 */
export function readBox(text) {
  const [title = "", ...options] = text
    .split("\n")
    .map((line) => line.trim().replace(/\s+/gu, " "))
    .filter(Boolean);
  return {
    title: label(title),
    options: options.map((line) => label(line.replace(BULLET, ""))).filter(({ de, en }) => de || en),
  };
}

/** @param {string} line @returns {Label} */
function label(line) {
  const [de = "", ...en] = line.split(BOTH);
  return { de: de.trim(), en: en.join(" / ").trim() };
}

/**
 * A poll as it could be typed, to copy it.
 * @param {{title: Label, options: Label[], kind: string}} poll
 */
export function writeBox({ title, options, kind }) {
  const numbers = kind === "scale" && options.every((option, i) => option.de === String(i + 1));
  const line = (/** @type {Label} */ { de, en }) => (en && en !== de ? `${de} / ${en}` : de || en);
  return [title, ...(numbers ? [] : options)].map(line).join("\n");
}

/** Kinds of which people choose among options, and those whose options may be left out. @param {string} kind */
const needsOptions = (kind) => kind === "single" || kind === "multiple" || kind === "ranking";
/** @param {string} kind */
export const takesOptions = (kind) => needsOptions(kind) || kind === "scale";

/**
 * What keeps a poll from being made; null if nothing does.
 * @param {{title: Label, options: Label[]}} box @param {string} kind
 * @returns {"title"|"few"|"many"|"long"|null}
 */
export function wrong({ title, options }, kind) {
  if (!title.de && !title.en) return "title";
  const used = takesOptions(kind) ? options : [];
  if (used.length < 2 && (needsOptions(kind) || used.length)) return "few";
  if (used.length > MOST_OPTIONS) return "many";
  return [title, ...used].some(({ de, en }) => [...de].length > LONGEST || [...en].length > LONGEST) ? "long" : null;
}
