/** What "undo" takes back, and how to say it. Every act of moderation leaves a deed row; undo is itself a command. */
import { t, tn } from "../core/words.js";

/** @typedef {{id: string, do: string, ids: string[], at: number, by: string, undone: boolean}} UndoRecord */

/**
 * The newest deed that can still be taken back.
 * @param {UndoRecord[]} deeds
 * @param {{concerns?: (id: string) => boolean, stuck?: Set<string>}} [options]
 *   concerns: whether a question belongs to what is on this page; stuck: deeds that the server refused to take back
 * @returns {UndoRecord|null}
 */
export function lastUndoable(deeds, { concerns = () => true, stuck = new Set() } = {}) {
  let last = null;
  for (const deed of deeds) {
    if (deed.undone || stuck.has(deed.id) || !deed.ids.some(concerns)) continue;
    if (!last || deed.at >= last.at) last = deed;
  }
  return last;
}

/**
 * A deed in words: "Approved: “Who pays for …”", "Dismissed 3 questions".
 * @param {UndoRecord} deed
 * @param {(id: string) => string} textOf the text of a question
 */
export function undoWords(deed, textOf) {
  const n = deed.ids.length;
  const text = excerpt(textOf(deed.ids[0] ?? ""));
  switch (deed.do) {
    case "question.approve":
      return tn("Approved: “{text}”", "Approved {n} questions", n, { text });
    case "question.dismiss":
      return tn("Dismissed: “{text}”", "Dismissed {n} questions", n, { text });
    case "question.archive":
      return tn("Archived: “{text}”", "Archived {n} questions", n, { text });
    case "question.restore":
      return tn("Put back on the list: “{text}”", "Put {n} questions back on the list", n, { text });
    case "question.answer":
      return t("Being answered: “{text}”", { text });
    case "question.done":
      return t("Marked as answered: “{text}”", { text });
    case "question.edit":
      return t("Edited: “{text}”", { text });
    case "question.reply":
      return t("Replied in writing: “{text}”", { text });
    case "question.label":
      return t("Labelled: “{text}”", { text });
    case "question.assign":
      return t("Assigned: “{text}”", { text });
    case "question.merge":
      return tn("Merged into: “{text}”", "Merged {n} questions into: “{text}”", Math.max(1, n - 1), { text });
    case "question.unmerge":
      return t("Separated: “{text}”", { text });
    case "session.start":
      return t("Started: “{text}”", { text });
    case "session.end":
      return t("Ended: “{text}”", { text });
    case "session.extend":
      return t("Other end: “{text}”", { text });
    case "session.move":
    case "slot.change":
      return t("Moved: “{text}”", { text });
    case "session.cancel":
    case "slot.cancel":
      return t("Cancelled: “{text}”", { text });
    case "session.restore":
    case "slot.restore":
      return t("Takes place after all: “{text}”", { text });
    case "programme.shift":
      return t("Shifted from here: “{text}”", { text });
    default:
      return t("Changed: “{text}”", { text });
  }
}

/**
 * The beginning of a text, cut between words.
 * @param {string} text
 * @param {number} [most] characters
 */
export function excerpt(text, most = 48) {
  if (text.length <= most) return text;
  const cut = text.slice(0, most);
  const space = cut.lastIndexOf(" ");
  return `${cut.slice(0, space > most / 2 ? space : most).trimEnd()} …`;
}
