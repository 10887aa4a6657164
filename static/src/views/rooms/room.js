/** One room: what is held there now, its notes, questions and polls; for its facilitators the means to run it. */
import { html, nothing } from "lit-html";
import { workshopOf } from "../../programme/session.js";
import {
  ahead,
  followers,
  following,
  held,
  meetingOf,
  roomOf,
  roundNow,
  space,
  tooFewRemote,
} from "../../rooms/rooms.js";
import { origin, time } from "../../kit/view.js";
import { pick, picked, t } from "../../core/words.js";
import { enter } from "../attend/checkin.js";
import { languagesOf } from "../attend/words.js";
import { address } from "./board.js";
import { running } from "./running.js";
import { signup } from "./signup.js";
import { chip, maybe, movedWords, names, roomName, spaceWords } from "./words.js";

/** @typedef {import("./state.js").RoomState} RoomState */

/** Where, what, until when, and how to be there. @param {RoomState} room @param {RowOf<"slot">} slot */
export function head(room, slot) {
  const { page } = room;
  const { table, clock } = page.app;
  const place = workshopOf(table, slot);
  const found = space(table, slot, clock.now());
  const changed = movedWords(slot);
  const remote = followers(table, slot);
  const zone = page.parts.zone.ready;
  const item = { ...slot, state: held(slot) ? "running" : slot.state };
  return html`<section class="on-now room-head" aria-label=${t("In this room")}>
    <p class="when"><b dir="auto">${roomName(roomOf(table, slot))}</b>${chip(slot, found, clock)}</p>
    <h1 class="long" dir="auto" lang=${picked(place?.title, place?.languages)}>${pick(place?.title)}</h1>
    <p class="what">
      ${[names(place?.people), t("Round {n}", { n: slot.round })].filter(Boolean).join(" · ")} ${languagesOf(place)}
    </p>
    <p class="what tabular">${when(slot, clock)}${maybe(changed, html` · <b class="changed">${changed}</b>`)}</p>
    ${zone ? html`<p class="what tabular">${zone.nowHere(clock, item)}</p>` : nothing}
    ${
      slot.state === "over" || slot.state === "cancelled"
        ? nothing
        : html`<p class="nums">
            ${origin("onsite", inRoom(found, spaceWords(found, clock)))} ${elsewhere(slot, remote)}
          </p>`
    }
    ${there(room, slot)} ${room.runs ? nothing : (signup(page, slot) ?? nothing)} ${next(room, slot)}
  </section>`;
}

/**
 * How long it goes on, else from when to when.
 * @param {RowOf<"slot">} slot @param {import("../../core/clock.js").Clock} clock
 */
function when(slot, clock) {
  if (held(slot) && slot.end != null) return clock.until(slot.end);
  return slot.start == null ? nothing : html`<span>${time(clock, slot.start)} – ${time(clock, slot.end)}</span>`;
}

/** @param {import("../../rooms/rooms.js").Space} space @param {unknown} words how full it is */
function inRoom({ kind, n, of }, words) {
  const known = n !== null && kind !== "unknown";
  const figure = known ? html`<b class="tabular">${n}</b>${of ? ` / ${of}` : ""}` : nothing;
  return html`${t("in the room")} ${figure}${maybe(words, html` <em class=${kind}>${words}</em>`)}`;
}

/** Who follows from elsewhere. @param {RowOf<"slot">} slot @param {number|null} n null: too few to be told */
function elsewhere(slot, n) {
  if (n !== null) return origin("remote", html`<b class="tabular">${n}</b> ${t("remote")}`);
  return held(slot) ? origin("remote", html`<span class="few">${tooFewRemote()}</span>`) : nothing;
}

/** For remote people: be here, and the way into the meeting. @param {RoomState} room @param {RowOf<"slot">} slot */
function there(room, slot) {
  const { table, boot, sender } = room.page.app;
  const url = meetingOf(table, slot);
  const meeting =
    url && held(slot)
      ? html`<p>
          <a class="big-button" href=${url} target="_blank" rel="noopener noreferrer">${t("Open the meeting")}</a>
          <span class="quiet"
            >${t("It is at {host}, which will then see your address.", { host: new URL(url).host })}</span
          >
        </p>`
      : nothing;
  if (room.runs) return meeting;
  if (boot.me.mode !== "remote") return html`${enter(room.page, slot)}${meeting}`;
  const here = following(table) === slot.id;
  const go = (/** @type {string|null} */ id) => () => void sender.do("slot.follow", { id }, { quiet: true });
  if (!held(slot) && !(slot.state === "open")) return nothing;
  return html`<div class="there">
    ${
      here
        ? html`<p class="my-place in">
            ${url ? t("You are here, remotely.") : t("You follow this room here. There is no call.")}
            <button type="button" class="button small" @click=${go(null)}>${t("Leave")}</button>
          </p>`
        : html`<button type="button" class="act" @click=${go(slot.id)}>
            ${url ? t("Join remotely") : t("Follow along")}
          </button>`
    }${meeting}
  </div>`;
}

/** What comes next in this room, and the way to all rooms. @param {RoomState} room @param {RowOf<"slot">} slot */
function next({ page }, slot) {
  const { table, boot } = page.app;
  const later = table
    .all("slot")
    .filter(
      (other) =>
        other.room === slot.room &&
        other.room !== null &&
        other.id !== slot.id &&
        ahead(other) &&
        other.round > slot.round,
    )
    .sort((a, b) => a.round - b.round)[0];
  const place = later ? workshopOf(table, later) : null;
  return html`<p class="next">
    ${later && place ? nextHere(page, later, place) : nothing}<a href=${`/e/${boot.event}/rooms`}
      >${roundNow(table) ? t("All rooms") : t("Rooms")}</a
    >
  </p>`;
}

/** @param {import("../attend/state.js").AttendeeState} page @param {RowOf<"slot">} slot @param {Place} workshop */
const nextHere = (page, slot, { title, languages }) =>
  html`${t("Next in this room:")} ${slot.start == null ? nothing : html`${time(page.app.clock, slot.start)} `}<a
      href=${address(page, slot)}
      dir="auto"
      lang=${picked(title, languages)}
      >${pick(title)}</a
    >
    · `;

/** @param {RoomState} room */
export const run = (room) => (room.slot && room.runs ? running(room, room.slot) : nothing);
