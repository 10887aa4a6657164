/** What is on now, how long, and what comes next. */
import { html, nothing } from "lit-html";
import { day, upcoming } from "../../programme/session.js";
import { slotsIn } from "../../rooms/rooms.js";
import { time } from "../../kit/view.js";
import { pick, picked, t } from "../../core/words.js";
import { arrive } from "./checkin.js";
import { react } from "./react.js";
import { movedWords } from "../rooms/words.js";
import { languagesOf, kindName, roleName } from "./words.js";

/** @typedef {import("./state.js").AttendeeState} AttendeeState */

/** @param {AttendeeState} page */
export const now = (page) => html`${arrive(page)}${playing(page)}${summary(page)}`;

/** The way to what the workshops came to. @param {AttendeeState} page */
function summary({ app: { table, boot } }) {
  return table.get("summary", "plenary")?.state === "published"
    ? html`<p class="to-rooms">
        <a class="big-button" href=${`/e/${boot.event}/summary`}>${t("Summary of the workshops")}</a>
      </p>`
    : nothing;
}

/** @param {AttendeeState} page */
function playing(page) {
  const { table } = page.app;
  const all = day(table).filter((session) => session.state === "running");
  // A block is not said beside what is on in it.
  const running = all.filter((session) => !all.some((other) => other.parent === session.id));
  if (!running.length) return between(page);
  return html`${running.map((session, i) => card(page, session, i === running.length - 1))}`;
}

/** @param {AttendeeState} page @param {any} session @param {boolean} last */
function card(page, session, last) {
  const { clock, table } = page.app;
  const next = last ? upcoming(table)[0] : null;
  const left = session.end ? html` · <span class="tabular">${clock.until(session.end)}</span>` : nothing;
  return html`<section class="on-now" aria-label=${t("Now")}>
    <p class="when"><span>${t("Now")}${left}</span>${languagesOf(session)}</p>
    ${title(session)} ${why(session)}
    <p class="what">${[kindName(session.kind), peopleOf(session)].filter(Boolean).join(" · ")}</p>
    ${slotsIn(table, session.id).length ? toRooms(page) : nothing} ${react(page, session)}
    ${next ? html`<p class="next">${t("Next:")} ${entry(page, next)}</p>` : nothing}
  </section>`;
}

/** @param {AttendeeState} page */
const toRooms = ({ app: { boot } }) =>
  html`<p class="to-rooms">
    <a class="big-button" href=${`/e/${boot.event}/rooms`}>${t("All rooms of this round")}</a>
  </p>`;

/** Nothing runs: before, between or after. @param {AttendeeState} page */
function between(page) {
  const { table } = page.app;
  const [next] = upcoming(table);
  const held = day(table).filter((session) => session.state === "over");
  if (!next && !held.length) return nothing;
  if (!next) {
    return html`<section class="on-now quiet">
      <p class="when">${t("Now")}</p>
      <h1>${t("That was the programme. Thank you for being here.")}</h1>
    </section>`;
  }
  const words = held.length ? t("In a moment") : t("It begins with");
  const start = next.start ? html` · ${time(page.app.clock, next.start)}` : nothing;
  return html`<section class="on-now quiet" aria-label=${t("Next")}>
    <p class="when"><span>${words}${start}</span>${languagesOf(next)}</p>
    ${title(next)} ${why(next)}
    <p class="what">${[kindName(next.kind), peopleOf(next)].filter(Boolean).join(" · ")}</p>
  </section>`;
}

/** From here on a title is set smaller, so that the questions stay in sight. */
const LONG = 48;

/** @param {any} session */
const title = (session) =>
  html`<h1
    class=${pick(session.title).length > LONG ? "long" : ""}
    dir="auto"
    lang=${picked(session.title, session.languages)}
  >
    ${pick(session.title)}
  </h1>`;

/** @param {AttendeeState} page @param {any} session */
const entry = ({ app }, session) =>
  html`${session.start ? html`${time(app.clock, session.start)} ` : nothing}<span
      dir="auto"
      lang=${picked(session.title, session.languages)}
      >${pick(session.title)}</span
    >
    ${why(session)}`;

/** Why it is not as published. @param {any} session */
export const why = (session) => (movedWords(session) ? html`<b class="changed">${movedWords(session)}</b>` : nothing);

/** Names; with the role where it is not the usual one of such an item. @param {any} session */
export const peopleOf = (session) =>
  (session.people ?? [])
    .map((/** @type {any} */ { name, role }) => (roleName(role) ? `${name} (${roleName(role)})` : name))
    .join(", ");
