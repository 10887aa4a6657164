/** What is on now, in one bar that opens: how long it goes on, who speaks, and what comes next. */
import { html, nothing } from "lit-html";
import { isClosed } from "../../event/life.js";
import { day, upcoming } from "../../programme/session.js";
import { slotsIn } from "../../rooms/rooms.js";
import { time } from "../../kit/view.js";
import { pick, picked, t } from "../../core/words.js";
import { movedWords } from "../rooms/words.js";
import { kindName, languagesOf, peopleOf } from "./words.js";

/** @typedef {import("./state.js").AttendeeState} AttendeeState */

/** @param {AttendeeState} page */
export function now(page) {
  const { table, boot, clock } = page.app;
  const { label, session, until, more } = current(page);
  if (!label) return nothing;
  const published = table.get("summary", "plenary")?.state === "published";
  return html`<section class=${session?.state === "running" ? "on-now" : "on-now quiet"} aria-label=${label}>
    <details>
      <summary>
        ${title(session)}<span class="until tabular">${until} ${session ? why(session) : nothing}</span
        >${session ? page.parts.zone.ready?.nowHere(clock, session) : nothing}
      </summary>
      ${session ? about(page, session) : nothing} ${more}
      ${
        published
          ? html`<p class="to-rooms">
              <a class="big-button" href=${`/e/${boot.event}/summary`}>${t("Summary of the workshops")}</a>
            </p>`
          : nothing
      }
    </details>
  </section>`;
}

/** Whether the whole day has been held. @param {import("../../core/table.js").Table} table */
export const dayOver = (table) =>
  isClosed(table) ||
  (day(table).some(({ state }) => state === "over") && !day(table).some(({ state }) => ON_OR_AHEAD.has(state)));

const ON_OR_AHEAD = new Set(["running", "planned"]);

/** What the bar speaks of: what runs, else what comes, else that it was all. @param {AttendeeState} page */
function current(page) {
  const { table, clock } = page.app;
  const all = day(table).filter((session) => session.state === "running");
  // A block is not said beside what is on in it.
  const running = all.filter((session) => !all.some((other) => other.parent === session.id));
  const [next] = upcoming(table);
  const session = running[running.length - 1];
  if (session) {
    const beside = running.slice(0, -1).map((other) => besides(page, other));
    const until = session.end ? clock.until(session.end) : t("Now");
    return { label: t("Now"), session, until, more: html`${beside}${next ? comes(page, next) : nothing}` };
  }
  if (next && !isClosed(table)) return { label: t("Next"), session: next, until: begins(page, next), more: nothing };
  if (!dayOver(table)) return {};
  return { label: t("Now"), session: null, until: "", more: nothing };
}

/**
 * When the next item begins; before its day, on which day.
 * @param {AttendeeState} page @param {RowOf<"session">} next
 */
function begins({ app: { table, clock } }, next) {
  const held = day(table).some(({ state }) => state === "over");
  if (next.start == null) return held ? t("In a moment") : t("It begins with");
  const date = clock.otherDay(next.start);
  const at = html`${date ? `${date}, ` : nothing}${time(clock, next.start)}`;
  return html`${held && !date ? t("In a moment") : t("It begins with")} · ${at}`;
}

/** @param {AttendeeState} page @param {RowOf<"session">} session */
function about({ app: { table, boot } }, session) {
  const [kind, people] = [kindName(session.kind), peopleOf(session)];
  return html`<p class="what">
      ${kind ? html`<span>${kind}</span>` : nothing} ${people ? html`<span dir="auto">${people}</span>` : nothing}
      ${languagesOf(session)}
    </p>
    ${
      slotsIn(table, session.id).length
        ? html`<p class="to-rooms">
            <a class="big-button" href=${`/e/${boot.event}/rooms`}>${t("All rooms of this round")}</a>
          </p>`
        : nothing
    }`;
}

/** What runs at the same time. @param {AttendeeState} page @param {RowOf<"session">} session */
const besides = (page, session) => html`<p class="next">${t("Also now:")} ${named(session)}</p>`;

/** @param {AttendeeState} page @param {RowOf<"session">} session */
const comes = ({ app: { clock } }, session) =>
  html`<p class="next">
    ${t("Next:")} ${session.start ? html`${time(clock, session.start)} ` : nothing}${named(session)} ${why(session)}
  </p>`;

/** @param {RowOf<"session">} session */
const named = ({ title, languages }) => html`<span dir="auto" lang=${picked(title, languages)}>${pick(title)}</span>`;

/** @param {RowOf<"session">|null|undefined} session none: the day is over */
const title = (session) =>
  session
    ? html`<h1 dir="auto" lang=${picked(session.title, session.languages)}>${pick(session.title)}</h1>`
    : html`<h1>${t("That was the programme. Thank you for being here.")}</h1>`;

/** Why it is not as published. @param {RowOf<"session">} session */
export const why = (session) => (movedWords(session) ? html`<b class="changed">${movedWords(session)}</b>` : nothing);
