/** One room: for those who are in it, for those who follow it from elsewhere, and for those who run it. */
import { html } from "lit-html";
import { t } from "../lib/words.js";
import { header } from "../views/attend/header.js";
import { run, takePart } from "../views/attend/page.js";
import { notes } from "../views/rooms/notes.js";
import { head, Room, run as running } from "../views/rooms/room.js";

/** @type {Room|null} */
let room = null;

run((board) => {
  room ??= new Room(board, board.app.boot.room);
  const { slot } = room;
  if (!slot) return html`${header(board)}<main><p class="empty">${t("Nothing is planned in this room.")} <a href=${`/e/${board.app.boot.event}/rooms`}>${t("All rooms")}</a></p></main>`;
  if (board.chosen !== slot.id) board.choose(slot.id);
  const here = /** @type {Room} */ (room);
  return html`${header(board)}<main>${head(here, slot)}${running(here)}${takePart(board, { first: ["notes", t("Notes"), () => notes(here, slot)] })}</main>`;
}, () => Boolean(room?.writing));
