/** The sessions of the day: which one to look at, and to start, extend or end it. */
import { html, nothing } from "lit-html";
import { day } from "../../programme/session.js";
import { slotsOf } from "../../questions/places.js";
import { leaving } from "../../kit/leave.js";
import { time } from "../../kit/view.js";
import { pick, picked, t } from "../../core/words.js";
import { hold, place, plan } from "../day/actions.js";
import { writeAccess } from "../day/write_access.js";
import { movedWords } from "../rooms/words.js";
import { switches } from "./bars.js";

/** @typedef {import("./state.js").ModeratorState} ModeratorState */

/** @param {ModeratorState} page */
export function sessionForm(page) {
  const { session, table } = page;
  const pointer = table.get("event", page.boot.event)?.mode === "pointer";
  return html`${session ? control(page, session) : nothing}
    ${
      pointer
        ? html`<p class="note">
            ${t("This programme has no times: starting a session moves “now” there and ends the one before.")}
          </p>`
        : nothing
    }
    ${writeAccess(page)}
    <ol class="sessions">
      ${day(table).map((row) => html`<li>${entry(page, row)}${slots(page, row)}</li>`)}
    </ol>
    ${leaving(page.boot.event, { refuse: (why) => page.refuse(why) })}`;
}

/** @param {ModeratorState} page @param {any} session */
function control(page, session) {
  const slot = page.table.get("slot", session.id);
  const acting = {
    table: page.table,
    clock: page.clock,
    act: (/** @type {string} */ name, /** @type {any} */ args) => page.sessions.change(name, args),
    said: (/** @type {string} */ text) => page.sessions.tell(text),
  };
  const changed = movedWords(session);
  return html`<div class="chosen">
    <p lang=${picked(session.title, session.languages)}>
      <b>${pick(session.title)}</b>${changed ? html` <span class="changed">${changed}</span>` : nothing}
    </p>
    <div class="acts">${hold(acting, slot ?? session)}</div>
    ${slot ? place(acting, slot) : plan(acting, session)} ${page.sessions.news ? news(page) : nothing}
    <div class="switches">${switches(page)}</div>
    ${page.trouble ? html`<p class="trouble">${page.trouble}</p>` : nothing}
  </div>`;
}

/** What became of the last change, and the way back. @param {ModeratorState} page */
const news = ({ sessions, undo }) =>
  html`<p class="told" role="status">
    ${sessions.news}
    ${
      undo.record
        ? html`<button type="button" class="button small" @click=${() => undo.takeBack()}>${t("Undo")}</button>`
        : nothing
    }
  </p>`;

/** @param {ModeratorState} page @param {any} row @param {string} [place] */
function entry(page, row, place) {
  const chosen = page.session?.id === row.id;
  const open = page.table.get("qa", row.id)?.open;
  const where = place ?? (row.start ? time(page.clock, row.start) : null);
  return html`<button
    type="button"
    class=${where ? "entry placed" : "entry"}
    aria-pressed=${chosen}
    @click=${() => page.pick(row.id)}
  >
    ${where ? html`<span class="tabular">${where}</span>` : nothing}
    <span dir="auto" lang=${picked(row.title, row.languages)}>${pick(row.title)}</span>
    <small>${stateWord(row.state)}${open ? html` ${t("questions open")}` : nothing}</small>
  </button>`;
}

/** @param {string} state */
function stateWord(state) {
  if (state === "running") return html`<b class="go">${t("running")}</b>`;
  if (state === "over") return t("over");
  return state === "cancelled" ? t("cancelled") : nothing;
}

/** The rooms of a round, each with questions of its own. @param {ModeratorState} page @param {any} session */
function slots(page, session) {
  const here = slotsOf(page.table, session.id);
  if (!here.length) return nothing;
  return html`<ol>
    ${here.map((slot) => {
      const room = slot.room ? page.table.get("room", slot.room) : null;
      return html`<li>
        ${entry(page, { ...page.table.get("workshop", slot.workshop), ...slot }, room ? pick(room.title) : "")}
      </li>`;
    })}
  </ol>`;
}
