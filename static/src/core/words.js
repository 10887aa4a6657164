// Sentences in the reader's language. The build translates what t says, and fills the (English, empty) catalogue for
// tn.
import { words, plural } from "./catalogue.js";

/** The language of this page. */
export const lang = globalThis.document?.documentElement.lang || "en";
/** Whose way to write dates and times: in English the day comes before the month, and the clock has 24 hours. */
export const locale = lang === "en" ? "en-GB" : lang;

/** @param {string} text @param {Record<string, unknown>} [vars] */
function fill(text, vars) {
  return vars ? text.replace(/\{(\w+)\}/g, (whole, name) => (name in vars ? String(vars[name]) : whole)) : text;
}

/**
 * A sentence; the build puts it into the language of the page.
 * @param {string} msg the English text, a plain string literal so that it can be found
 * @param {Record<string, unknown>} [vars] values for {placeholders}
 */
export function t(msg, vars) {
  return fill(msg, vars);
}

/**
 * The same with a number, which is also {n}.
 * @param {string} one @param {string} many @param {number} n @param {Record<string, unknown>} [vars]
 */
export function tn(one, many, n, vars) {
  const text = words[one]?.[plural(n)] ?? (n === 1 ? one : many);
  return fill(text, { n, ...vars });
}

/**
 * A text that may come in several languages: the reader's, else the first one.
 * @param {string|Record<string, string>|null|undefined} text
 */
export function pick(text) {
  if (!text || typeof text === "string") return text ?? "";
  return text[lang] ?? Object.values(text)[0] ?? "";
}

/**
 * The language `pick` chose, for the lang attribute.
 * @param {Words|null|undefined} text
 * @param {string[]} [languages] of the event or session; a plain text is in its first
 */
export function picked(text, languages = []) {
  if (text && typeof text === "object") return lang in text ? lang : Object.keys(text)[0];
  return languages[0] ?? lang;
}
