/** Checking in on one's own phone: one tap, at the entrance or at a room's door. */
import { html, nothing } from "lit-html";
import { t } from "../../core/words.js";

/** @typedef {import("./board.js").Board} Board */

/** Whether the reader of this page can check in on it. @param {Board} board */
function may({ app }) {
  const { me } = app.boot;
  const how = app.table.all("registration")[0];
  return me.listed ? how?.own !== false : Boolean(how?.own && !how.list);
}

/** @param {Board} board @param {object} args @param {string} words what to say of it */
async function send(board, args, words) {
  const { boot, sender } = board.app;
  const answer = await sender.do("checkin.self", args, { quiet: true });
  if (answer.ok) Object.assign(boot.me, { here: answer.result.in, room: answer.result.room });
  board.arriving = answer.ok ? "" : (answer.message ?? "");
  board.say.now(answer.ok ? words : board.arriving);
  board.redraw();
}

/** Say that one is here; in one room if it is named. @param {Board} board @param {string} [room] */
const checkIn = (board, room) =>
  send(board, room ? { room, left: board.app.boot.me.room ?? null } : {}, t("You are checked in."));

/** @param {Board} board */
const trouble = (board) => (board.arriving ? html`<p class="trouble" role="alert">${board.arriving}</p>` : nothing);

/** The card that asks to check in, until it is done. @param {Board} board */
export function arrive(board) {
  const { me } = board.app.boot;
  if (me.here || !may(board)) return nothing;
  return html`<section class="arrive" aria-label=${t("Check-in")}>
    <p><b>${me.mode === "remote" ? t("Are you with us?") : t("Have you arrived?")}</b></p>
    <button type="button" class="act" @click=${() => void checkIn(board)}>${t("Check in")}</button>
    ${trouble(board)}
    <p class="quiet">${t("Everybody sees only how many are here. Your questions and votes stay apart from it.")}</p>
  </section>`;
}

/** What is known of it, and the way back. @param {Board} board */
export function leave(board) {
  if (!board.app.boot.me.here || !may(board)) return nothing;
  return html`<p class="here">
    ✓ ${t("You are checked in.")}
    <button
      type="button"
      class="button small"
      @click=${() => void send(board, { type: "exit" }, t("You are checked out."))}
    >
      ${t("I am leaving")}
    </button>
  </p>`;
}

/** At a room's door: be in this room. @param {Board} board @param {any} slot */
export function enter(board, slot) {
  const { me } = board.app.boot;
  if (!slot.room || slot.state === "over" || slot.state === "cancelled" || !may(board)) return nothing;
  if (me.here && me.room === slot.room) return html`<p class="my-place in">✓ ${t("You are in this room.")}</p>`;
  return html`<div class="there">
    <button type="button" class="act onsite" @click=${() => void checkIn(board, slot.room)}>
      ${t("I am in this room")}</button
    >${trouble(board)}
  </div>`;
}
