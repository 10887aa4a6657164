/** A glossary as people type it: "term = Begriff", one pair on each line. Nothing here draws. */

/**
 * The pairs, and the numbers of the lines in which there is none.
 * @param {string} text @returns {{terms: [string, string][], wrong: number[]}}
 */
export function readGlossary(text) {
  /** @type {[string, string][]} */
  const terms = [];
  /** @type {number[]} */
  const wrong = [];
  text.split("\n").forEach((written, n) => {
    if (!written.trim()) return;
    const parts = written.split(/[=\t;]/).map((part) => part.trim());
    if (parts.length === 2 && parts[0] && parts[1]) terms.push([parts[0], parts[1]]);
    else wrong.push(n + 1);
  });
  return { terms, wrong };
}

/** @param {[string, string][]} terms */
export const writeGlossary = (terms) => terms.map(([one, other]) => `${one} = ${other}`).join("\n");
