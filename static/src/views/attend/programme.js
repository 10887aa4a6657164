/** The whole day, with now marked. */
import { html, nothing } from "lit-html";
import { byDay } from "../../programme/days.js";
import { day, questionsOf } from "../../programme/session.js";
import { ahead, moved, roomOf, slotsIn } from "../../rooms/rooms.js";
import { time } from "../../kit/view.js";
import { pick, picked, t, tn } from "../../core/words.js";
import { why } from "./now.js";
import { kindName, languagesOf, peopleOf } from "./words.js";

/** @typedef {import("./state.js").AttendeeState} AttendeeState */

/** @param {AttendeeState} page */
export function programme(page) {
  const { table, boot, clock } = page.app;
  const event = table.get("event", boot.event);
  const sessions = day(table);
  if (!sessions.length) return html`<p class="empty">${t("The programme is not there yet.")}</p>`;
  return html`<section class="programme" aria-label=${t("Programme")}>
    ${table.all("announcement").length ? page.parts.announcements.now?.archive(page) : nothing}
    ${event?.provisional ? html`<p class="quiet">${t("The programme may still change.")}</p>` : nothing}
    ${page.parts.zone.now?.zoneNote(clock, sessions.find(({ start }) => start != null)?.start)}
    ${byDay(sessions, clock.zone).map(
      ({ day: date, items }) =>
        html`${date ? html`<h2 class="date">${date}</h2>` : nothing}
          <ol class=${event?.mode === "pointer" ? "day pointer" : "day"}>
            ${items.map((session) => item(page, session))}
          </ol>`,
    )}
    ${event?.venue ? html`<p class="quiet" dir="auto">${pick(event.venue)}</p>` : nothing} ${answerable(event)}
  </section>`;
}

/** Who answers for the event, and how they are reached. @param {RowOf<"event">|undefined} event */
function answerable(event) {
  const who = [event?.responsible, event?.contact].filter(Boolean).join(", ");
  return who ? html`<p class="quiet" dir="auto">${t("Responsible: {who}", { who })}</p>` : nothing;
}

/** Bring what is on now into sight. */
export function showNow() {
  document.querySelector(".session.running")?.scrollIntoView({ block: "center" });
}

/** @param {AttendeeState} page @param {RowOf<"session">} session */
function item(page, session) {
  const slots = slotsIn(page.app.table, session.id);
  const people = peopleOf(session);
  const calm = session.kind === "break" || session.kind === "reception";
  return html`<li
    class=${["session", session.state, calm ? "calm" : "", session.parent ? "child" : ""].join(" ")}
    id=${`s-${session.id}`}
    aria-current=${session.state === "running" ? "true" : nothing}
  >
    <p class="times">${times(page, session)}</p>
    <div class="body">
      ${mark(session.state)}
      <h2 dir="auto" lang=${picked(session.title, session.languages)}>${pick(session.title)}</h2>
      ${calm ? nothing : html`<p class="who">${[kindName(session.kind), people].map(part)}${languagesOf(session)}</p>`}
      ${why(session)} ${session.place ? html`<p class="who">${pick(session.place)}</p>` : nothing}
      ${
        slots.length
          ? html`<ul class="slots">
              ${slots.map((slot) => workshop(page, slot))}
            </ul>`
          : ask(page, session.id)
      }
    </div>
  </li>`;
}

/** A part of a line, or nothing. @param {string} words */
const part = (words) => (words ? html`<span>${words}</span>` : nothing);

/** @param {AttendeeState} page @param {RowOf<"session">} session */
function times({ app, parts }, session) {
  if (session.start == null) {
    return session.started
      ? html`<span class="unseen">${t("began")}</span> ${time(app.clock, session.started)}`
      : nothing;
  }
  const approx = session.end_inferred ? html`<span class="approx">${t("approx.")}</span> ` : nothing;
  const end =
    session.end == null ? nothing : html` <span class="end">– ${approx}${time(app.clock, session.end)}</span>`;
  const was =
    moved(session, "start") && session.state !== "over"
      ? html` <s class="was">${time(app.clock, session.plan_start)}</s>`
      : nothing;
  return html`${time(app.clock, session.start)}${was}${end}${parts.zone.ready?.beside(app.clock, session)}`;
}

/** @param {string} state */
function mark(state) {
  if (state === "running") return html`<p class="tag">${t("Now")}</p>`;
  if (state === "cancelled") return html`<p class="tag off">${t("Cancelled")}</p>`;
  return nothing;
}

/** @param {AttendeeState} page @param {RowOf<"slot">} slot */
function workshop(page, slot) {
  const { table, boot } = page.app;
  const address = `/e/${boot.event}/rooms/${slot.id}`;
  const signs = ahead(slot) && table.get("signup_settings", boot.event)?.open;
  const { title = "", people = [], languages = [] } = table.get("workshop", slot.workshop) ?? {};
  const room = roomOf(table, slot);
  return html`<li class=${slot.state}>
    ${room ? html`<p class="room-name">${pick(room.title)}</p>` : nothing}
    ${slot.state === "cancelled" ? mark(slot.state) : nothing}
    <h3 dir="auto" lang=${picked(title, languages)}>
      <a href=${address}>${pick(title)}</a>
    </h3>
    <p class="who"><span>${peopleOf({ people })}</span>${languagesOf({ languages })}</p>
    ${ask(page, slot.id)} ${signs ? html`<a class="ask" href=${address}>${t("Sign up")}</a>` : nothing}
  </li>`;
}

/** @param {AttendeeState} page @param {string} id */
function ask(page, id) {
  const { table } = page.app;
  const state = (table.get("session", id) ?? table.get("session", table.get("slot", id)?.session ?? ""))?.state;
  const n = questionsOf(table, id).length;
  const open = state === "running" && table.get("qa", id)?.open;
  if (!open && !n) return nothing;
  return html`<a class="ask" href="#questions" @click=${() => page.choose(id)}
    >${open ? t("Ask a question") : tn("{n} question", "{n} questions", n)}</a
  >`;
}
