/** What came out of a poll: a table first, with a bar on each row; words and answers as lists. */
import { html, nothing } from "lit-html";
import { repeat } from "lit-html/directives/repeat.js";
import { presence } from "../../programme/session.js";
import { answersOf, choosable, cloud } from "../../polls/polls.js";
import { notYet, outcome, results, told } from "../../polls/results.js";
import { grouped } from "../../polls/words.js";
import { t } from "../../core/words.js";
import { resultKey, resultTable, scaleLine } from "../polls/results.js";
import { tiedTable } from "../polls/tied.js";
import { both } from "./words.js";

/** @typedef {import("./state.js").AttendeeState} AttendeeState */

/** @param {AttendeeState} page @param {RowOf<"poll">} poll */
export function cameOut(page, poll) {
  const { table } = page.app;
  const turnout = table.get("turnout", poll.id);
  const choosing = page.voting.choosing(poll);
  const [tally, hands] = choosing ? [] : [table.get("tally", poll.id), table.get("show_of_hands", poll.id)];
  return html`${choosing ? later(page, poll) : shown(page, poll, turnout)}
    <p class="turnout quiet tabular">${resultKey(poll, { tally, hands, turnout }, presence(table))}</p>`;
}

/** Nobody is to vote under the eyes of what others chose. @param {AttendeeState} page @param {RowOf<"poll">} poll */
function later({ app: { table, boot } }, poll) {
  const tally = table.get("tally", poll.id);
  const something = choosable(poll) ? told(tally) : answersOf(table, poll.id).length > 0;
  if (something && boot.page === "watch") return nothing; // they stand beside the ballot, on the slide
  const words = something
    ? t("You see the results when you have voted.")
    : notYet(poll, tally, table.get("turnout", poll.id));
  return words && html`<p class="quiet">${words}</p>`;
}

/** @param {AttendeeState} page @param {RowOf<"poll">} poll @param {RowOf<"turnout">|undefined} turnout */
function shown(page, poll, turnout) {
  const { table } = page.app;
  if (!choosable(poll)) return poll.kind === "cloud" ? words(page, poll) : answers(page, poll);
  const tally = table.get("tally", poll.id);
  const hands = table.get("show_of_hands", poll.id);
  const why = notYet(poll, tally, turnout);
  if (!told(tally, hands)) return html`<p class="quiet">${why}</p>`;
  const rows = results(poll, tally, hands);
  const final = poll.state === "closed" ? outcome(poll, { tally, hands, turnout }) : "";
  return html`${final ? html`<p class="final">${final}</p>` : nothing}
  ${why ? html`<p class="quiet">${why}</p>` : nothing}
  ${resultTable(poll, { tally, hands }, { looks: "outcome", label: both, parts: true })}
  ${scaleLine(poll, { tally, hands })} ${tiedTable(table, poll)}
  ${hands?.at && rows[0].parts.hands !== null ? handsCounted(page.app.clock.time(hands.at)) : nothing}`;
}

/** @param {string} time */
const handsCounted = (time) =>
  html`<p class="quiet">${t("Hands in the room: counted by the team at {time}.", { time })}</p>`;

/** @param {AttendeeState} page @param {RowOf<"poll">} poll */
function answers(page, poll) {
  const found = answersOf(page.app.table, poll.id);
  if (!found.length) return html`<p class="quiet">${none(page, poll)}</p>`;
  return html`<ul class="answers" aria-label=${t("Answers")}>
    ${repeat(
      grouped(found),
      ({ key }) => key,
      ({ text, lang, n }) => html`<li dir="auto" lang=${lang ?? nothing}>${text}${often(n)}</li>`,
    )}
  </ul>`;
}

/**
 * Bigger words were sent more often; the number is said as well.
 * @param {AttendeeState} page @param {RowOf<"poll">} poll
 */
function words(page, poll) {
  const found = cloud(answersOf(page.app.table, poll.id));
  if (!found.length) return html`<p class="quiet">${none(page, poll)}</p>`;
  return html`<ul class="cloud" aria-label=${t("Words, the most frequent first")}>
    ${repeat(
      found,
      ({ key }) => key,
      ({ text, n, step }) => html`<li class=${`step-${step}`}><bdi>${text}</bdi>${often(n)}</li>`,
    )}
  </ul>`;
}

/** How many have said the same. @param {number} n */
const often = (n) =>
  n > 1 ? html` <span class="often tabular"><span aria-hidden="true">×</span>${n}</span>` : nothing;

/** @param {AttendeeState} page @param {RowOf<"poll">} poll */
const none = ({ app: { table } }, poll) =>
  notYet(poll, undefined, table.get("turnout", poll.id)) ||
  (poll.state === "closed" ? t("No answers were shown.") : t("No answers to be seen yet."));
