/** Where this desk stands, which way people go, how many have come, and whether the network is there. */
import { html, nothing } from "lit-html";
import { capacityOf, slotAt } from "../../rooms/rooms.js";
import { wallTime } from "../../core/clock.js";
import { languages, wayHome } from "../../kit/shell.js";
import { connection, origin } from "../../kit/view.js";
import { pick, t, tn } from "../../core/words.js";
import { option } from "../../kit/options.js";

/** @typedef {import("./state.js").CheckinState} CheckinState */

/** @param {CheckinState} desk */
export function bar(desk) {
  const { table, app } = desk;
  const event = table.get("event", app.boot.event);
  return html`<header class="bar">
    ${desk.clock.rehearsal ? html`<p class="banner">${t("Rehearsal — nothing here is real")}</p>` : nothing}
    <div class="head">
      ${wayHome(app.boot, event)}
      <h1>${t("Check-in")}</h1>
      <p class="connection">${connection(app.link.status)}</p>
      ${languages(app.boot)}
    </div>
    <div class="door">${place(desk)}${way(desk)}</div>
    ${counts(desk)}
  </header>`;
}

/** @param {CheckinState} desk */
function place(desk) {
  const chosen = (/** @type {FieldEvent} */ { target }) => desk.stand(target.value || null);
  const rooms = desk.rooms;
  if (!rooms.length) return nothing;
  return html`<label
    ><span class="unseen">${t("Where this desk stands")}</span
    ><select @change=${chosen}>
      ${desk.desks ? option("", t("Entrance"), !desk.room) : nothing}
      ${rooms.map(({ id, title }) => option(id, pick(title), id === desk.room))}
    </select></label
  >`;
}

/** @param {CheckinState} desk */
function way(desk) {
  const turn = (/** @type {string} */ type) => () => ((desk.type = type), desk.redraw());
  return html`<div class="seg" role="group" aria-label=${t("Which way")}>
    <button type="button" aria-pressed=${desk.type === "entry"} @click=${turn("entry")}>${t("Entry")}</button>
    <button type="button" aria-pressed=${desk.type === "exit"} @click=${turn("exit")}>${t("Exit")}</button>
  </div>`;
}

/** @param {CheckinState} desk */
function counts(desk) {
  const { table, room } = desk;
  if (room) return html`<p class="counts tabular">${inRoom(table, room)}</p>`;
  if (!desk.supervises) return nothing; // how many have come is for those who see the list
  const { onsite = 0, remote = 0 } = table.all("checkin_count")[0] ?? {};
  const due = expected(table);
  const of = (/** @type {number} */ n, /** @type {number} */ all) =>
    all ? t("{n} of {of}", { n, of: all }) : String(n);
  return html`<p class="counts tabular">
    ${origin("onsite", t("{count} in the room", { count: of(onsite, due.onsite) }))}
    ${remote || due.remote ? origin("remote", t("{count} remote", { count: of(remote, due.remote) })) : nothing}
  </p>`;
}

/** @param {import("../../core/table.js").Table} table */
function expected(table) {
  const all = table.all("attendee").filter(({ state }) => state === "valid");
  const remote = all.filter(({ mode }) => mode === "remote").length;
  return { onsite: all.length - remote, remote };
}

/** @param {import("../../core/table.js").Table} table @param {string} room */
function inRoom(table, room) {
  const slot = slotAt(table, room);
  const of = (slot && capacityOf(table, slot)) ?? table.get("room", room)?.capacity;
  const n = slot ? (table.get("headcount", slot.id)?.n ?? 0) : 0;
  return of ? t("{n} of {of} in the room", { n, of }) : tn("{n} person in the room", "{n} people in the room", n);
}

/** What waits to be sent, and what the server did not agree with. @param {CheckinState} desk */
export function network({ gate, app }) {
  const { online, pending, conflicts, since, kept } = gate.state;
  const dark = !online || app.link.status.state === "offline";
  return html`<div class="network" role="status">
    ${dark ? offline(since, pending) : pending ? sending(pending) : nothing}
    ${pending && !kept ? html`<p class="wrong">${pageOnly()}</p>` : nothing}
    ${conflicts ? html`<p class="wrong tabular">${conflictWords(conflicts)}</p>` : nothing}
  </div>`;
}

const pageOnly = () => t("Kept in this page only: leave it open until all is sent.");

/**
 * By the clock on the wall, as beside it the age of what is shown.
 * @param {number|null} since unix ms
 * @param {number} pending
 */
function offline(since, pending) {
  const time = since && wallTime(new Date(since));
  return html`<p class="off">
    <b>${t("Working without network")}</b>
    ${time ? html`<span class="tabular">${t("since {time}", { time })}</span>` : nothing}
    ${pending ? html`<span class="tabular">· ${t("{n} noted, sent later", { n: pending })}</span>` : nothing}
  </p>`;
}

/** @param {number} n */
const sending = (n) =>
  html`<p class="off tabular">${tn("{n} noted scan is being sent", "{n} noted scans are being sent", n)}</p>`;

/** @param {number} n */
const conflictWords = (n) =>
  tn(
    "{n} noted scan was not as it should be. A supervisor sees which.",
    "{n} noted scans were not as they should be. A supervisor sees which.",
    n,
  );
