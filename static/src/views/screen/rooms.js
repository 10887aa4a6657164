/** The workshops of the round that runs, else of the next one: which room, what about, with whom. As many as there are. */
import { html, nothing } from "lit-html";
import { repeat } from "lit-html/directives/repeat.js";
import { day, placeOf } from "../../lib/panel.js";
import { slotsOf } from "../../lib/places.js";
import { time } from "../../lib/view.js";
import { pick, picked, t } from "../../lib/words.js";
import { fitted } from "./fit.js";
import { groups, top, way } from "./parts.js";

/** @typedef {import("./stage.js").Show} Show */

/** In how many rows so many cards stand; the last row is as wide as the others, so that no hole is left. */
const ROWS = [[2, 1], [8, 2], [15, 3]];
const MOST_ROWS = 4;

/** @param {Show} show */
export function roomsSlide(show) {
  const { table, clock } = show;
  const rounds = day(table).filter((session) => slotsOf(table, session.id).length && session.state !== "cancelled");
  const round = rounds.find(({ state }) => state === "running") ?? rounds.find(({ state }) => state === "planned") ?? rounds[rounds.length - 1];
  const slots = round ? slotsOf(table, round.id) : [];
  const rows = ROWS.find(([most]) => slots.length <= most)?.[1] ?? MOST_ROWS;
  const columns = Math.max(1, Math.ceil(slots.length / rows));
  return html`<div class="slide rooms">
    ${top(show, null)}
    <div class="main">
      <div class="label">${round ? html`<h1 aria-level=${show.level} dir="auto" lang=${picked(round.title, round.languages)}>${pick(round.title)}</h1>
        <p class="tabular">${when(round, clock)}</p>` : html`<h1 aria-level=${show.level}>${t("No workshops in this programme")}</h1>`}</div>
      <ul class="cards" .style=${`--columns:${columns};--rows:${rows}`}>${repeat(slots, ({ id }) => id, (slot) => card(show, slot))}</ul>
    </div>
    <footer class="foot">${groups(show)}${way(show)}</footer>
  </div>`;
}

/** @param {any} round @param {import("../../lib/clock.js").Clock} clock */
function when(round, clock) {
  if (round.state === "running") return round.end ? clock.until(round.end) : t("running");
  if (round.state === "over") return t("over");
  return round.start ? html`${t("from")} ${time(clock, round.start)}` : nothing;
}

/** @param {Show} show @param {any} slot */
function card({ table }, slot) {
  const { title, people = [], languages = [] } = /** @type {any} */ (placeOf(table, slot.id) ?? {});
  const room = slot.room ? table.get("room", slot.room) : null;
  return html`<li>
    <p class="name"><b dir="auto">${pick(room?.title)}</b>${languages.length ? html`<span>${languages.map((/** @type {string} */ code) => code.toUpperCase()).join(" / ")}</span>` : nothing}</p>
    <div class="place"><h2 class="fit" data-fit="clamp" dir="auto" lang=${picked(title, languages)} ${fitted()}>${pick(title)}</h2></div>
    ${people.length ? html`<p class="with" dir="auto">${people.map((/** @type {any} */ { name }) => name).join(", ")}</p>` : nothing}
  </li>`;
}
