/** What comes in, told to screen readers in one sentence for all of it and not one by one. */
import { nowAndThen, writeLog } from "../../kit/announce.js";
import { tn } from "../../core/words.js";

/** Between two sentences about the tempo, ms. */
const TEMPO_PAUSE = 15_000;

/**
 * How many ask for another tempo, as the page shows it.
 * @param {HTMLElement} log an element with role="log"
 * @param {import("../../core/table.js").Table} table
 * @param {() => string} words what is shown now; empty if nobody asks
 */
export function tellTempo(log, table, words) {
  const tell = nowAndThen(() => words() && writeLog(log, words()), TEMPO_PAUSE);
  table.on((changed) => changed.has("tempo") && words() && tell());
}

/**
 * @param {HTMLElement} log an element with role="log"
 * @param {import("../../core/table.js").Table} table
 * @param {() => string|undefined} session the id of the one in front
 */
export function tellArrivals(log, table, session) {
  let known = new Set(table.all("question").map((q) => q.id));
  let fresh = 0;
  const tell = nowAndThen(() => {
    writeLog(log, tn("{n} new question is waiting", "{n} new questions are waiting", fresh));
    fresh = 0;
  });
  table.on((changed) => {
    if (!changed.has("question")) return;
    const rows = table.all("question");
    fresh += rows.filter((q) => q.state === "queued" && q.session === session() && !known.has(q.id)).length;
    known = new Set(rows.map((q) => q.id));
    if (fresh) tell();
  });
}
