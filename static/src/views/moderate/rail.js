/** The day in one line: what was, what is on, what comes next, and the one button that begins it. */
import { html, nothing } from "lit-html";
import { day, running, upcoming } from "../../programme/session.js";
import { pick, picked, t } from "../../core/words.js";
import { askEarly } from "../day/early.js";
import { cap } from "./bars.js";

/** @typedef {import("./state.js").ModeratorState} ModeratorState */

/** @param {ModeratorState} page */
export function rail(page) {
  const { table, sessions } = page;
  const now = running(table);
  const next = upcoming(table)[0] ?? null;
  if (!day(table).length) return empty(page);
  const asks = next && page.dialog === null && sessions.early.asking === next.id;
  return html`<nav class="rail" aria-label=${t("The day")}>
    ${items(page, now)} ${asks ? askEarly(sessions.acting, sessions.early, next) : begin(page, next)}
  </nav>`;
}

/** Of an event without a programme. @param {ModeratorState} page */
function empty({ table, boot }) {
  const event = table.get("event", boot.event);
  return html`<div class="rail">
    <h1 class="here-now" lang=${picked(event?.title, event?.languages)}>${pick(event?.title)}</h1>
  </div>`;
}

/** @param {ModeratorState} page @param {RowOf<"session">|null} now */
function items(page, now) {
  const all = day(page.table).filter(({ state }) => state !== "cancelled");
  const at = now ? all.findIndex(({ id }) => id === now.id) : all.filter(({ state }) => state === "over").length;
  const before = all[at - 1];
  return html`<div class="stops">
    ${page.away ? away(page, now) : before ? stop(page, before, "before") : nothing}
    ${now ? nothing : html`<b class="now">${idle(all)}</b>`} ${here(page, now)}
  </div>`;
}

/** What runs meanwhile, and the way back to it. @param {ModeratorState} page @param {RowOf<"session">|null} now */
const away = (page, now) =>
  html`${now ? stop(page, now, "now") : nothing}
    <button type="button" class="button small" @click=${() => page.follow()}>
      ${t("Back to the current session")}
    </button>`;

/** What the page is about. @param {ModeratorState} page @param {RowOf<"session">|null} now */
function here(page, now) {
  const { session, clock } = page;
  if (!session) return nothing;
  return html`<h1 class=${now?.id === session.id ? "here-now running" : "here-now"} title=${pick(session.title)}>
      ${session.start == null ? nothing : html`<span class="tabular">${clock.time(session.start)}</span> `}<span
        lang=${picked(session.title, session.languages)}
        >${pick(session.title)}</span
      >
    </h1>
    <span class="when tabular">${when(page, session)}</span>`;
}

/** @param {ModeratorState} page @param {Place} session */
function when(page, session) {
  const { clock } = page;
  if (session.state === "cancelled") return html`<b class="warn">${t("cancelled")}</b>`;
  if (session.state === "over") return html`<span>${t("over")}</span>`;
  if (session.state === "planned") {
    return html`<span
      >${session.start ? t("planned for {time}", { time: clock.time(session.start) }) : t("not started")}</span
    >`;
  }
  if (!session.end) return html`<span>${t("running")}</span>`;
  return html`<span class=${clock.minutesTo(session.end) < 0 ? "warn" : ""}>${clock.until(session.end)}</span>`;
}

/** What is said where nothing runs. @param {RowOf<"session">[]} all */
function idle(all) {
  if (all.every(({ state }) => state === "planned")) return t("Not begun yet");
  return all.some(({ state }) => state === "planned") ? t("Between two sessions") : t("The programme is over");
}

/** @param {ModeratorState} page @param {RowOf<"session">} session @param {"before"|"now"} where */
const stop = (page, session, where) =>
  html`<button
    type="button"
    class=${`rail-stop ${where}`}
    title=${pick(session.title)}
    aria-pressed=${page.session?.id === session.id}
    @click=${() => page.pick(session.id)}
  >
    <span class="unseen">${where === "now" ? t("Now:") : t("Before:")}</span>
    ${session.start == null ? nothing : html`<span class="tabular">${page.clock.time(session.start)}</span>`}
    <span class="words" lang=${picked(session.title, session.languages)}>${pick(session.title)}</span>
  </button>`;

/**
 * The button that moves “now” on. Where the clock moves it, it is for those who cannot wait.
 * @param {ModeratorState} page
 * @param {RowOf<"session">} next
 */
function begin(page, next) {
  const { sessions } = page;
  const pointer = page.table.get("event", page.boot.event)?.mode === "pointer";
  const whole = html`<button
    type="button"
    class="button whole"
    aria-haspopup="dialog"
    @click=${() => page.openDialog({ what: "session" })}
  >
    ${t("Whole day")}${cap(page, "t")}
  </button>`;
  if (!next) return whole;
  return html`${whole}<button
      type="button"
      class=${pointer ? "button main begin" : "button begin"}
      title=${pick(next.title)}
      @click=${() => sessions.early.press(sessions.acting, next)}
    >
      ${next.start == null ? nothing : html`<span class="tabular">${page.clock.time(next.start)}</span>`}
      <span class="words">${t("Next: {title}", { title: pick(next.title) })}</span>
    </button>`;
}
