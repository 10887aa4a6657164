/** Checking in on one's own phone: one tap, at the entrance or at a room's door. */
import { html, nothing } from "lit-html";
import { isAhead, isClosed } from "../../event/life.js";
import { t } from "../../core/words.js";

/** @typedef {import("./state.js").AttendeeState} AttendeeState */

/** How long the page says that it was done, ms. */
const STAYS = 6000;

/** Whether the reader of this page can check in on it. @param {AttendeeState} page */
function may({ app }) {
  const { me } = app.boot;
  const how = app.table.all("registration")[0];
  const open = !isClosed(app.table) && !isAhead(app.table, app.clock.now());
  return Boolean(how?.own && open && (me.listed || !how.list));
}

/** @param {AttendeeState} page @param {object} args @param {string} words what to say of it */
async function send(page, args, words) {
  const { boot, sender } = page.app;
  const answer = await sender.do("checkin.self", args, { quiet: true });
  if (answer.ok) Object.assign(boot.me, { here: answer.result.in, room: answer.result.room });
  page.arriving = answer.ok ? "" : (answer.message ?? "");
  page.arrived = answer.ok && boot.me.here;
  setTimeout(() => ((page.arrived = false), page.redraw()), STAYS);
  page.say.now(answer.ok ? words : page.arriving);
  page.redraw();
}

/** Say that one is here; in one room if it is named. @param {AttendeeState} page @param {string} [room] */
const checkIn = (page, room) =>
  send(page, room ? { room, left: page.app.boot.me.room ?? null } : {}, t("You are checked in."));

/** @param {AttendeeState} page */
const trouble = (page) => (page.arriving ? html`<p class="trouble" role="alert">${page.arriving}</p>` : nothing);

/** The card that asks to check in, until it is done. @param {AttendeeState} page */
export function arrive(page) {
  const { me } = page.app.boot;
  if (me.here && page.arrived) return html`<p class="arrive"><b>✓ ${t("You are checked in.")}</b></p>`;
  if (me.here || !may(page)) return nothing;
  return html`<section class="arrive" aria-label=${t("Check-in")}>
    <p><b>${t("Welcome!")}</b> <span class="quiet">${t("Only the number is shown.")}</span></p>
    <button type="button" class="act" @click=${() => void checkIn(page)}>${t("Check in")}</button>
    ${trouble(page)}
  </section>`;
}

/** What is known of it, and the way back. @param {AttendeeState} page */
export function leave(page) {
  if (!page.app.boot.me.here || !may(page)) return nothing;
  return html`<p class="here">
    ✓ ${t("You are checked in.")}
    <button
      type="button"
      class="button small"
      @click=${() => void send(page, { type: "exit" }, t("You are checked out."))}
    >
      ${t("I am leaving")}
    </button>
  </p>`;
}

/** At a room's door: be in this room. @param {AttendeeState} page @param {RowOf<"slot">} slot */
export function enter(page, slot) {
  const { me } = page.app.boot;
  if (!slot.room || slot.state === "over" || slot.state === "cancelled" || !may(page)) return nothing;
  if (me.here && me.room === slot.room) return html`<p class="my-place in">✓ ${t("You are in this room.")}</p>`;
  return html`<div class="there">
    <button type="button" class="act onsite" @click=${() => void checkIn(page, slot.room ?? undefined)}>
      ${t("I am in this room")}</button
    >${trouble(page)}
  </div>`;
}
