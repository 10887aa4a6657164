/** The day as it stands, and where questions can be asked. The programme itself is loaded from its file. */
import { html, nothing } from "lit-html";
import { day } from "../../lib/panel.js";
import { slotsOf } from "../../lib/places.js";
import { time } from "../../lib/view.js";
import { pick, picked, t } from "../../lib/words.js";

/** @typedef {import("../../pages/organise.js").Office} Office */

/** @param {Office} office */
export function programme(office) {
  return html`<section aria-labelledby="h-day">
    <h2 id="h-day">${t("Programme and questions")}</h2>
    <p class="note">
      ${t("Titles and times come from the programme file. Here you decide where people can ask, and whether a moderator reads the questions first.")}</p>
    <ol class="day">${day(office.table).map((session) => html`<li class=${session.state}>
      ${row(office, session, session.start ? time(office.clock, session.start) : nothing)}
      ${rooms(office, session)}
    </li>`)}</ol>
  </section>`;
}

/** @param {Office} office @param {any} item @param {unknown} when */
function row(office, item, when) {
  const { id, title, people = [], languages, state } = item;
  const qa = office.table.get("qa", id) ?? { open: false, moderated: true };
  const set = (/** @type {"open"|"moderated"} */ what) => () => office.act("session.qa", { id, [what]: !qa[what] });
  return html`<div class="row">
    <span class="when tabular">${when}</span>
    <div><p dir="auto" lang=${picked(title, languages)}><b>${pick(title)}</b>
      ${state === "running" ? html`<span class="go">${t("running")}</span>` : nothing}
      ${state === "cancelled" ? html`<span class="note">${t("cancelled")}</span>` : nothing}</p>
      ${people.length ? html`<p class="note">${people.map((/** @type {any} */ person) => person.name).join(", ")}</p>` : nothing}</div>
    <div class="toggles" role="group" aria-label=${pick(title)}>
      <label class="check"><input type="checkbox" .checked=${qa.open} @change=${set("open")}> ${t("Questions open")}</label>
      ${qa.open ? html`<label class="check">
        <input type="checkbox" .checked=${qa.moderated} @change=${set("moderated")}> ${t("Approval first")}</label>` : nothing}
    </div>
  </div>`;
}

/** @param {Office} office @param {any} session */
function rooms(office, session) {
  const slots = slotsOf(office.table, session.id);
  if (!slots.length) return nothing;
  return html`<ol>${slots.map((slot) => {
    const room = slot.room ? office.table.get("room", slot.room) : null;
    return html`<li>${row(office, { ...office.table.get("workshop", slot.workshop), ...slot }, room ? pick(room.title) : nothing)}</li>`;
  })}</ol>`;
}
