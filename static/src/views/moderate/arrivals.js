/** What comes in, told to screen readers in one sentence for all of it and not one by one. */
import { tn } from "../../core/words.js";

const PAUSE = 10_000;
const TEMPO_PAUSE = 15_000;
const KEPT = 5;

/** @param {HTMLElement} log an element with role="log" @param {string} text */
function write(log, text) {
  const line = document.createElement("p");
  line.textContent = text;
  log.append(line);
  while (log.children.length > KEPT) log.firstElementChild?.remove();
}

/**
 * How many ask for another tempo, as the page shows it.
 * @param {HTMLElement} log an element with role="log"
 * @param {import("../../core/table.js").Table} table
 * @param {() => string} words what is shown now; empty if nobody asks
 */
export function tellTempo(log, table, words) {
  let last = 0;
  /** @type {ReturnType<typeof setTimeout>|undefined} */
  let timer;
  const tell = () => {
    timer = undefined;
    last = Date.now();
    if (words()) write(log, words());
  };
  table.on((changed) => {
    if (changed.has("tempo") && words() && !timer) {
      timer = setTimeout(tell, Math.max(0, last + TEMPO_PAUSE - Date.now()));
    }
  });
}

/**
 * @param {HTMLElement} log an element with role="log"
 * @param {import("../../core/table.js").Table} table
 * @param {() => string|undefined} session the id of the one in front
 */
export function tellArrivals(log, table, session) {
  let known = new Set(table.all("question").map((q) => q.id));
  let fresh = 0;
  let last = 0;
  /** @type {ReturnType<typeof setTimeout>|undefined} */
  let timer;
  const tell = () => {
    timer = undefined;
    last = Date.now();
    write(log, tn("{n} new question is waiting", "{n} new questions are waiting", fresh));
    fresh = 0;
  };
  table.on((changed) => {
    if (!changed.has("question")) return;
    const rows = table.all("question");
    fresh += rows.filter((q) => q.state === "queued" && q.session === session() && !known.has(q.id)).length;
    known = new Set(rows.map((q) => q.id));
    if (fresh && !timer) timer = setTimeout(tell, Math.max(0, last + PAUSE - Date.now()));
  });
}
