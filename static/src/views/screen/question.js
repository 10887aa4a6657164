/** The question on stage: one sentence that the last row can read, where it comes from, and who is next. */
import { html, nothing } from "lit-html";
import { keyed } from "lit-html/directives/keyed.js";
import { repeat } from "lit-html/directives/repeat.js";
import { origin } from "../../kit/view.js";
import { nextUp, onStage, shown, votesIn } from "../../programme/session.js";
import { t, tn } from "../../core/words.js";
import { fitted } from "./fit.js";
import { joinSlide } from "./join.js";
import { groups, top, way } from "./parts.js";

/** @typedef {import("./stage.js").Show} Show */

/** From this length on a question needs the whole width. */
const LONG = 240;

/** @param {Show} show */
export function questionSlide(show) {
  const { table } = show;
  const session = sessionOf(show);
  const question = onScreen(show);
  if (!question || !session) return joinSlide(show, t("Your questions, please"));
  const next =
    question.text.length > LONG
      ? []
      : nextUp(table, session.id)
          .filter((id) => id !== question.id)
          .slice(0, 2);
  return html`<div class="slide question">
    ${top(show, session)}
    <div class=${next.length ? "main with-next" : "main"}>
      ${keyed(question.id, asked(show, question))}
      ${next.length ? aside(next.flatMap((id) => table.get("question", id) ?? [])) : nothing}
    </div>
    <footer class="foot">${groups(show)}${way(show)}</footer>
  </div>`;
}

/** The question that a screen shows: the one that is named, else the one being answered. @param {Show} show */
export function onScreen(show) {
  const { table, screen } = show;
  return (screen.id && table.get("question", screen.id)) || onStage(table, sessionOf(show)?.id);
}

/** @param {Show} show */
function sessionOf({ table, screen }) {
  const given = screen.id ? table.get("question", screen.id) : null;
  return shown(table, given ? given.session : screen.id);
}

/** @param {Show} show @param {RowOf<"question">} question */
function asked(show, question) {
  return html`<div class="asked enter">
    <div class="place">
      <h1 class="fit" aria-level=${show.level} dir="auto" lang=${question.lang ?? nothing} ${fitted()}>
        ${question.text}
      </h1>
    </div>
    ${from(question, show)}
  </div>`;
}

/** Who asks, and how many support it. @param {RowOf<"question">} question @param {Show} show */
export function from(question, { table }) {
  const votes = votesIn(table)(question.id);
  return html`<p class="from">
    ${origin(question.mode, question.mode === "remote" ? t("asked remotely") : t("asked in the room"))}
    ${question.name ? html`<bdi>${question.name}</bdi>` : nothing}
    ${question.person ? html`<span>${t("to {name}", { name: question.person })}</span>` : nothing}
    ${votes ? html`<span class="support">${support(votes)}</span>` : nothing}
  </p>`;
}

/** @param {number} n the number is set larger, wherever the language puts it */
function support(n) {
  const [before, after = ""] = tn("{mark} person supports this", "{mark} people support this", n, {
    mark: "\u0000",
  }).split("\u0000");
  return html`${before}<b class="tabular">${n}</b>${after}`;
}

/** @param {RowOf<"question">[]} questions */
function aside(questions) {
  return html`<aside class="next">
    <h2>${t("Up next")}</h2>
    <div class="place">
      <ol class="fit" data-fit="list" ${fitted()}>
        ${repeat(
          questions,
          (q) => q.id,
          (q) =>
            html`<li class="enter">
              ${origin(q.mode)}
              <p dir="auto" lang=${q.lang ?? nothing}>${q.text}</p>
            </li>`,
        )}
      </ol>
    </div>
  </aside>`;
}
