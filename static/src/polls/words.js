/** Which answers of a word cloud are one word, as in `companion/core/word_clouds.py`. */

const LETTERS = { ä: "ae", ö: "oe", ü: "ue", ß: "ss" };
const AROUND = "\\s\"'„“”‚‘’«»‹›.,;:!?…()\\[\\]*_~";
const BEFORE = new RegExp(`^[#${AROUND}]+`, "u");
const AFTER = new RegExp(`[${AROUND}]+$`, "u");
const SMILEY = /\s+[:;=8][-o^']?[()DPpO/\\|*3]+$/u;

/** A word as it is shown, without what stands around it; empty if nothing is left. @param {string} text */
export const bare = (text) =>
  text.normalize("NFC").replace(/\s+/gu, " ").trim().replace(SMILEY, "").replace(BEFORE, "").replace(AFTER, "");

/** What all spellings of one word have in common; empty for no word. @param {string} text */
export const wordKey = (text) =>
  bare(text)
    .replace(/[’‘ʼ´`]/gu, "'")
    .replace(/[‐‑‒–—]/gu, "-")
    .replaceAll("\ufe0f", "")
    .normalize("NFKC")
    .toLowerCase()
    .normalize("NFC")
    .replace(/[äöüß]/gu, (letter) => LETTERS[/** @type {keyof typeof LETTERS} */ (letter)]);

/**
 * Written answers, the same one once: those that most people gave first, then the newest.
 * @param {Pick<RowOf<"answer">, "id"|"text"|"lang">[]} answers of one poll
 * @returns {{key: string, text: string, lang: string|null, n: number}[]}
 */
export function grouped(answers) {
  /** @type {Map<string, {key: string, text: string, lang: string|null, n: number}>} */
  const found = new Map();
  for (const { id, text, lang } of [...answers].reverse()) {
    const key = wordKey(text) || id;
    const one = found.get(key);
    if (one) one.n += 1;
    else found.set(key, { key, text, lang, n: 1 });
  }
  return [...found.values()].sort((a, b) => b.n - a.n);
}
