/**
 * A poll: the question and its options, then what came out, on the same rows. Bars only ever repeat what the numbers
 * say; where both groups are large enough to be told apart, a bar shows them by colour and pattern.
 */
import { html, nothing } from "lit-html";
import { keyed } from "lit-html/directives/keyed.js";
import { repeat } from "lit-html/directives/repeat.js";
import { presence, shown } from "../../programme/session.js";
import {
  answersOf,
  choosable,
  closes,
  cloud,
  mean,
  notYet,
  placesOf,
  PUBLIC,
  results,
  partWords,
  told,
  turnoutParts,
  endedWithFew,
  turnoutWords,
} from "../../polls/polls.js";
import { ticking } from "../../kit/ticking.js";
import { origin } from "../../kit/view.js";
import { lang, pick, t, tn } from "../../core/words.js";
import { fitted } from "./fit.js";
import { joinSlide } from "./join.js";
import { top, way } from "./parts.js";

/** @typedef {import("./stage.js").Show} Show */
/** @typedef {import("../../polls/polls.js").Result} Result */

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
  return html`<div class="slide survey">
    ${top(show, shown(table, poll.session))}
    <div class="main">
      <div class="asks">
        <div class="place">
          <h1 class="fit" aria-level=${show.level ?? nothing} dir="auto" ${fitted()}>${pick(said(poll.title))}</h1>
        </div>
        ${way(show)}
      </div>
      ${keyed(drawing, choosable(poll) ? chart(show, poll) : answers(show, poll))}
    </div>
    <footer class="foot">
      ${counts(show, poll)}
      <p class="stand">${state(show, poll)}</p>
    </footer>
  </div>`;
}

/** Only the words of a label that has an id as well. @param {Record<string, string>} label */
const said = ({ de, en }) => ({ de, en });

/**
 * What everybody may see of the numbers: the team sees more, but what it sees here is what the room sees.
 * @param {Show} show
 * @param {any} poll
 */
export function counted({ table, screen }, poll) {
  const tally = screen.part === "question" ? undefined : table.get("tally", poll.id);
  const hands = poll.state === "closed" ? table.get("show_of_hands", poll.id) : undefined;
  return { tally, hands, turnout: table.get("turnout", poll.id) };
}

/** @param {Show} show @param {any} poll */
function chart(show, poll) {
  const { tally, hands } = counted(show, poll);
  const rows = results(poll, tally, hands);
  const known = told(tally, hands);
  const looks = [
    "fit",
    "chart",
    rows.length >= MANY ? "two" : "",
    known || (poll.results === "live" && show.screen.part !== "question") ? "barred" : "",
    isFinal(show, poll) ? "final" : "",
  ];
  const places = poll.kind === "ranking" ? placesOf(rows) : null;
  return html`<div class="place">
    <table class=${looks.join(" ").trim()} data-fit="clamp" role="table" ${fitted()}>
      <tbody role="rowgroup">
        ${repeat(
          rows,
          (row) => row.id,
          (row, i) =>
            html`<tr role="row" class=${known && row.lead ? "lead" : ""}>
              <th role="rowheader" scope="row">
                ${known && places ? html`<b class="rank tabular">${places[i]}</b>` : nothing}
                <span dir="auto">${pick(row.label)}</span>
              </th>
              <td role="cell" class="n tabular">${known ? number(poll, row) : nothing}</td>
              <td role="presentation" class="track" aria-hidden="true">${known ? bar(row, i) : nothing}</td>
            </tr>`,
        )}
      </tbody>
    </table>
  </div>`;
}

/** Whether the result is shown as the last word, with its reveal. @param {Show} show @param {any} poll */
const isFinal = ({ screen }, poll) => poll.state === "closed" && (screen.part ?? "final") === "final";

/** @param {any} poll @param {Result} row */
function number(poll, { n, share }) {
  if (poll.kind === "ranking") return html`<b>${n}</b> <small>${tn("point", "points", n)}</small>`;
  return html`<b>${share.toLocaleString(lang, { style: "percent", maximumFractionDigits: 0 })}</b> <small>${n}</small>`;
}

/**
 * A bar, by groups if they are told.
 * @param {Result} row
 * @param {number} i its place, for the order in which bars appear
 */
export function bar({ n, share, parts }, i) {
  const { onsite, remote, hands } = parts;
  const by =
    onsite !== null && remote !== null
      ? { "by-room": onsite, "by-hands": hands ?? 0, "by-remote": remote }
      : { whole: n };
  return html`<span class="strip" .style=${`inline-size:${100 * Math.min(1, share)}%;animation-delay:${80 * i}ms`}
    >${Object.entries(by)
      .filter(([, part]) => part > 0)
      .map(([name, part]) => html`<i class=${name} .style=${`flex:${part}`}></i>`)}</span
  >`;
}

/** Words or sentences that were approved, as many as fit. @param {Show} show @param {any} poll */
function answers({ table, screen }, poll) {
  const rows = screen.part === "question" ? [] : answersOf(table, poll.id);
  if (!rows.length) {
    const none = poll.state === "closed" ? t("No answers were shown.") : t("Your words appear here.");
    return html`<div class="place"><p class="fit none" ${fitted()}>${none}</p></div>`;
  }
  if (poll.kind === "cloud") {
    return html`<div class="place">
      <ul class="fit wordcloud" data-fit="list" ${fitted()}>
        ${repeat(
          cloud(rows).slice(0, MOST),
          ({ key }) => key,
          ({ text, n, step }) =>
            html`<li class=${`step-${step}`} dir="auto">
              ${text}${n > 1 ? html`<small class="tabular"> ${n}</small>` : nothing}
            </li>`,
        )}
      </ul>
    </div>`;
  }
  return html`<div class="place">
    <ul class="fit texts" data-fit="list" ${fitted()}>
      ${repeat(
        rows.slice(-MOST).reverse(),
        (answer) => answer.id,
        (answer) => html`<li class="enter" dir="auto" lang=${answer.lang ?? nothing}>${answer.text}</li>`,
      )}
    </ul>
  </div>`;
}

/** Who has voted, which is also the key to the colours. @param {Show} show @param {any} poll */
function counts(show, poll) {
  const { hands, turnout, tally } = counted(show, poll);
  const raised = Object.values(hands?.n ?? {}).reduce((sum, n) => sum + n, 0);
  const average = poll.kind === "scale" && tally ? mean(results(poll, tally, hands)) : null;
  return html`<p class="voted tabular">
    ${average === null ? nothing : html`<b>${t("Average {n}", { n: decimal(average) })}</b>`}
    ${
      endedWithFew(poll, turnout) && show.screen.part !== "question"
        ? nothing
        : turnout?.ballots == null
          ? html`<span>${turnoutWords(poll, turnout, presence(show.table))}</span>`
          : turnoutParts(poll, turnout, presence(show.table)).map((part) =>
              part.mode === "all" ? html`<span>${partWords(part)}</span>` : origin(part.mode, partWords(part)),
            )
    }
    ${raised ? html`<span class="raised">${raisedWords(raised)}</span>` : nothing}
    ${turnout?.abstained ? html`<span>${tn("{n} abstention", "{n} abstentions", turnout.abstained)}</span>` : nothing}
  </p>`;
}

/** @param {number} n */
const decimal = (n) => n.toLocaleString(lang, { maximumFractionDigits: 1 });

/** @param {number} n */
const raisedWords = (n) => tn("{n} hand raised in the room", "{n} hands raised in the room", n);

/** Whether one can still vote, and when there will be something to see. @param {Show} show @param {any} poll */
function state({ table, clock, screen }, poll) {
  const wait =
    screen.part === "question" ? "" : notYet(poll, table.get("tally", poll.id), table.get("turnout", poll.id));
  if (poll.state === "closed") {
    return html`<b>${wait || (screen.part === "question" ? t("The poll is closed") : t("Final result"))}</b>`;
  }
  if (poll.state === "closing") return html`<b>${t("Closed. The last ballots from remote are coming in.")}</b>`;
  const left = poll.ends == null ? t("Vote now") : ticking(() => closes(poll, clock));
  return html`${wait ? html`<span>${wait}</span> ` : nothing}<b class="tabular">${left}</b>`;
}
