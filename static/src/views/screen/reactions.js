/**
 * How the event reacts, in the margin at the edge of the slide, where nothing stands: hands and ticks rise for each
 * second in which people clapped or agreed, more for more of them, in the colours of the groups where these are told,
 * and below them stands how many it were. Where motion is not wanted there are words. When it is quiet nothing moves.
 */
import { html, nothing, svg } from "lit-html";
import { keyed } from "lit-html/directives/keyed.js";
import { repeat } from "lit-html/directives/repeat.js";
import { REACTIONS } from "../../event/reaction_signs.js";
import { shown } from "../../programme/session.js";
import { tn } from "../../core/words.js";

/** @typedef {import("./stage.js").Show} Show */

const MOST = 9;
/** How long a mark rises, ms: longer than the second in which it is told. */
const RISES = 2600;
/** Reactions that come so soon after each other are one applause, seconds. */
const ONE_APPLAUSE = 3;

/** Marks on their way: when each began. @type {Map<string, number>} */
const rising = new Map();
/** What was told of the last seconds, by place and second. @type {Map<string, RowOf<"reactions">>} */
const heard = new Map();

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
  const sum = lately(row);
  return html`<div class="reactions" aria-hidden="true">
    ${repeat(
      mine,
      (mark) => mark,
      (mark) => html`<i class=${looks(mark)} .style=${where(mark)}>${sign(kindOf(mark))}</i>`,
    )}
    ${keyed(row.second, html`<b class="bubble tabular">${sum.applause + sum.agree}</b>`)}
    ${row.applause || row.agree ? html`<p class="tabular">${words(sum)}</p>` : nothing}
  </div>`;
}

/**
 * @param {RowOf<"reactions">} row @returns {{applause: number, agree: number}} of this second and those right before it
 */
function lately(row) {
  heard.set(`${row.id} ${row.second}`, row);
  for (const [key, one] of heard) if (one.second <= row.second - ONE_APPLAUSE) heard.delete(key);
  const mine = [...heard.values()].filter(({ id }) => id === row.id);
  const sum = (/** @type {"applause"|"agree"} */ what) => mine.reduce((all, one) => all + one[what], 0);
  return { applause: sum("applause"), agree: sum("agree") };
}

/** New ones for every second, so that each rises once. @param {RowOf<"reactions">} row @returns {string[]} */
function marks({ id, applause, agree, remote, second }) {
  const share = remote == null ? null : remote / Math.max(1, applause + agree);
  return [...some(`${id} clap ${second}`, applause, share), ...some(`${id} agree ${second}`, agree, share)];
}

/**
 * Many people are more than a few, but not a hundred marks.
 * @param {string} name @param {number} n @param {number|null} share how many of them are remote, 0 to 1; null: not told
 */
function some(name, n, share) {
  const shown = n ? Math.min(MOST, Math.ceil(2 * Math.log2(n + 1))) : 0;
  const group = (/** @type {number} */ i) =>
    share === null ? "all" : i < Math.round(share * shown) ? "remote" : "room";
  return Array.from({ length: shown }, (_, i) => `${name} ${group(i)} ${i}`);
}

/** @param {string} mark */
const kindOf = (mark) => (mark.includes(" agree ") ? "agree" : "applause");

/** @param {string} mark */
const looks = (mark) => `${kindOf(mark) === "agree" ? "agree" : "clap"} ${mark.split(" ").at(-2)}`;

/** @param {string} what */
const sign = (what) =>
  html`<svg viewBox="0 0 16 16">
    ${svg`<path d=${REACTIONS.find((one) => one.what === what)?.path ?? ""}></path>`}
  </svg>`;

/** Each at its own place and moment. @param {string} mark */
function where(mark) {
  const i = Number(mark.split(" ").pop()) + (kindOf(mark) === "agree" ? 4 : 0);
  return `inset-inline-end:${(i * 37) % 45}%;animation-delay:${(i * 97) % 700}ms`;
}

/** @param {{applause: number, agree: number}} sum */
const words = ({ applause, agree }) =>
  [applause ? tn("{n} claps", "{n} clap", applause) : "", agree ? tn("{n} agrees", "{n} agree", agree) : ""]
    .filter(Boolean)
    .join(" · ");
