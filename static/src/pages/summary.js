/** The plenary summary: to read for everybody, to decide on for those who run the event. */
import { html, nothing } from "lit-html";
import { PLENARY, silent, workshopCards } from "../summaries/summaries.js";
import { pick, picked, t } from "../core/words.js";
import { header } from "../views/attend/header.js";
import { run } from "../views/attend/page.js";
import { questionsAndPolls } from "../views/summary/questions_and_polls.js";
import { heading, measure, overview, parts, themes } from "../views/summary/read.js";
import { card, SummaryState } from "../views/summary/work.js";
import { whereabouts } from "../views/attend/whereabouts.js";
import { slideOn } from "../event/slides.js";

/** @typedef {import("../views/attend/state.js").AttendeeState} AttendeeState */

const printing = new URLSearchParams(location.search).has("print");
/** @type {SummaryState|null} */
let summary = null;

run(
  (page) => {
    const { table, boot } = page.app;
    const work = (summary ??= new SummaryState(page, boot.as === "team"));
    const plenary = table.get("summary", PLENARY);
    const cards = workshopCards(table);
    const team = boot.as === "team";
    const shown = team ? cards : cards.filter(({ state }) => state === "published");
    const released = plenary && (team || plenary.state === "published");
    const one = (/** @type {RowOf<"summary">} */ row) =>
      team ? card(work, row, { title: heading(table, row) }) : published(page, row);
    const toPrint = html` · <a href=${`/e/${boot.event}/summary?print=1`}>${t("Print")}</a>`;
    return html`${header(page)}
      <main id="main" tabindex="-1" class="summary">
        ${whereabouts(page)}
        <h1>${t("Summary of the workshops")}</h1>
        ${team ? lead(summary, plenary, cards) : nothing}
        ${
          released || shown.length
            ? html`${plenary && released ? whole(summary, plenary) : nothing}${shown.map(one)}${missing(page)}`
            : html`<p class="empty">${notYet(team)}</p>`
        }
        <p class="more">
          <a href=${`/e/${boot.event}/rooms`}>${t("All rooms")}</a>${plenary?.state === "published" ? toPrint : nothing}
        </p>
      </main>`;
  },
  () => Boolean(summary?.writing),
);

if (printing) requestAnimationFrame(() => requestAnimationFrame(() => print()));

/** @param {boolean} team */
function notYet(team) {
  return team
    ? t("The summary builds itself from the notes that are shared in the rooms.")
    : t("The summary appears here as soon as the moderators publish it.");
}

/**
 * Everything at once, for those who publish.
 * @param {SummaryState} summary @param {RowOf<"summary">|undefined} plenary @param {RowOf<"summary">[]} cards
 */
function lead(summary, plenary, cards) {
  if (!plenary) return nothing;
  const open = cards.filter(({ state }) => state === "draft").length;
  const all = [plenary, ...cards].every(({ state }) => state === "published");
  return html`<section class="lead" aria-label=${t("Publish")}>
    <p>${all ? t("Everybody sees the summary now.") : approvals(open, cards.length)}</p>
    <div class="acts">
      ${
        all
          ? html`<button
              type="button"
              class="button"
              @click=${() => void summary.act("summary.withdraw", { id: PLENARY, cards: true }, t("Withdrawn."))}
            >
              ${t("Withdraw everything")}
            </button>`
          : html`<button
              type="button"
              class="button main"
              @click=${() => void summary.act("summary.publish", { id: PLENARY, cards: true }, t("Published."))}
            >
              ${t("Publish everything")}
            </button>`
      } <a class="button" href=${`/e/${summary.page.app.boot.event}/moderate`}>${t("To the screens")}</a>
    </div>
  </section>`;
}

/** How far the workshops are. @param {number} open @param {number} n */
function approvals(open, n) {
  return open
    ? t("{open} of {n} workshops are not approved yet. You can publish all the same.", { open, n })
    : t("All workshops are approved.");
}

/** @param {SummaryState} summary @param {RowOf<"summary">} plenary */
function whole(summary, plenary) {
  const { app } = summary.page;
  const body = plenary.themes.length
    ? html`<h3>${t("Themes across rooms")}</h3>
        ${themes(app, plenary)}`
    : nothing;
  if (summary.leads) {
    return html`${card(summary, plenary, { title: t("All workshops together") })}
      <div class="summary-card">${body}${questionsAndPolls(app, plenary)}</div>`;
  }
  return html`<section class="summary-card" aria-labelledby="h-plenary">
    <h2 id="h-plenary">${t("All workshops together")}</h2>
    ${measure(app.table, plenary)}${overview(app, plenary)}${parts(app, plenary)}${body}
    ${questionsAndPolls(app, plenary)}
  </section>`;
}

/** @param {AttendeeState} page @param {RowOf<"summary">} row */
function published(page, row) {
  const { table, clock } = page.app;
  const stage = slideOn(table, "main", clock.now());
  const up = stage.what === "summary" && stage.id === row.id;
  return html`<details
    class="summary-card"
    id=${`s-${row.id}`}
    ?open=${up || printing || location.hash === `#s-${row.id}`}
  >
    <summary>
      <h2>${heading(table, row)}</h2>
      ${up ? html`<span class="chip-state published">${t("on the screen now")}</span>` : nothing}
    </summary>
    ${measure(table, row)}${parts(page.app, row)}${questionsAndPolls(page.app, row)}
  </details>`;
}

/** Workshops from which nothing came: they took place all the same. @param {AttendeeState} page */
function missing(page) {
  const found = silent(page.app.table);
  return found.length
    ? html`<section class="summary-card missing" aria-labelledby="h-missing">
        <h2 id="h-missing">${t("No shared notes")}</h2>
        <ul>
          ${found.map(
            ({ title, languages }) => html`<li dir="auto" lang=${picked(title, languages)}>${pick(title)}</li>`,
          )}
        </ul>
      </section>`
    : nothing;
}
