/** The sessions of the day: which one to look at, and to start, extend or end it. */
import { html, nothing } from "lit-html";
import { day } from "../../programme/session.js";
import { slotsOf } from "../../questions/places.js";
import { time } from "../../kit/view.js";
import { pick, picked, t } from "../../core/words.js";
import { hold, place, plan } from "../day/actions.js";
import { movedWords } from "../rooms/words.js";
import { switches } from "./bars.js";

/** @typedef {import("./desk.js").Desk} Desk */

/** @param {Desk} desk */
export function sessionForm(desk) {
  const { session, table } = desk;
  const pointer = table.get("event", desk.boot.event)?.mode === "pointer";
  return html`${session ? control(desk, session) : nothing}
    ${
      pointer
        ? html`<p class="note">
            ${t("This programme has no times: starting a session moves “now” there and ends the one before.")}
          </p>`
        : nothing
    }
    <ol class="sessions">
      ${day(table).map((row) => html`<li>${entry(desk, row)}${slots(desk, row)}</li>`)}
    </ol>`;
}

/** @param {Desk} desk @param {any} session */
function control(desk, session) {
  const slot = desk.table.get("slot", session.id);
  const acting = {
    table: desk.table,
    clock: desk.clock,
    act: (/** @type {string} */ name, /** @type {any} */ args) => desk.dayAct(name, args),
    said: (/** @type {string} */ text) => desk.tell(text),
  };
  const changed = movedWords(session);
  return html`<div class="chosen">
    <p lang=${picked(session.title, session.languages)}>
      <b>${pick(session.title)}</b>${changed ? html` <span class="changed">${changed}</span>` : nothing}
    </p>
    <div class="acts">${hold(acting, slot ?? session)}</div>
    ${slot ? place(acting, slot) : plan(acting, session)}
    ${desk.told ? html`<p class="told" role="status">${desk.told} ${desk.deed ? html`<button type="button" class="b small" @click=${() => desk.undo()}>${t("Undo")}</button>` : nothing}</p>` : nothing}
    <div class="switches">${switches(desk)}</div>
    ${desk.trouble ? html`<p class="trouble">${desk.trouble}</p>` : nothing}
  </div>`;
}

/** @param {Desk} desk @param {any} row @param {string} [place] */
function entry(desk, row, place) {
  const chosen = desk.session?.id === row.id;
  const open = desk.table.get("qa", row.id)?.open;
  const where = place ?? (row.start ? time(desk.clock, row.start) : null);
  return html`<button
    type="button"
    class=${where ? "entry placed" : "entry"}
    aria-pressed=${chosen}
    @click=${() => desk.pick(row.id)}
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

/** The rooms of a round, each with questions of its own. @param {Desk} desk @param {any} session */
function slots(desk, session) {
  const here = slotsOf(desk.table, session.id);
  if (!here.length) return nothing;
  return html`<ol>
    ${here.map((slot) => {
      const room = slot.room ? desk.table.get("room", slot.room) : null;
      return html`<li>
        ${entry(desk, { ...desk.table.get("workshop", slot.workshop), ...slot }, room ? pick(room.title) : "")}
      </li>`;
    })}
  </ol>`;
}
