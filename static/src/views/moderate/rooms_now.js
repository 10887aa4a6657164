/** A round, as the moderator sees it: each room with its state, its people, what waits there and who calls for help. */
import { html, nothing } from "lit-html";
import { followers, held, roomOf, slotsIn, space } from "../../rooms/rooms.js";
import { placeOf } from "../../programme/session.js";
import { origin } from "../../kit/view.js";
import { pick, picked, t, tn } from "../../core/words.js";
import { chip, maybe, roomName, spaceWords } from "../rooms/words.js";
import { waitingIn } from "./inbox.js";

/** @typedef {import("./state.js").ModeratorState} ModeratorState */

/** The rooms of the session in front, if it is a round. @param {ModeratorState} page */
export const roomsInFront = ({ table, session }) =>
  session && table.get("session", session.id) ? slotsIn(table, session.id) : [];

/** @param {ModeratorState} page @param {RowOf<"slot">[]} slots */
export function roomsNow(page, slots) {
  return html`<section
    class="column rooms-now"
    data-column="waiting"
    aria-labelledby="h-waiting"
    ?data-front=${page.tab !== "screen"}
  >
    <header>
      <h2 id="h-waiting" tabindex="-1">${t("Rooms")} <span class="count tabular">${slots.length}</span></h2>
    </header>
    <ul class="room-rows" role="list">
      ${slots.map((slot) => html`<li>${row(page, slot)}</li>`)}
    </ul>
  </section>`;
}

/** @param {ModeratorState} page @param {RowOf<"slot">} slot */
function row(page, slot) {
  const { table, clock } = page;
  const found = space(table, slot, clock.now());
  const place = placeOf(table, slot.id);
  const call = table.get("help_call", slot.id);
  const questions = waitingIn(table, slot.id);
  const remote = followers(table, slot);
  const notes = table.all("note").filter((note) => note.slot === slot.id && note.state === "queued").length;
  return html`<article class="room-row" aria-labelledby=${`room-${slot.id}`}>
    <p class="where">
      <b id=${`room-${slot.id}`} dir="auto">${roomName(roomOf(table, slot))}</b>${chip(slot, found, clock)}
      ${call && call.state !== "done" ? helpWord(call.state) : nothing}
    </p>
    <p class="what" dir="auto" lang=${picked(place?.title, place?.languages)}>${pick(place?.title)}</p>
    <p class="nums">
      ${origin("onsite", heads(found, spaceWords(found, clock)))}
      ${remote === null ? nothing : origin("remote", t("{n} remote", { n: remote }))}
      ${held(slot) && slot.end != null ? html`<span class="tabular">${clock.until(slot.end)}</span>` : nothing}
    </p>
    <div class="acts">
      <button type="button" class=${questions ? "button main" : "button"} @click=${() => page.pick(slot.id)}>
        ${questions ? tn("{n} question waits", "{n} questions wait", questions) : t("Questions")}
      </button>
      <a class="button" href=${`/e/${page.boot.event}/rooms/${slot.room ?? slot.id}`}
        >${notes ? tn("{n} note waits", "{n} notes wait", notes) : t("The room’s page")}</a
      >
    </div>
  </article>`;
}

/** @param {string} state */
const helpWord = (state) =>
  state === "called"
    ? html`<b class="help-word">${t("asks for help")}</b>`
    : html`<b class="go">${t("somebody is on the way")}</b>`;

/** @param {import("../../rooms/rooms.js").Space} space @param {unknown} words */
function heads({ n, of, kind }, words) {
  const known = n !== null && kind !== "unknown";
  return html`${known ? html`<b class="tabular">${n}</b>${of ? ` / ${of}` : ""}` : t("in the room")}
  ${maybe(words, html`<em class=${kind}>${words}</em>`)}`;
}
