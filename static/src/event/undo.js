/** What "undo" takes back, and how to say it. Every act of moderation leaves a record; undo is itself a command. */
import { t, tn } from "../core/words.js";

/** @typedef {{id: string, do: string, ids: string[], at: number, by: string, undone: boolean}} UndoRecord */

/**
 * The newest act that can still be taken back.
 * @param {UndoRecord[]} records
 * @param {{concerns?: (id: string) => boolean, refused?: Set<string>}} [options]
 *   concerns: whether a question belongs to what is on this page; refused: ids of what the server did not take back
 * @returns {UndoRecord|null}
 */
export function lastUndoable(records, { concerns = () => true, refused = new Set() } = {}) {
  let last = null;
  for (const record of records) {
    if (record.undone || refused.has(record.id) || !record.ids.some(concerns)) continue;
    if (!last || record.at >= last.at) last = record;
  }
  return last;
}

/**
 * An act in words: "Approved: “Who pays for …”", "Dismissed 3 questions".
 * @param {UndoRecord} record
 * @param {(id: string) => string} textOf the text of a question
 */
export function undoWords(record, textOf) {
  const n = record.ids.length;
  const text = excerpt(textOf(record.ids[0] ?? ""));
  switch (record.do) {
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
    case "device.mute":
      return tn("Muted a device: {n} text hidden", "Muted a device: {n} texts hidden", n);
    case "session.start":
      return t("Started: “{text}”", { text });
    case "session.end":
      return t("Ended: “{text}”", { text });
    case "session.extend":
      return t("Other end: “{text}”", { text });
    case "session.move":
      return t("Moved: “{text}”", { text });
    case "session.edit":
    case "workshop.edit":
    case "room.edit":
      return t("Changed: “{text}”", { text });
    case "session.remove":
    case "slot.remove":
    case "room.remove":
      return t("Removed: “{text}”", { text });
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
