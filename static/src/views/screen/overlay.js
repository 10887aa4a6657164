/**
 * What lies over a video: the question that is being answered, the poll, or the message, as a band in the lower third.
 * All else is transparent, so that a streaming program can take the page as a source; where there is nothing to show,
 * nothing is.
 */
import { html, nothing } from "lit-html";
import { keyed } from "lit-html/directives/keyed.js";
import { slideOn } from "../../event/slides.js";
import { presence } from "../../programme/session.js";
import { choosable, closes } from "../../polls/polls.js";
import { voteNow } from "../../polls/vote_now.js";
import { basisWords, handsWords, notYet, percent, results, told } from "../../polls/results.js";
import { turnoutWords } from "../../polls/turnout.js";
import { PUBLIC } from "../../polls/shown.js";
import { ticking } from "../../kit/ticking.js";
import { pick, t, tn } from "../../core/words.js";
import { announced } from "./announced.js";
import { fitted } from "./fit.js";
import { floorBand } from "./floor.js";
import { bar } from "../polls/results.js";
import { counted } from "./poll.js";
import { from, onScreen } from "./question.js";
import { remoteWay } from "./parts.js";

/** @typedef {import("./stage.js").Show} Show */

/** So many options find a place beside each other, fewer if one of them is long. */
const MOST = 4;
const FEW = 3;
const LONG = 24;

/**
 * @param {import("../../core/table.js").Table} table
 * @param {Boot} boot
 * @param {import("../../core/clock.js").Clock} clock
 */
export function overlay(table, boot, clock) {
  const screen = slideOn(table, boot.screen ?? "main", clock.now());
  /** @type {Show} */
  const show = { table, boot, clock, screen, level: nothing, audience: "stream" };
  const band = bands[show.screen.what]?.(show) ?? nothing;
  return html`<main class="stage wall">
    <div class="slide over">${band}</div>
    ${announced(show)}
  </main>`;
}

/** @param {string} key @param {string} text @param {unknown} below @param {string|null} [lang] */
const band = (key, text, below, lang = null) =>
  keyed(
    key,
    html`<section class="band enter">
      <div class="place">
        <h1 class="fit" data-fit="clamp" dir="auto" lang=${lang ?? nothing} ${fitted()}>${text}</h1>
      </div>
      ${below}
    </section>`,
  );

/** @param {Show} show */
function questionBand(show) {
  const question = onScreen(show);
  return question ? band(question.id, question.text, from(question, show), question.lang) : nothing;
}

/** @param {Show} show */
function spokenBand(show) {
  const found = floorBand(show);
  return found ? band(found.key, found.text, found.below) : nothing;
}

/** @param {Show} show */
const messageBand = ({ screen }) => band("message", screen.text ?? "", nothing);

/** @param {Show} show */
function pollBand(show) {
  const { table, screen, clock, boot } = show;
  const poll = screen.id ? table.get("poll", screen.id) : null;
  if (!poll || !PUBLIC.includes(poll.state)) return nothing;
  const { tally, hands, turnout } = counted(show, poll);
  const rows = choosable(poll) ? results(poll, tally, hands) : [];
  const known = told(tally, hands) && screen.part !== "question";
  const most = rows.some(({ label }) => pick(label).length > LONG) ? FEW : MOST;
  const shown = known && rows.length > most ? [...rows].sort((a, b) => b.n - a.n).slice(0, most) : rows.slice(0, most);
  const base = known ? [basisWords(poll, { tally, hands }), handsWords(hands)] : [];
  const facts = [turnoutWords(poll, turnout, presence(table)), ...base].filter(Boolean);
  const left =
    poll.state === "closed"
      ? notYet(poll, tally, turnout)
        ? t("The poll is closed")
        : t("Final result")
      : poll.ends == null
        ? voteNow(poll)
        : ticking(() => closes(poll, clock));
  return band(
    `${poll.id} ${poll.state}`,
    pick({ de: poll.title.de, en: poll.title.en }),
    html` ${
        shown.length
          ? html`<ul class="bars">
              ${shown.map(
                (row, i) =>
                  html`<li class=${known && row.lead ? "lead" : ""}>
                    <span class="label" dir="auto">${pick(row.label)}</span>${known ? figure(poll, row, i) : nothing}
                  </li>`,
              )}
            </ul>`
          : nothing
      }
      <p class="from">
        <b class="tabular">${left}</b>${facts.map((words) => html`<span>${words}</span>`)}${
          poll.state === "closed"
            ? nothing
            : html`<span>${known ? "" : notYet(poll, tally, turnout)}</span><span dir="ltr">${remoteWay(boot)}</span>`
        }
      </p>`,
  );
}

/**
 * The share of an option, or its points, in a number and a bar.
 * @param {RowOf<"poll">} poll @param {import("../../polls/results.js").Result} row @param {number} i
 */
const figure = (poll, row, i) =>
  html`<b class="tabular">${poll.kind === "ranking" ? tn("{n} point", "{n} points", row.n) : percent(row.share)}</b
    ><span class="track" aria-hidden="true">${bar(poll, row, i)}</span>`;

/** @type {Record<string, (show: Show) => unknown>} */
const bands = { question: questionBand, poll: pollBand, message: messageBand, floor: spokenBand };
