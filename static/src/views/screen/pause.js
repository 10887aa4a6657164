/** Between two items: how long until it goes on, and with what; before a round, where everybody can go. */
import { html, nothing } from "lit-html";
import { repeat } from "lit-html/directives/repeat.js";
import { running, upcoming, workshopOf } from "../../programme/session.js";
import { roomOf, slotsIn } from "../../rooms/rooms.js";
import { pick, picked, t, tn } from "../../core/words.js";
import { time } from "../../kit/view.js";
import { maybe, movedWords, roomName } from "../rooms/words.js";
import { fitted } from "./fit.js";
import { groups, top, way } from "./parts.js";

/** @typedef {import("./stage.js").Show} Show */

/** From so many minutes on a time says more than a countdown. */
const LONG = 90;

/** @param {Show} show */
export function pauseSlide(show) {
  const now = running(show.table);
  const next = upcoming(show.table)[0];
  return html`<div class="slide pause">
    ${top(show, null)}
    <div class="main">
      <div class="wait">
        ${
          now
            ? html`<p class="label" dir="auto" lang=${picked(now.title, now.languages)}>${pick(now.title)}</p>
                ${maybe(movedWords(now), html`<p class="changed">${movedWords(now)}</p>`)}`
            : nothing
        }
        ${countdown(show, next?.start ?? now?.end ?? null)}
      </div>
      ${next ? after(show, next) : nothing}
    </div>
    <footer class="foot">${groups(show)}${way(show)}</footer>
  </div>`;
}

/**
 * The number is set as large as it can be, wherever the language puts it.
 * @param {Show} show @param {number|null} at
 */
function countdown({ clock, level }, at) {
  const n = at === null ? 0 : clock.minutesTo(at);
  if (n > 0 && n <= LONG) {
    const [before, after = ""] = tn("Continues in {mark} minute", "Continues in {mark} minutes", n, {
      mark: "\u0000",
    }).split("\u0000");
    return html`<h1 aria-level=${level}>${before}<b class="count tabular">${n}</b>${after}</h1>`;
  }
  const words = at !== null && n > LONG ? t("Continues at {time}", { time: clock.time(at) }) : t("Continues shortly");
  return html`<h1 aria-level=${level}>${words}</h1>`;
}

/** @param {Show} show @param {RowOf<"session">} next */
function after(show, next) {
  const { table, clock } = show;
  const slots = slotsIn(table, next.id).filter(({ state }) => state !== "cancelled");
  const people = (next.people ?? []).map(({ name }) => name).join(", ");
  return html`<div class="after">
    <p class="label tabular">
      <b>${next.start == null ? t("Next") : time(clock, next.start)}</b>
      ${slots.length ? html`<span dir="auto">${pick(next.title)}</span>` : nothing}
      ${maybe(movedWords(next), html`<b class="changed">${movedWords(next)}</b>`)}
    </p>
    <div class="place">
      ${
        slots.length
          ? rooms(show, slots)
          : html`<h2 class="fit" dir="auto" lang=${picked(next.title, next.languages)} ${fitted()}>
              ${pick(next.title)}${maybe(people, html`<small>${people}</small>`)}
            </h2>`
      }
    </div>
  </div>`;
}

/** All in one size: no room is more important than another. @param {Show} show @param {RowOf<"slot">[]} slots */
const rooms = ({ table }, slots) =>
  html`<ul class="fit doors" ${fitted()}>
    ${repeat(
      slots,
      ({ id }) => id,
      (slot) => {
        const { title, languages } = workshopOf(table, slot);
        return html`<li>
          <b dir="auto">${roomName(roomOf(table, slot))}</b>
          <span dir="auto" lang=${picked(title, languages)}>${pick(title)}</span>
        </li>`;
      },
    )}
  </ul>`;
