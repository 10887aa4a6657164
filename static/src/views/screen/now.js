/** What is on now and what comes next. */
import { html, nothing } from "lit-html";
import { day, placeOf, running, upcoming } from "../../programme/session.js";
import { slotsOf } from "../../questions/places.js";
import { time } from "../../kit/view.js";
import { pick, picked, t } from "../../core/words.js";
import { maybe, movedWords } from "../rooms/words.js";
import { isClosed } from "../../event/life.js";
import { endSlide } from "./end.js";
import { fitted } from "./fit.js";
import { groups, top, way } from "./parts.js";

/** @typedef {import("./stage.js").Show} Show */

/** @param {Show} show */
export function nowSlide(show) {
  const { table, screen } = show;
  const now = (screen.id && placeOf(table, screen.id)) || running(table);
  const next = upcoming(table)
    .filter((session) => session.id !== now?.id)
    .slice(0, now ? 2 : 3);
  if (isClosed(table) || (!now && !next.length && day(table).length)) return endSlide(show);
  return html`<div class="slide now">
    ${top(show, null)}
    <div class="main">
      ${now ? current(show, now) : nothing}
      ${
        next.length
          ? html`<div class="then">
              <h2>${t("Up next")}</h2>
              <ol>
                ${next.map((session) => entry(show, session))}
              </ol>
            </div>`
          : nothing
      }
    </div>
    <footer class="foot">${groups(show)}${way(show)}</footer>
  </div>`;
}

/** @param {Show} show @param {Place} session */
function current(show, session) {
  const rooms = slots(show, session);
  const left = session.end ? html`<span>${show.clock.until(session.end)}</span>` : nothing;
  const moved = movedWords(session);
  const people = (session.people ?? []).map(({ name }) => name).join(", ");
  return html`<div class="current enter">
    <p class="label"><b>${t("Now")}</b>${left}${maybe(moved, html`<span class="changed">${moved}</span>`)}</p>
    <div class="place">
      <h1 class="fit" aria-level=${show.level} dir="auto" lang=${picked(session.title, session.languages)} ${fitted()}>
        ${pick(session.title)}
      </h1>
    </div>
    ${
      rooms.length
        ? html`<ul class="rooms">
            ${rooms}
          </ul>`
        : nothing
    }
    ${maybe(people, html`<p class="people">${people}</p>`)}
  </div>`;
}

/** The workshops of a round with their rooms. @param {Show} show @param {Place} session */
function slots({ table }, session) {
  return slotsOf(table, session.id).map((slot) => {
    const workshop = table.get("workshop", slot.workshop);
    const room = slot.room ? table.get("room", slot.room) : null;
    return html`<li>
      <b>${room ? pick(room.title) : nothing}</b>
      <span lang=${picked(workshop?.title, workshop?.languages)}>${pick(workshop?.title)}</span>
    </li>`;
  });
}

/** @param {Show} show @param {Place} session */
const entry = ({ clock }, session) =>
  html`<li class=${session.start ? "timed" : ""}>
    ${session.start ? html`<b>${time(clock, session.start)}</b>` : nothing}<span
      dir="auto"
      lang=${picked(session.title, session.languages)}
      >${pick(session.title)}${maybe(movedWords(session), html` <b class="changed">${movedWords(session)}</b>`)}</span
    >
  </li>`;
