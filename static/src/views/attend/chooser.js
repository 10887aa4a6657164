/** Where next: the rooms of the round that comes or runs, to choose one. Its page is then what the phone shows. */
import { html, nothing } from "lit-html";
import { device } from "../../core/storage.js";
import { workshopOf } from "../../programme/session.js";
import { following, held, roomOf, slotsIn, space } from "../../rooms/rooms.js";
import { pick, picked, t } from "../../core/words.js";
import { roomName, spaceWords } from "../rooms/words.js";

/** @typedef {import("./state.js").AttendeeState} AttendeeState */

const CHOSEN = "companion:room";

/**
 * Whoever has a room while the round runs sees that one, and the others on request.
 * @param {AttendeeState} page @param {RowOf<"session">} round
 */
export function chooser(page, round) {
  const slots = slotsIn(page.app.table, round.id).filter(({ state }) => state !== "cancelled");
  const own = round.state === "running" ? slots.filter((slot) => isMine(page.app, slot)) : [];
  if (own.length !== 1) return asked(page, round, slots);
  return html`<section class="which" aria-labelledby="which">
    <h2 id="which">${t("Your workshop is running")}</h2>
    <ul>
      ${row(page, own[0])}
    </ul>
    <details>
      <summary>${t("Change rooms")}</summary>
      <ul>
        ${slots.filter((slot) => slot !== own[0]).map((slot) => row(page, slot))}
      </ul>
    </details>
  </section>`;
}

/** @param {AttendeeState} page @param {RowOf<"session">} round @param {RowOf<"slot">[]} slots */
const asked = (page, round, slots) =>
  html`<section class="which" aria-labelledby="which">
    <h2 id="which">${question(page, round)}</h2>
    <ul>
      ${slots.map((slot) => row(page, slot))}
    </ul>
  </section>`;

/** @param {AttendeeState} page @param {RowOf<"session">} round */
function question({ app: { clock } }, round) {
  if (round.state === "running") return t("Which workshop are you in?");
  const at = round.start == null ? "" : clock.time(round.start);
  return at ? t("Workshops from {time}: choose your room", { time: at }) : t("Workshops next: choose your room");
}

/**
 * Whether the reader said to be there: by a place, from elsewhere, or on this device.
 * @param {AttendeeState["app"]} app @param {RowOf<"slot">} slot
 */
const isMine = ({ table }, slot) =>
  following(table) === slot.id ||
  table.all("signup").some((row) => row.slot === slot.id && row.state === "in") ||
  device.get(CHOSEN) === slot.id;

/** @param {AttendeeState} page @param {RowOf<"slot">} slot */
function row({ app }, slot) {
  const { table, boot, clock, sender } = app;
  const { title, languages } = workshopOf(table, slot);
  const mine = isMine(app, slot);
  const found = space(table, slot, clock.now());
  const words = found.n === null ? "" : spaceWords(found, clock);
  function go() {
    device.set(CHOSEN, slot.id);
    // Who chooses a room from elsewhere is in it.
    if (boot.me.mode === "remote" && held(slot)) void sender.do("slot.follow", { id: slot.id }, { quiet: true });
  }
  return html`<li>
    <a href=${`/e/${boot.event}/rooms/${slot.id}`} class=${mine ? "mine-too" : ""} @click=${go}>
      <b
        >${roomName(roomOf(table, slot))}${mine ? html` · <em>${t("Your room")}</em>` : nothing}${
          words ? html` · <span class=${found.kind}>${words}</span>` : nothing
        }</b
      ><span dir="auto" lang=${picked(title, languages)}>${pick(title)}</span>
    </a>
  </li>`;
}
