/** The day as it stands, and where questions can be asked. The programme itself is loaded from its file. */
import { html, nothing } from "lit-html";
import { day } from "../../programme/session.js";
import { slotsIn } from "../../rooms/rooms.js";
import { time } from "../../kit/view.js";
import { pick, picked, t } from "../../core/words.js";
import { hold, place, plan } from "../day/actions.js";
import { movedWords } from "../rooms/words.js";

/** @typedef {import("../../pages/organise.js").Office} Office */

/** @param {Office} office */
export function programme(office) {
  return html`<section aria-labelledby="h-day">
    <h2 id="h-day">${t("Programme and questions")}</h2>
    <p class="note">
      ${t("Here you decide where people can ask, whether a moderator reads the questions first, and what changes on the day.")}
    </p>
    <div class="acts">
      <label class="check"
        ><input
          type="checkbox"
          .checked=${Boolean(office.table.get("signup_settings", office.boot.event)?.open)}
          @change=${() => office.act("signup.switch", { open: !office.table.get("signup_settings", office.boot.event)?.open })}
        />
        ${t("People can sign up for workshops")}</label
      >
      <a class="b" href=${`/e/${office.boot.event}/print`} target="_blank" rel="noopener">${t("Print the day")}</a>
      <a class="b" href=${`/e/${office.boot.event}/programme.ics`}>${t("Calendar (.ics)")}</a>
      <a class="b" href=${`/e/${office.boot.event}/schedule.json`} download
        >${t("For conference apps (schedule.json)")}</a
      >
    </div>
    ${sheets(office)}
    <ol class="day">
      ${day(office.table).map(
        (session) =>
          html`<li class=${session.state}>
            ${row(office, session, session.start ? time(office.clock, session.start) : nothing)}
            ${rooms(office, session)}
          </li>`,
      )}
    </ol>
  </section>`;
}

/** A sheet for each door, with the code that leads to what is held there. @param {Office} office */
function sheets(office) {
  const rooms = [...office.table.all("room")].sort((a, b) => a.order - b.order);
  if (!rooms.length) return nothing;
  return html`<p class="acts">
    <b class="note">${t("Sheets for the doors")}</b
    >${rooms.map((room) => html`<a class="b small" href=${`/e/${office.boot.event}/print/${room.id}`} target="_blank" rel="noopener">${pick(room.title)}</a>`)}
  </p>`;
}

/** @param {Office} office @param {any} item @param {unknown} when */
function row(office, item, when) {
  const { id, title, people = [], languages, state } = item;
  const qa = office.table.get("qa", id) ?? { open: false, moderated: true };
  const set = (/** @type {"open"|"moderated"} */ what) => () => office.act("session.qa", { id, [what]: !qa[what] });
  return html`<div class="row">
    <span class="when tabular">${when}</span>
    <div>
      <p dir="auto" lang=${picked(title, languages)}>
        <b>${pick(title)}</b> ${state === "running" ? html`<span class="go">${t("running")}</span>` : nothing}
        ${item.pinned ? html`<span class="note">${t("held")}</span>` : nothing}${state === "cancelled" ? html`<span class="note">${t("cancelled")}</span>` : nothing}
      </p>
      ${item.started ? html`<p class="note tabular">${t("held {start} – {end}", { start: office.clock.time(item.started), end: item.ended ? office.clock.time(item.ended) : "…" })}</p>` : nothing}
      ${people.length ? html`<p class="note">${people.map((/** @type {any} */ person) => person.name).join(", ")}</p>` : nothing}
    </div>
    <div class="toggles" role="group" aria-label=${pick(title)}>
      <label class="check"
        ><input type="checkbox" .checked=${qa.open} @change=${set("open")} /> ${t("Questions open")}</label
      >
      ${
        qa.open
          ? html`<label class="check">
              <input type="checkbox" .checked=${qa.moderated} @change=${set("moderated")} />
              ${t("Approval first")}</label
            >`
          : nothing
      }
    </div>
    ${
      state === "over"
        ? nothing
        : html`<details class="more">
            <summary>
              ${t("Change on the day")}${movedWords(item) ? html` · <span class="changed">${movedWords(item)}</span>` : nothing}
            </summary>
            <div class="acts">${hold(office, item)}</div>
            ${"workshop" in item ? place(office, item) : plan(office, item)}
          </details>`
    }
  </div>`;
}

/** @param {Office} office @param {any} session */
function rooms(office, session) {
  const slots = slotsIn(office.table, session.id);
  if (!slots.length) return nothing;
  return html`<ol>
    ${slots.map((slot) => {
      const room = slot.room ? office.table.get("room", slot.room) : null;
      return html`<li>
        ${row(office, { ...office.table.get("workshop", slot.workshop), ...slot }, room ? pick(room.title) : nothing)}
      </li>`;
    })}
  </ol>`;
}
