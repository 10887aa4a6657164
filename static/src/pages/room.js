/** One room: for those who are in it, for those who follow it from elsewhere, and for those who run it. */
import { html, nothing } from "lit-html";
import { t } from "../core/words.js";
import { ofSlot } from "../summaries/summaries.js";
import { header } from "../views/attend/header.js";
import { run, takePart } from "../views/attend/page.js";
import { whole } from "../views/floor/chair.js";
import { crewLine, crewNews } from "../views/floor/crew.js";
import { CrewLine } from "../views/floor/crew_line.js";
import { Chair } from "../views/floor/state.js";
import { notes } from "../views/rooms/notes.js";
import { review, toReview } from "../views/rooms/review.js";
import { head, run as running } from "../views/rooms/room.js";
import { RoomState } from "../views/rooms/state.js";
import { card, SummaryState, working } from "../views/summary/work.js";

/** @type {RoomState|null} */
let room = null;
/** @type {SummaryState|null} */
let summary = null;

/**
 * What the notes of this room come to, for those who run it.
 * @param {import("../views/attend/state.js").AttendeeState} page
 * @param {RowOf<"slot">} slot
 */
function own(page, slot) {
  const { table, boot } = page.app;
  summary ??= new SummaryState(page, boot.as === "team");
  const row = ofSlot(table, "summary", slot.id);
  if (!row) return working(summary, ofSlot(table, "work", slot.id));
  return html`<details class="room-summary" ?open=${slot.state === "over"}>
    <summary>${t("Summary of this room")}</summary>
    ${card(summary, row, { title: t("Round {n}", { n: slot.round }) })}
  </details>`;
}

/** Hands in this room, for those who run it. @type {Chair|null} */
let chair = null;

/** @param {import("../views/attend/state.js").AttendeeState} page @param {RoomState} here */
function hands(page, here) {
  const { table, clock } = page.app;
  chair ??= new Chair({ table, clock, act: here.act, redraw: () => page.redraw() }, () => here.slot?.id ?? "");
  return whole(chair);
}

/** The crew line, for those who run this room. @type {CrewLine|null} */
let crew = null;

/** @param {import("../views/attend/state.js").AttendeeState} page @param {RoomState} here */
function lineOf(page, here) {
  const { table, clock, boot } = page.app;
  const host = { table, clock, act: here.act, redraw: () => page.redraw() };
  const facilitates = boot.me.roles.includes("facilitator");
  crew ??= new CrewLine(host, () =>
    facilitates ? { role: "facilitator", room: here.slot?.room ?? null } : { role: "moderator" },
  );
  return crew;
}

run(
  (page) => {
    room ??= new RoomState(page, page.app.boot.room);
    const { slot } = room;
    if (!slot) {
      return html`${header(page)}
        <main id="main" tabindex="-1">
          <p class="empty">
            ${t("Nothing is planned in this room.")} <a href=${`/e/${page.app.boot.event}/rooms`}>${t("All rooms")}</a>
          </p>
        </main>`;
    }
    if (page.chosen !== slot.id) page.choose(slot.id);
    const here = /** @type {RoomState} */ (room);
    return html`${header(page)}
      <main id="main" tabindex="-1">
        ${here.runs ? crewNews(lineOf(page, here)) : nothing}${head(here, slot)}
        ${here.runs ? [review(here, slot), hands(page, here)] : nothing}${running(here)}
        ${here.runs ? crewLine(lineOf(page, here)) : nothing} ${here.runs ? own(page, slot) : nothing}
        ${takePart(page, {
          first: ["notes", t("Notes"), () => notes(here, slot)],
          waiting: toReview(here, slot),
        })}
      </main>`;
  },
  () => Boolean(room?.writing || summary?.writing || chair?.adding),
);
