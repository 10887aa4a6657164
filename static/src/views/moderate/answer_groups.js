/** Answers and words that say the same, so that they are judged once. Nothing here draws. */
import { foldText } from "../../checkin/name_search.js";

/**
 * Answers by what they say, whatever their case and accents: the most frequent first, then as they came.
 * @template {{id: string, text: string}} A
 * @param {A[]} answers
 * @returns {A[][]}
 */
export function sameAnswers(answers) {
  /** @type {Map<string, A[]>} */
  const groups = new Map();
  for (const answer of answers) {
    const key = foldText(answer.text).replace(/\s+/gu, " ").trim();
    groups.set(key, [...(groups.get(key) ?? []), answer]);
  }
  return [...groups.values()].sort((a, b) => b.length - a.length);
}
