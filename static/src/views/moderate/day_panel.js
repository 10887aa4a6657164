/** The whole day beside the page: each item with what can be done to it, where it stands. */
import { html, nothing } from "lit-html";
import { ahead, held } from "../../rooms/rooms.js";
import { byDay } from "../../programme/days.js";
import { day } from "../../programme/session.js";
import { slotsOf } from "../../questions/places.js";
import { beside, zoneNote } from "../../kit/elsewhere.js";
import { leaving } from "../../kit/leave.js";
import { time } from "../../kit/view.js";
import { pick, picked, t, tn } from "../../core/words.js";
import { hold, place, plan } from "../day/actions.js";
import { askEarly } from "../day/early.js";
import { writeAccess } from "../day/write_access.js";
import { movedWords } from "../rooms/words.js";
import { switches } from "./bars.js";
import { waitingIn } from "./inbox.js";

/** @typedef {import("./state.js").ModeratorState} ModeratorState */

/** @param {ModeratorState} page */
export function dayPanel(page) {
  const { table } = page;
  const pointer = table.get("event", page.boot.event)?.mode === "pointer";
  return html`${
    pointer
      ? html`<p class="note">
          ${t("This programme has no times: starting a session moves “now” there and ends the one before.")}
        </p>`
      : nothing
  }
  ${zoneNote(page.clock)}
  ${byDay(day(table), page.clock.zone).map(
    ({ day: date, items }) =>
      html`${date ? html`<h3 class="date">${date}</h3>` : nothing}
        <ol class="sessions">
          ${items.map((row) => html`<li>${item(page, row)}${slots(page, row)}</li>`)}
        </ol>`,
  )}
  ${writeAccess(page)} ${leaving(page.boot.event, { refuse: (why) => page.refuse(why) })}`;
}

/**
 * The rooms of a round, each with questions of its own.
 * @param {ModeratorState} page @param {RowOf<"session">} session
 */
function slots(page, session) {
  const here = slotsOf(page.table, session.id);
  if (!here.length) return nothing;
  return html`<ol>
    ${here.map((slot) => {
      const room = slot.room ? page.table.get("room", slot.room) : null;
      const row = { ...page.table.get("workshop", slot.workshop), ...slot };
      return html`<li>${item(page, row, room ? pick(room.title) : "")}</li>`;
    })}
  </ol>`;
}

/** @param {ModeratorState} page @param {Item} row @param {string} [room] */
function item(page, row, room) {
  const chosen = page.session?.id === row.id;
  return html`<div class=${chosen ? "item chosen" : "item"} data-item=${row.id}>
    <div class="line">${entry(page, row, chosen, room)}${quick(page, row)}</div>
    ${chosen ? control(page, row) : nothing} ${page.sessions.changed === row.id ? news(page) : nothing}
  </div>`;
}

/** @param {ModeratorState} page @param {Item} row @param {boolean} chosen @param {string} [room] */
function entry(page, row, chosen, room) {
  const where =
    room ?? (row.start ? html`${time(page.clock, row.start)}${beside(page.clock, { start: row.start })}` : null);
  return html`<button
    type="button"
    class=${where ? "entry placed" : "entry"}
    aria-pressed=${chosen}
    @click=${() => page.pick(row.id)}
  >
    ${where ? html`<span class="tabular">${where}</span>` : nothing}
    <span dir="auto" id=${`item-${row.id}`} lang=${picked(row.title, row.languages)}>${pick(row.title)}</span>
    <small>${facts(page, row)}</small>
  </button>`;
}

/** State, questions, what waits; each apart from the next. @param {ModeratorState} page @param {Item} row */
function facts(page, row) {
  const waits = waitingIn(page.table, row.id);
  const changed = movedWords(row);
  const found = [
    stateWord(row.state),
    changed ? html`<span class="changed">${changed}</span>` : null,
    page.table.get("qa", row.id)?.open ? t("questions open") : null,
    waits ? html`<b class="waiting">${tn("{n} waits", "{n} wait", waits)}</b>` : null,
  ].filter(Boolean);
  return found.map((fact, i) => (i ? [" · ", fact] : fact));
}

/** @param {string} state */
function stateWord(state) {
  if (state === "running") return html`<b class="go">${t("running")}</b>`;
  if (state === "over") return t("over");
  return state === "cancelled" ? t("cancelled") : null;
}

/**
 * What is wanted most, beside each item; the chosen one has all of it below.
 * @param {ModeratorState} page
 * @param {Item} row
 */
function quick(page, row) {
  if (page.session?.id === row.id) return nothing;
  const { sessions } = page;
  const session = "workshop" in row ? null : row;
  const button = (/** @type {string} */ word, /** @type {() => void} */ press) =>
    html`<button type="button" class="button small" aria-describedby=${`item-${row.id}`} @click=${press}>
      ${word}
    </button>`;
  const kind = session ? "session" : "slot";
  const act =
    (/** @type {string} */ name, more = {}) =>
    () =>
      void sessions.change(name, { id: row.id, ...more });
  if (session && sessions.early.asking === session.id) return askEarly(sessions.acting, sessions.early, session);
  const begin = session ? () => sessions.early.press(sessions.acting, session) : act("slot.start");
  return html`<span class="quick">
    ${ahead(row) ? button(t("Start"), begin) : nothing}
    ${held(row) && row.end ? button(t("+ {n} min", { n: 5 }), act(`${kind}.extend`, { minutes: 5 })) : nothing}
    ${session && ahead(row) && row.start ? button(t("From here +10"), () => void sessions.shift(row.id, 10)) : nothing}
  </span>`;
}

/** Everything that can be done to the chosen item. @param {ModeratorState} page @param {Item} row */
function control(page, row) {
  const { sessions } = page;
  return html`<div class="control">
    <div class="acts">${hold(sessions.acting, row)}</div>
    ${"workshop" in row ? place(sessions.acting, row) : plan(sessions.acting, row)}
    <div class="switches">${switches(page)}</div>
    ${page.trouble ? html`<p class="trouble">${page.trouble}</p>` : nothing}
  </div>`;
}

/** What became of the last change, and the way back. @param {ModeratorState} page */
const news = ({ sessions }) =>
  html`<p class="told" role="status">
    ${sessions.news}
    ${
      sessions.undoable
        ? html`<button type="button" class="button small" @click=${() => void sessions.takeBack()}>
            ${t("Undo")}
          </button>`
        : nothing
    }
  </p>`;
