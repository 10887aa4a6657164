/** The summary, to look at and to bring to the wall from where one stands. */
import { html, nothing } from "lit-html";
import { PLENARY, workshopCards } from "../../summaries/summaries.js";
import { pick, picked, t, tn } from "../../core/words.js";

/** @typedef {import("./state.js").ModeratorState} ModeratorState */

/** Lines of a workshop that are shown here; the rest is on the summary's own page. */
const LINES = 5;

/** @param {ModeratorState} page */
export function summarySheet(page) {
  const { table, boot } = page;
  const rows = workshopCards(table);
  const link = html`<a href=${`/e/${boot.event}/summary`}>${t("Open the page of the summary")}</a>`;
  if (!rows.length) {
    return html`<p class="empty">${t("There is no summary yet. It is made from the notes of the rooms.")}</p>
      <p>${link}</p>`;
  }
  const drafts = rows.filter(({ state }) => state !== "published").length;
  return html`<div class="publish">
    <p>
      ${drafts ? tn("{n} workshop is not published yet.", "{n} workshops are not published yet.", drafts) : nothing}
      ${link}
    </p>
    <div class="acts">
      <button type="button" class="button main" @click=${() => page.screens.publish()}>
        ${drafts ? t("Publish and show") : t("Show on the screen")}
      </button>
    </div>
    ${page.trouble ? html`<p class="trouble">${page.trouble}</p>` : nothing} ${themes(table.get("summary", PLENARY))}
    ${rows.map((row) => workshop(page, row))}
  </div>`;
}

/** @param {RowOf<"summary">|undefined} row the plenary's */
const themes = (row) =>
  row?.themes?.length
    ? html`<section>
        <h3>${t("Themes")}</h3>
        <p dir="auto">${row.themes.map(({ label }) => pick(label)).join(" · ")}</p>
      </section>`
    : nothing;

/** @param {ModeratorState} page @param {RowOf<"summary">} row */
function workshop({ table }, row) {
  const found = table.get("workshop", row.ref);
  const shown = row.lines.slice(0, LINES);
  const more = row.lines.length - shown.length;
  return html`<section>
    <h3 dir="auto" lang=${picked(found?.title, found?.languages)}>${pick(found?.title)}</h3>
    ${
      shown.length
        ? html`<ul>
            ${shown.map((line) => html`<li dir="auto" lang=${line.lang}>${line.text}</li>`)}
          </ul>`
        : html`<p class="note">${t("Nothing shared was noted yet.")}</p>`
    }
    ${more > 0 ? html`<p class="note">${tn("and {n} more line", "and {n} more lines", more)}</p>` : nothing}
  </section>`;
}
