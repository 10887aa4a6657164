/** The next questions in fair order: as many as fit, and never a list that scrolls. */
import { html, nothing } from "lit-html";
import { repeat } from "lit-html/directives/repeat.js";
import { origin } from "../../kit/view.js";
import { nextUp, onStage, shown, votesIn } from "../../programme/session.js";
import { t } from "../../core/words.js";
import { fitted } from "./fit.js";
import { joinSlide } from "./join.js";
import { groups, top, way } from "./parts.js";

const MOST = 6;

/** @param {import("./stage.js").Show} show */
export function topSlide(show) {
  const { table, screen } = show;
  const session = shown(table, screen.id);
  const ids = nextUp(table, session?.id).slice(0, MOST);
  const stage = onStage(table, session?.id);
  if (!session || !(ids.length || stage)) return joinSlide(show, t("Your questions, please"));
  return html`<div class="slide toplist">
    ${top(show, session)}
    <div class="main">
      ${
        stage
          ? html`<p class="current">
              <b>${t("Being answered")}</b> <span dir="auto" lang=${stage.lang ?? nothing}>${stage.text}</span>
            </p>`
          : nothing
      }
      <h1 aria-level=${show.level}>
        ${ids.length ? t("Up next") : t("No more questions yet. Yours could be the next one.")}
      </h1>
      <div class="place">
        <ol class="fit" data-fit="list" ${fitted()}>
          ${repeat(
            ids,
            (id) => id,
            (id, i) => entry(table.get("question", id), i + 1, votesIn(table)(id)),
          )}
        </ol>
      </div>
    </div>
    <footer class="foot">${groups(show)}${way(show)}</footer>
  </div>`;
}

/** @param {RowOf<"question">|undefined} q @param {number} rank @param {number} votes */
const entry = (q, rank, votes) =>
  q &&
  html`<li class="enter">
    <b class="rank tabular">${rank}</b>
    <p dir="auto" lang=${q.lang ?? nothing}>${q.text}</p>
    <span class="mark">${origin(q.mode)}<span class="tabular votes">${votes ? `▲ ${votes}` : nothing}</span></span>
  </li>`;
