/** One room: for those who are in it, for those who follow it from elsewhere, and for those who run it. */
import { html, nothing } from "lit-html";
import { t } from "../core/words.js";
import { ofSlot } from "../summaries/summaries.js";
import { header } from "../views/attend/header.js";
import { run, takePart } from "../views/attend/page.js";
import { notes } from "../views/rooms/notes.js";
import { head, Room, run as running } from "../views/rooms/room.js";
import { card, Hands, working } from "../views/summary/work.js";

/** @type {Room|null} */
let room = null;
/** @type {Hands|null} */
let hands = null;

/**
 * What the notes of this room come to, for those who run it.
 * @param {import("../views/attend/board.js").Board} board
 * @param {any} slot
 */
function own(board, slot) {
  const { table, boot } = board.app;
  hands ??= new Hands(board, boot.as === "team");
  const row = ofSlot(table, "summary", slot.id);
  if (!row) return working(hands, ofSlot(table, "work", slot.id));
  return html`<details class="room-summary" ?open=${slot.state === "over"}>
    <summary>${t("Summary of this room")}</summary>
    ${card(hands, row, { title: t("Round {n}", { n: slot.round }) })}
  </details>`;
}

run(
  (board) => {
    room ??= new Room(board, board.app.boot.room);
    const { slot } = room;
    if (!slot) {
      return html`${header(board)}
        <main>
          <p class="empty">
            ${t("Nothing is planned in this room.")} <a href=${`/e/${board.app.boot.event}/rooms`}>${t("All rooms")}</a>
          </p>
        </main>`;
    }
    if (board.chosen !== slot.id) board.choose(slot.id);
    const here = /** @type {Room} */ (room);
    return html`${header(board)}
      <main>
        ${head(here, slot)}${running(here)}${here.runs ? own(board, slot) : nothing}
        ${takePart(board, { first: ["notes", t("Notes"), () => notes(here, slot)] })}
      </main>`;
  },
  () => Boolean(room?.writing || hands?.writing),
);
