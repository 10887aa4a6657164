/** The day as it stands, and where questions can be asked. The programme itself is loaded from its file. */
import { html, nothing } from "lit-html";
import { byDay } from "../../programme/days.js";
import { day } from "../../programme/session.js";
import { slotsIn } from "../../rooms/rooms.js";
import { beside, zoneNote } from "../../kit/elsewhere.js";
import { time } from "../../kit/view.js";
import { unlessHeld } from "../../kit/profile.js";
import { pick, picked, t } from "../../core/words.js";
import { hold, place, plan } from "../day/actions.js";
import { movedWords } from "../rooms/words.js";

/** @typedef {import("./state.js").OrganiserState} OrganiserState */

/** @param {OrganiserState} page */
export function programme(page) {
  const open = Boolean(page.table.get("signup_settings", page.boot.event)?.open);
  const note = t(
    "Here you decide where people can ask, whether a moderator reads the questions first, and what changes on the day.",
  );
  return html`<section aria-labelledby="h-day">
    <h2 id="h-day">${t("Programme and questions")}</h2>
    <p class="note">${note}</p>
    <div class="acts">
      <label class="check"
        ><input type="checkbox" .checked=${open} @change=${() => page.act("signup.switch", { open: !open })} />
        ${t("People can sign up for workshops")}</label
      >
      <a class="button" href=${`/e/${page.boot.event}/print`} target="_blank" rel="noopener">${t("Print the day")}</a>
      <a class="button" href=${`/e/${page.boot.event}/programme.ics`}>${t("Calendar (.ics)")}</a>
      <a class="button" href=${`/e/${page.boot.event}/schedule.json`} download
        >${t("For conference apps (schedule.json)")}</a
      >
      <a class="button" href=${`/e/${page.boot.event}/programme.md`} download>${t("As text (Markdown)")}</a>
      <a class="button" href=${`/e/${page.boot.event}/organise/programme.yaml`} download
        >${t("As a programme file (YAML)")}</a
      >
    </div>
    ${sheets(page)} ${zoneNote(page.clock)}
    ${byDay(day(page.table), page.clock.zone).map(
      ({ day: date, items }) =>
        html`${date ? html`<h3 class="date">${date}</h3>` : nothing}
          <ol class="day">
            ${items.map(
              (session) =>
                html`<li class=${session.state}>
                  ${row(page, session, session.start ? at(page, session.start) : nothing)} ${rooms(page, session)}
                </li>`,
            )}
          </ol>`,
    )}
  </section>`;
}

/** A sheet for each door, with the code that leads to what is held there. @param {OrganiserState} page */
function sheets(page) {
  const rooms = [...page.table.all("room")].sort((a, b) => a.order - b.order);
  if (!rooms.length) return nothing;
  const sheet = (/** @type {RowOf<"room">} */ { id, title }) =>
    html`<a class="button small" href=${`/e/${page.boot.event}/print/${id}`} target="_blank" rel="noopener"
      >${pick(title)}</a
    >`;
  return html`<p class="acts"><b class="note">${t("Sheets for the doors")}</b>${rooms.map(sheet)}</p>`;
}

/** @param {OrganiserState} page @param {number} start */
const at = ({ clock }, start) => html`${time(clock, start)}${beside(clock, { start })}`;

/** @param {OrganiserState} page @param {Item} item @param {unknown} when */
const row = (page, item, when) =>
  html`<div class="row">
    <span class="when tabular">${when}</span>
    ${facts(page, item)}${questions(page, item)}${item.state === "over" ? nothing : changes(page, item)}
  </div>`;

/** @param {{name: string}[]} people */
const names = (people) => people.map(({ name }) => name).join(", ");

/** @param {OrganiserState} page @param {Item} item */
function facts({ clock }, item) {
  const { title, people = [], languages, state } = item;
  const times = item.started && {
    start: clock.time(item.started),
    end: item.ended ? clock.time(item.ended) : "…",
  };
  return html`<div>
    <p dir="auto" lang=${picked(title, languages)}>
      <b>${pick(title)}</b> ${state === "running" ? html`<span class="go">${t("running")}</span>` : nothing}
      ${"pinned" in item && item.pinned ? html`<span class="note">${t("held")}</span>` : nothing}
      ${state === "cancelled" ? html`<span class="note">${t("cancelled")}</span>` : nothing}
    </p>
    ${times ? html`<p class="note tabular">${t("held {start} – {end}", times)}</p>` : nothing}
    ${people.length ? html`<p class="note">${names(people)}</p>` : nothing}
  </div>`;
}

/** Whether people can ask there. @param {OrganiserState} page @param {Item} item */
function questions(page, { id, title }) {
  const qa = page.table.get("qa", id) ?? { open: false, moderated: true };
  const set = (/** @type {"open"|"moderated"} */ what) => () => page.act("session.qa", { id, [what]: !qa[what] });
  return html`<div class="toggles" role="group" aria-label=${pick(title)}>
    <label class="check"
      ><input type="checkbox" .checked=${qa.open} @change=${set("open")} /> ${t("Questions open")}</label
    >
    ${
      qa.open
        ? unlessHeld(
            page.table,
            t("Review before publishing"),
            () =>
              html`<label class="check">
                <input type="checkbox" .checked=${qa.moderated} @change=${set("moderated")} />
                ${t("Review before publishing")}</label
              >`,
          )
        : nothing
    }
  </div>`;
}

/** @param {OrganiserState} page @param {Item} item */
function changes(page, item) {
  const moved = movedWords(item);
  return html`<details class="more">
    <summary>${t("Change on the day")}${moved ? html` · <span class="changed">${moved}</span>` : nothing}</summary>
    <div class="acts">${hold(page, item)}</div>
    ${"workshop" in item ? place(page, item) : plan(page, item)}
  </details>`;
}

/** @param {OrganiserState} page @param {RowOf<"session">} session */
function rooms(page, session) {
  const slots = slotsIn(page.table, session.id);
  if (!slots.length) return nothing;
  return html`<ol>
    ${slots.map((slot) => {
      const room = slot.room ? page.table.get("room", slot.room) : null;
      return html`<li>
        ${row(page, { ...page.table.get("workshop", slot.workshop), ...slot }, room ? pick(room.title) : nothing)}
      </li>`;
    })}
  </ol>`;
}
