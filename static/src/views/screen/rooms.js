/**
 * The rooms of the round that runs, else of the next one, as many as there are: which, how long, where there is space.
 */
import { html, nothing } from "lit-html";
import { repeat } from "lit-html/directives/repeat.js";
import { roundNow, slotsIn, sums, tooFewRemote } from "../../rooms/rooms.js";
import { origin, share } from "../../kit/view.js";
import { pick, picked, t } from "../../core/words.js";
import { left } from "../rooms/board.js";
import { roomCard } from "../rooms/card.js";
import { maybe, movedWords } from "../rooms/words.js";
import { fitted } from "./fit.js";
import { groups, top, wayInALine } from "./parts.js";

/** @typedef {import("./stage.js").Show} Show */

/** In how many rows so many cards stand; the last row is as wide as the others, so that no hole is left. */
const ROWS = [
  [3, 1],
  [8, 2],
  [15, 3],
];
const MOST_ROWS = 4;

/** @param {Show} show */
export function roomsSlide(show) {
  const { table, clock } = show;
  const round = roundNow(table);
  const slots = round ? slotsIn(table, round.id) : [];
  const rows = ROWS.find(([most]) => slots.length <= most)?.[1] ?? MOST_ROWS;
  const columns = Math.max(1, Math.ceil(slots.length / rows));
  return html`<div class="slide rooms">
    ${top(show, null)}
    <div class="main">
      <div class="label">
        ${
          round
            ? html`<h1 aria-level=${show.level} dir="auto" lang=${picked(round.title, round.languages)}>
                  ${pick(round.title)}
                </h1>
                ${maybe(movedWords(round), html`<p class="changed">${movedWords(round)}</p>`)}
                <p class="big tabular">${left(round, clock)}</p>`
            : html`<h1 aria-level=${show.level}>${t("No workshops in this programme")}</h1>`
        }
      </div>
      <ul class=${`cards rows${rows}`} data-same .style=${`--columns:${columns};--rows:${rows}`}>
        ${repeat(
          slots,
          ({ id }) => id,
          (slot) =>
            html`<li class=${slot.state}>
              ${roomCard(show, slot, {
                fit: fitted(),
                roundEnd: round?.end ?? null,
                level: show.level === nothing ? nothing : 3,
              })}
            </li>`,
        )}
      </ul>
    </div>
    <footer class="foot line">${round ? there(show, round) : groups(show)}${wayInALine(show)}</footer>
  </div>`;
}

/**
 * How many are where: counted in the rooms, and following from elsewhere.
 * @param {Show} show @param {RowOf<"session">} round
 */
function there(show, round) {
  const { onsite, remote } = sums(show.table, round.id, show.clock.now());
  if (round.state !== "running" || onsite === null) return groups(show);
  const here = origin("onsite", t("{n} in the rooms", { n: onsite }));
  if (remote === null) return html`<div class="groups"><p>${here}${origin("remote", tooFewRemote())}</p></div>`;
  return html`<div class="groups">
    <p>${here}${origin("remote", t("{n} remote", { n: remote }))}</p>
    ${onsite && remote ? share(onsite, remote) : nothing}
  </div>`;
}
