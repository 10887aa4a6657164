/** All polls of the event on one page: those to vote in first, then what came out. */
import { html, nothing } from "lit-html";
import { repeat } from "lit-html/directives/repeat.js";
import { closes } from "../../polls/polls.js";
import { polls } from "../../polls/shown.js";
import { t, tn } from "../../core/words.js";
import { ballot } from "./ballot.js";
import { both } from "./words.js";
import { cameOut } from "./outcome.js";
import { tellPolls } from "./pollnews.js";
import { Sheet } from "./sheet.js";
import { Voting } from "./voting.js";

/** @typedef {import("./state.js").AttendeeState} AttendeeState */

/**
 * The part is there: from now on the page speaks of polls.
 * @param {AttendeeState} page
 * @param {Map<string, string>} known the states of polls when the page was loaded; what came since is news
 */
export function begin(page, known) {
  page.voting = new Voting(page);
  page.sheet = new Sheet(page);
  tellPolls(page, known);
}

/** @param {AttendeeState} page */
export function pollsPage(page) {
  const all = polls(page.app.table);
  const latest = all.find((poll) => poll.state === "closed");
  const open = all.filter((poll) => poll.state !== "closed");
  const earlier = all.filter((poll) => poll.state === "closed" && poll !== latest);
  const shown = [
    ...open.filter((poll) => page.voting.asked(poll)),
    ...open.filter((poll) => !page.voting.asked(poll)),
    ...(latest ? [latest] : []),
  ];
  return html`<div class="polls">
    ${repeat(
      shown,
      (poll) => poll.id,
      (poll) => one(page, poll),
    )}
    ${
      earlier.length
        ? html`<details class="answered">
            <summary>${tn("{n} earlier poll", "{n} earlier polls", earlier.length)}</summary>
            ${repeat(
              earlier,
              (poll) => poll.id,
              (poll) => one(page, poll),
            )}
          </details>`
        : nothing
    }
  </div>`;
}

/** @param {AttendeeState} page @param {RowOf<"poll">} poll @param {unknown} [result] */
function one(page, poll, result = cameOut(page, poll)) {
  return html`<section class=${`poll ${poll.state}`} id=${`poll-${poll.id}`} aria-labelledby=${`title-${poll.id}`}>
    <p class="when">${stateWords(page, poll)}</p>
    <h2 id=${`title-${poll.id}`}>${both(poll.title)}</h2>
    ${ballot(page, poll)} ${result}
  </section>`;
}

/** @param {AttendeeState} page @param {RowOf<"poll">} poll */
function stateWords({ app: { clock }, voting }, poll) {
  if (poll.state === "closed") return t("Poll, closed at {time}", { time: clock.time(poll.closed ?? 0) });
  if (poll.state === "open") {
    return html`<b class="tag">${t("Poll open")}</b> <span class="tabular">${closes(poll, clock)}</span>`;
  }
  return html`<b class="tag">${t("Poll closing")}</b>
    <span
      >${
        voting.accepts(poll)
          ? t("It is closed in the room. Your ballot still counts for a few seconds.")
          : t("Last ballots from the stream are coming in.")
      }</span
    >`;
}

/** How many polls wait for this person. @param {AttendeeState} page */
export function badge(page) {
  const n = page.voting.waiting.length;
  return n
    ? html` <span class="badge tabular"
        ><span aria-hidden="true">${n}</span><span class="unseen">${tn("{n} open", "{n} open", n)}</span></span
      >`
    : nothing;
}

/** The poll that has come to the reader. @param {AttendeeState} page */
export const sheet = (page) => page.sheet.draw((poll) => one(page, poll, nothing));

/** A poll that waits, in one line. @param {AttendeeState} page */
export const line = (page) => page.sheet.line;
