/** A poll: the question and its options, then what came out, on the same rows. */
import { html, nothing } from "lit-html";
import { keyed } from "lit-html/directives/keyed.js";
import { repeat } from "lit-html/directives/repeat.js";
import { presence, shown } from "../../programme/session.js";
import { answersOf, choosable, closes, cloud } from "../../polls/polls.js";
import { notYet, told } from "../../polls/results.js";
import { PUBLIC } from "../../polls/shown.js";
import { voteNow } from "../../polls/vote_now.js";
import { grouped } from "../../polls/words.js";
import { ticking } from "../../kit/ticking.js";
import { pick, t } from "../../core/words.js";
import { resultKey, resultTable, scaleLine } from "../polls/results.js";
import { sides } from "../../polls/tied.js";
import { tiedTable } from "../polls/tied.js";
import { fitted } from "./fit.js";
import { joinSlide } from "./join.js";
import { top, way } from "./parts.js";

/** @typedef {import("./stage.js").Show} Show */

/** From this many options on they stand in two columns. */
const MANY = 7;
/** Words and answers that are drawn at most, before measuring what fits. */
const MOST = 60;

/** @param {Show} show */
export function pollSlide(show) {
  const { table, screen } = show;
  const poll = screen.id ? table.get("poll", screen.id) : null;
  if (!poll || !PUBLIC.includes(poll.state)) return joinSlide(show);
  const drawing = `${poll.id} ${poll.state === "closed"} ${screen.part}`;
  const counts = counted(show, poll);
  return html`<div class="slide survey">
    ${top(show, shown(table, poll.session))}
    <div class="main">
      <div class="asks">
        <div class="place">
          <h1 class="fit" aria-level=${show.level ?? nothing} dir="auto" ${fitted()}>${pick(said(poll.title))}</h1>
        </div>
        ${way(show)}
      </div>
      ${keyed(drawing, choosable(poll) ? chart(show, poll) : answers(show, poll))} ${scaleLine(poll, counts)}
    </div>
    <footer class="foot">
      <p class="voted tabular">${resultKey(poll, counts, presence(table), screen.part === "question")}</p>
      <p class="stand">${state(show, poll)}</p>
    </footer>
  </div>`;
}

/** Only the words of a label that has an id as well. @param {Record<string, string>} label */
const said = ({ de, en }) => ({ de, en });

/**
 * What everybody may see of the numbers: the team sees more, but what it sees here is what the room sees.
 * @param {Show} show
 * @param {RowOf<"poll">} poll
 */
export function counted({ table, screen }, poll) {
  const hidden = screen.part === "question";
  const tally = hidden ? undefined : table.get("tally", poll.id);
  const hands = poll.state === "closed" && !hidden ? table.get("show_of_hands", poll.id) : undefined;
  return { tally, hands, turnout: table.get("turnout", poll.id) };
}

/** @param {Show} show @param {RowOf<"poll">} poll */
function chart(show, poll) {
  if (isFinal(show, poll) && sides(show.table, poll)) {
    return html`<div class="place">${tiedTable(show.table, poll, fitted())}</div>`;
  }
  const counts = counted(show, poll);
  const looks = [
    "fit chart",
    poll.options.length >= MANY ? "two" : "",
    told(counts.tally, counts.hands) || (poll.results === "live" && show.screen.part !== "question") ? "barred" : "",
    isFinal(show, poll) ? "final" : "",
  ];
  return html`<div class="place">${resultTable(poll, counts, { looks: looks.join(" "), fit: fitted() })}</div>`;
}

/** Whether the result is shown as the last word, with its reveal. @param {Show} show @param {RowOf<"poll">} poll */
const isFinal = ({ screen }, poll) => poll.state === "closed" && (screen.part ?? "final") === "final";

/** Words or sentences that were approved, as many as fit. @param {Show} show @param {RowOf<"poll">} poll */
function answers({ table, screen }, poll) {
  const rows = screen.part === "question" ? [] : answersOf(table, poll.id);
  if (!rows.length) {
    const coming = poll.kind === "cloud" ? t("Your words appear here.") : t("Your answers appear here.");
    const none = poll.state === "closed" ? t("No answers were shown.") : coming;
    return html`<div class="place"><p class="fit none" ${fitted()}>${none}</p></div>`;
  }
  return html`<div class="place">${poll.kind === "cloud" ? words(rows) : texts(rows)}</div>`;
}

/** @param {RowOf<"answer">[]} rows */
const words = (rows) =>
  html`<ul class="fit wordcloud" data-fit="list" ${fitted()}>
    ${repeat(
      cloud(rows).slice(0, MOST),
      ({ key }) => key,
      ({ text, n, step }) =>
        html`<li class=${`step-${step}`} dir="auto">
          ${text}${n > 1 ? html` <small class="tabular">×${n}</small>` : nothing}
        </li>`,
    )}
  </ul>`;

/** The same answer stands once, those that most people gave first. @param {RowOf<"answer">[]} rows */
const texts = (rows) =>
  html`<ul class="fit texts" data-fit="list" ${fitted()}>
    ${repeat(
      grouped(rows).slice(0, MOST),
      ({ key }) => key,
      ({ text, lang, n }) =>
        html`<li class="enter" dir="auto" lang=${lang ?? nothing}>
          ${text}${n > 1 ? html` <small class="tabular">×${n}</small>` : nothing}
        </li>`,
    )}
  </ul>`;

/**
 * Whether one can still vote, and when there will be something to see.
 * @param {Show} show @param {RowOf<"poll">} poll
 */
function state({ table, clock, screen }, poll) {
  const wait =
    screen.part === "question" ? "" : notYet(poll, table.get("tally", poll.id), table.get("turnout", poll.id));
  if (poll.state === "closed") {
    return html`<b>${wait || (screen.part === "question" ? t("The poll is closed") : t("Final result"))}</b>`;
  }
  if (poll.state === "closing") return html`<b>${t("Closed. The last ballots from remote are coming in.")}</b>`;
  const left = poll.ends == null ? voteNow(poll) : ticking(() => closes(poll, clock));
  return html`${wait ? html`<span>${wait}</span> ` : nothing}<b class="tabular">${left}</b>`;
}
