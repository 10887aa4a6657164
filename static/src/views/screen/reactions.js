/**
 * How the event reacts, at the edge of the slide: a few marks rise for each second in which people clapped or agreed,
 * more for more of them. Where motion is not wanted, and for the count itself, there are words. When it is quiet
 * nothing moves.
 */
import { html, nothing } from "lit-html";
import { repeat } from "lit-html/directives/repeat.js";
import { shown } from "../../programme/session.js";
import { tn } from "../../core/words.js";

/** @typedef {import("./stage.js").Show} Show */

const MOST = 9;
/** How long a mark rises, ms: longer than the second in which it is told. */
const RISES = 2600;

/** Marks on their way: when each began. @type {Map<string, number>} */
const rising = new Map();

/** @param {Show} show */
export function reactions({ table, screen }) {
  const place = shown(table, screen.what === "question" ? null : screen.id);
  const row = place && table.get("reactions", place.id);
  if (!row || screen.what === "blank") return nothing;
  const now = performance.now();
  for (const [mark, began] of rising) if (now - began > RISES) rising.delete(mark);
  for (const mark of marks(row)) if (!rising.has(mark)) rising.set(mark, now);
  const mine = [...rising.keys()].filter((mark) => mark.startsWith(`${place.id} `));
  if (!mine.length) return nothing;
  return html`<div class="reactions" aria-hidden="true">
    ${repeat(
      mine,
      (mark) => mark,
      (mark) => html`<i class=${mark.includes(" agree ") ? "agree" : "clap"} .style=${where(mark)}></i>`,
    )}
    ${row.applause || row.agree ? html`<p class="tabular">${words(row)}</p>` : nothing}
  </div>`;
}

/** New ones for every second, so that each rises once. @param {any} row @returns {string[]} */
const marks = ({ id, applause, agree, second }) => [
  ...some(`${id} clap ${second}`, applause),
  ...some(`${id} agree ${second}`, agree),
];

/** Many people are more than a few, but not a hundred marks. @param {string} name @param {number} n */
const some = (name, n) =>
  Array.from({ length: n ? Math.min(MOST, Math.ceil(2 * Math.log2(n + 1))) : 0 }, (_, i) => `${name} ${i}`);

/** Each at its own place and moment. @param {string} mark */
function where(mark) {
  const i = Number(mark.split(" ").pop()) + (mark.includes(" agree ") ? 4 : 0);
  return `inset-inline-end:${(i * 37) % 100}%;animation-delay:${(i * 97) % 700}ms`;
}

/** @param {any} row */
const words = ({ applause, agree }) =>
  [applause ? tn("{n} claps", "{n} clap", applause) : "", agree ? tn("{n} agrees", "{n} agree", agree) : ""]
    .filter(Boolean)
    .join(" · ");
