/** What came out of a poll: a table first, with a bar on each row; words and answers as lists. */
import { html, nothing } from "lit-html";
import { repeat } from "lit-html/directives/repeat.js";
import { presence } from "../../programme/session.js";
import {
  answersOf,
  choosable,
  cloud,
  endedWithFew,
  notYet,
  number,
  outcome,
  percent,
  placesOf,
  results,
  told,
  turnoutWords,
} from "../../polls/polls.js";
import { origin } from "../../kit/view.js";
import { t, tn } from "../../core/words.js";
import { both } from "./choices.js";

/** @typedef {import("./state.js").AttendeeState} AttendeeState */
/** @typedef {import("../../polls/polls.js").Result} Result */

/** @param {AttendeeState} page @param {any} poll */
export function cameOut(page, poll) {
  const { table } = page.app;
  const turnout = table.get("turnout", poll.id);
  // Where groups are told, their sum is not said by itself.
  const all = turnout?.onsite == null ? "" : `${tn("{n} ballot", "{n} ballots", turnout.ballots ?? 0)}: `;
  const came = html`<p class="turnout quiet tabular">${all}${turnoutWords(poll, turnout, presence(table))}</p>`;
  return html`${page.voting.choosing(poll) ? later(page, poll) : shown(page, poll, turnout)}
  ${endedWithFew(poll, turnout) ? nothing : came}`;
}

/** Nobody is to vote under the eyes of what others chose. @param {AttendeeState} page @param {any} poll */
function later({ app: { table } }, poll) {
  const tally = table.get("tally", poll.id);
  const something = choosable(poll) ? told(tally) : answersOf(table, poll.id).length > 0;
  const words = something
    ? t("You see the results when you have voted.")
    : notYet(poll, tally, table.get("turnout", poll.id));
  return words && html`<p class="quiet">${words}</p>`;
}

/** @param {AttendeeState} page @param {any} poll @param {any} turnout */
function shown(page, poll, turnout) {
  const { table } = page.app;
  if (!choosable(poll)) return poll.kind === "cloud" ? words(page, poll) : answers(page, poll);
  const tally = table.get("tally", poll.id);
  const hands = table.get("show_of_hands", poll.id);
  const why = notYet(poll, tally, turnout);
  if (!told(tally, hands)) return html`<p class="quiet">${why}</p>`;
  const rows = results(poll, tally, hands);
  return html`${poll.state === "closed" ? html`<p class="final">${outcome(poll, rows, turnout)}</p>` : nothing}
  ${why ? html`<p class="quiet">${why}</p>` : nothing} ${counted(poll, rows)}
  ${hands?.at && rows[0].parts.hands !== null ? handsCounted(page.app.clock.time(hands.at)) : nothing}`;
}

/** @param {string} time */
const handsCounted = (time) =>
  html`<p class="quiet">${t("Hands in the room: counted by the team at {time}.", { time })}</p>`;

/** @param {any} poll @param {Result[]} rows */
function counted(poll, rows) {
  const ranked = poll.kind === "ranking";
  const places = placesOf(rows);
  const rank = (/** @type {number} */ i) => (ranked ? html`<span class="rank tabular">${places[i]}.</span> ` : nothing);
  return html`<table class="outcome">
      <caption class="unseen">
        ${poll.state === "closed" ? t("Result") : t("Result so far")}
      </caption>
      <thead class="unseen">
        <tr>
          <th scope="col">${t("Option")}</th>
          <th scope="col">${ranked ? t("Points") : t("Ballots")}</th>
          <th scope="col">${t("Share")}</th>
        </tr>
      </thead>
      <tbody>
        ${repeat(
          rows,
          (row) => row.id,
          (row, i) =>
            html`<tr class=${row.lead ? "lead" : ""}>
              <th scope="row">${rank(i)}${both(row.label)}${bar(row)}${parts(row)}</th>
              <td class="tabular">${number(row.n)}</td>
              <td class="tabular">${percent(row.share)}</td>
            </tr>`,
        )}
      </tbody>
    </table>
    ${ranked ? points(rows.length) : nothing}`;
}

/** How a ranking is counted. @param {number} n options */
const points = (n) =>
  html`<p class="quiet">${t("Points: the first of {n} gets {n}, the next one less, and so on.", { n })}</p>`;

/** The parts of a row, each with its pattern. @param {Result} row */
function pieces({ n, parts }) {
  const { onsite, remote, hands } = parts;
  const told = onsite !== null && remote !== null;
  return [
    { looks: told ? "room" : "all", n: told ? onsite : n - (hands ?? 0) },
    { looks: "hands", n: hands ?? 0 },
    { looks: "remote", n: told ? remote : 0 },
  ].filter((piece) => piece.n > 0);
}

/** @param {Result} row */
function bar(row) {
  const width = (/** @type {number} */ n) => `inline-size:${row.n ? (100 * row.share * n) / row.n : 0}%`;
  return html`<span class="bar" aria-hidden="true"
    >${pieces(row).map(({ looks, n }) => html`<i class=${looks} .style=${width(n)}></i>`)}</span
  >`;
}

/** @param {Result} row */
function parts({ n, parts: { onsite, remote, hands } }) {
  if (onsite === null && hands === null) return nothing;
  return html`<span class="parts tabular">
    ${
      onsite === null
        ? html`<span>${t("{n} on devices", { n: n - (hands ?? 0) })}</span>`
        : origin("onsite", t("{n} in the room", { n: onsite }))
    }
    ${hands === null ? nothing : html`<span class="hands">${tn("{n} hand", "{n} hands", hands)}</span>`}
    ${remote === null ? nothing : origin("remote", t("{n} remote", { n: remote }))}
  </span>`;
}

/** @param {AttendeeState} page @param {any} poll */
function answers(page, poll) {
  const found = answersOf(page.app.table, poll.id);
  if (!found.length) return html`<p class="quiet">${none(page, poll)}</p>`;
  return html`<ul class="answers" aria-label=${t("Answers")}>
    ${repeat(
      found,
      (answer) => answer.id,
      (answer) => html`<li dir="auto" lang=${answer.lang ?? nothing}>${answer.text}</li>`,
    )}
  </ul>`;
}

/** Bigger words were sent more often; the number is said as well. @param {AttendeeState} page @param {any} poll */
function words(page, poll) {
  const found = cloud(answersOf(page.app.table, poll.id));
  if (!found.length) return html`<p class="quiet">${none(page, poll)}</p>`;
  return html`<ul class="cloud" aria-label=${t("Words, the most frequent first")}>
    ${repeat(
      found,
      ({ key }) => key,
      ({ text, n, step }) =>
        html`<li class=${`step-${step}`}>
          <bdi>${text}</bdi
          >${n > 1 ? html` <span class="often tabular"><span aria-hidden="true">×</span>${n}</span>` : nothing}
        </li>`,
    )}
  </ul>`;
}

/** @param {AttendeeState} page @param {any} poll */
const none = ({ app: { table } }, poll) =>
  notYet(poll, undefined, table.get("turnout", poll.id)) ||
  (poll.state === "closed" ? t("No answers were shown.") : t("No answers to be seen yet."));
