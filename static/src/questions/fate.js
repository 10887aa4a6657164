/** What became of the questions of a session that is over, in words. No DOM. */
import { t, tn } from "../core/words.js";

/**
 * Each part of the line; the same as in the report.
 * @param {RowOf<"fate">} row @returns {string[]}
 */
export function fateWords(row) {
  const { n, merged, aloud, written, open, waiting, dismissed, withdrawn } = row;
  const hidden = waiting + dismissed + withdrawn;
  const why = [
    waiting && t("not looked at: {n}", { n: waiting }),
    dismissed && t("set aside: {n}", { n: dismissed }),
    withdrawn && t("taken back or erased: {n}", { n: withdrawn }),
  ].filter(Boolean);
  return [
    tn("{n} question asked", "{n} questions asked", n),
    t("{n} shown", { n: n - hidden }),
    merged && t("{n} merged with others", { n: merged }),
    t("{n} answered aloud", { n: aloud }),
    written && t("{n} answered in writing", { n: written }),
    open && t("{n} not reached", { n: open }),
    hidden && t("{n} not shown ({why})", { n: hidden, why: why.join(", ") }),
    row.onsite && t("in the room: {n} asked, {m} answered", { n: row.onsite, m: row.onsite_answered ?? 0 }),
    row.remote && t("remote: {n} asked, {m} answered", { n: row.remote, m: row.remote_answered ?? 0 }),
  ].filter((words) => typeof words === "string");
}
