/** The round page: all rooms of the round that runs, else of the next one. */
import { html, nothing } from "lit-html";
import { repeat } from "lit-html/directives/repeat.js";
import { day } from "../../programme/session.js";
import { ahead, following, held, meetingOf, roundNow, rounds, slotsIn, sums, tooFewRemote } from "../../rooms/rooms.js";
import { origin, time } from "../../kit/view.js";
import { pick, picked, t } from "../../core/words.js";
import { whereabouts } from "../attend/whereabouts.js";
import { roomCard } from "./card.js";
import { signup } from "./signup.js";
import { maybe, movedWords } from "./words.js";

/** @typedef {import("../attend/state.js").AttendeeState} AttendeeState */

/** @param {AttendeeState} page */
export function roundBoard(page) {
  const { table, clock } = page.app;
  const all = rounds(table);
  const chosen = all.find(({ id }) => `#${id}` === decodeURIComponent(location.hash));
  const round = chosen ?? roundNow(table);
  if (!round) {
    return html`<main id="main" tabindex="-1" class="board">
      <p class="empty">${t("There are no workshops in this programme.")}</p>
    </main>`;
  }
  const slots = slotsIn(table, round.id);
  return html`<main id="main" tabindex="-1" class="board">
    ${whereabouts(page)}
    <header class="round">
      <div>
        <h1 dir="auto" lang=${picked(round.title, round.languages)}>${pick(round.title)}</h1>
        ${span(page, round)}
      </div>
      <div class="left">
        <p class="big tabular">${left(round, clock)}</p>
        ${totals(page, round)}
      </div>
    </header>
    ${all.length > 1 ? others(all, round) : nothing}
    <ul class="rooms" .style=${columns(slots.length)}>
      ${repeat(
        slots,
        ({ id }) => id,
        (slot) =>
          html`<li class=${`room-card ${slot.state}`}>
            ${roomCard(page.app, slot, {
              title: (words) => html`<a href=${address(page, slot)}>${words}</a>`,
              act: act(page, slot),
              roundEnd: round.end,
            })}
          </li>`,
      )}
    </ul>
  </main>`;
}

/** The way to the other rounds. @param {RowOf<"session">[]} all @param {RowOf<"session">} chosen */
const others = (all, chosen) =>
  html`<nav class="rounds" aria-label=${t("Rounds")}>
    ${all.map(
      ({ id, round, state }) =>
        html`<a href=${`#${id}`} aria-current=${id === chosen.id ? "page" : nothing}
          >${t("Round {n}", { n: round })}${state === "running" ? html` · ${t("now")}` : nothing}</a
        >`,
    )}
  </nav>`;

/** So many columns that the last row is nearly as full as the others. @param {number} n */
const columns = (n) =>
  ["two", "three", "four"].map((name, i) => `--${name}:${Math.ceil(n / Math.ceil(n / (i + 2)))}`).join(";");

/**
 * The page of one slot; that of a room goes on to what is held there next.
 * @param {AttendeeState} page @param {RowOf<"slot">} slot
 */
export const address = ({ app }, slot) => `/e/${app.boot.event}/rooms/${slot.id}`;

/**
 * From when to when, what comes after, and why it has changed.
 * @param {AttendeeState} page @param {RowOf<"session">} round
 */
function span(page, round) {
  const { table, clock } = page.app;
  const elsewhere = page.parts.zone.ready;
  const all = day(table);
  const at = all.findIndex(({ id }) => id === round.id);
  const next = all.find((session, i) => i > at && session.state === "planned");
  const changed = movedWords(round);
  return html`<p class="tabular">
      ${round.start == null ? nothing : html`${time(clock, round.start)} – ${time(clock, round.end)}`}
      ${elsewhere?.beside(clock, round)} ${next ? then(next) : nothing}
      ${maybe(changed, html`<b class="changed">${changed}</b>`)}
    </p>
    ${elsewhere?.zoneNote(clock, round.start)}`;
}

/** @param {RowOf<"session">} next */
const then = ({ title, languages }) =>
  html`<span>· ${t("then:")} <bdi lang=${picked(title, languages)}>${pick(title)}</bdi></span>`;

/** @param {RowOf<"session">} round @param {import("../../core/clock.js").Clock} clock */
export function left(round, clock) {
  if (round.state === "cancelled") return t("cancelled");
  if (round.state === "running") return round.end == null ? t("running") : clock.left(round.end);
  if (round.state === "over") return t("over");
  return round.start == null ? "" : t("from {time}", { time: clock.time(round.start) });
}

/** @param {RowOf<"session">} round @param {number|null} n null: too few to be told */
function remoteWords(round, n) {
  if (n !== null) return origin("remote", t("{n} remote", { n }));
  return round.state === "running" ? origin("remote", tooFewRemote()) : nothing;
}

/** @param {AttendeeState} page @param {RowOf<"session">} round */
function totals(page, round) {
  const { onsite, remote } = sums(page.app.table, round.id, page.app.clock.now());
  return html`<p class="here">
    ${maybe(onsite !== null, origin("onsite", t("{n} in the rooms", { n: onsite ?? 0 })))} ${remoteWords(round, remote)}
  </p>`;
}

/** The one thing to do about a room. @param {AttendeeState} page @param {RowOf<"slot">} slot */
function act(page, slot) {
  const { boot, table } = page.app;
  if (slot.state === "cancelled") return nothing;
  if (ahead(slot)) return signup(page, slot) ?? nothing;
  if (!held(slot)) return html`<a class="act" href=${address(page, slot)}>${t("Read what was noted")}</a>`;
  if (boot.me.mode !== "remote") {
    return html`<a class="act onsite" href=${address(page, slot)}>${t("Open the room")}</a>`;
  }
  const here = following(table) === slot.id;
  return here
    ? html`<a class="act here" href=${address(page, slot)}>${t("You are here")}</a>`
    : html`<a
        class="act"
        href=${address(page, slot)}
        @click=${() => void page.app.sender.do("slot.follow", { id: slot.id }, { quiet: true })}
        >${meetingOf(table, slot) ? t("Join remotely") : t("Follow along")}</a
      >`;
}
