/**
 * How the event reacts, at the edge of the slide: a few marks rise for each second in which people clapped or agreed, more
 * for more of them. Where motion is not wanted, and for the count itself, there are words. When it is quiet nothing moves.
 */
import { html, nothing } from "lit-html";
import { repeat } from "lit-html/directives/repeat.js";
import { shown } from "../../lib/panel.js";
import { tn } from "../../lib/words.js";

/** @typedef {import("./stage.js").Show} Show */

const MOST = 9;

/** @param {Show} show */
export function reactions({ table, screen }) {
  const place = shown(table, screen.what === "question" ? null : screen.id);
  const row = place && table.get("reactions", place.id);
  if (!row || !(row.applause || row.agree) || screen.what === "blank") return nothing;
  return html`<div class="reactions" aria-hidden="true">
    ${repeat(marks(row), (mark) => mark, (mark, i) => html`<i class=${mark.startsWith("agree") ? "agree" : "clap"} .style=${`inset-inline-end:${(i * 37) % 100}%;animation-delay:${(i * 97) % 700}ms`}></i>`)}
    <p class="tabular">${words(row)}</p></div>`;
}

/** New ones for every second, so that each rises once. @param {any} row @returns {string[]} */
const marks = ({ applause, agree, second }) => [...some("clap", applause, second), ...some("agree", agree, second)];

/** Many people are more than a few, but not a hundred marks. @param {string} what @param {number} n @param {number} second */
const some = (what, n, second) => Array.from({ length: Math.min(MOST, Math.ceil(2 * Math.log2(n + 1))) * Math.sign(n) }, (_, i) => `${what}:${second}:${i}`);

/** @param {any} row */
const words = ({ applause, agree }) => [applause ? tn("{n} claps", "{n} clap", applause) : "", agree ? tn("{n} agrees", "{n} agree", agree) : ""].filter(Boolean).join(" · ");
