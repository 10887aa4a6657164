/**
 * What people asked and voted, beside a summary: the questions with the most supporters, and what came out of polls.
 */
import { html, nothing } from "lit-html";
import { countedPolls, topQuestions } from "../../summaries/questions_and_polls.js";
import { votesIn } from "../../programme/session.js";
import { countsOf } from "../../polls/polls.js";
import { handsWords, outcome } from "../../polls/results.js";
import { lang, pick, picked, t, tn } from "../../core/words.js";

/** @typedef {import("../../core/table.js").Table} Table */

/** What came out, and of how many. @param {Table} table @param {RowOf<"poll">} poll */
function cameOut(table, poll) {
  const counts = countsOf(table, poll.id);
  const n = counts.turnout?.ballots;
  const raised = handsWords(counts.hands);
  return html`${n == null ? nothing : html`<span>${tn("{n} ballot", "{n} ballots", n)}</span>`}${
      raised ? html`<span>${raised}</span>` : nothing
    }<span>${outcome(poll, counts)}</span>`;
}

/** @param {RowOf<"question">} question */
function answered({ state, answered_at, reply }) {
  if (state === "answered" || answered_at) return t("answered");
  return reply ? t("answered in writing") : t("not answered");
}

/** @param {{table: Table}} app @param {RowOf<"summary">} row */
export function questionsAndPolls({ table }, row) {
  const questions = topQuestions(table, row);
  const polls = countedPolls(table, row);
  const votes = votesIn(table);
  return html`${
    questions.length
      ? html`<h3>${t("Most supported questions")}</h3>
          <ul class="lines asked">
            ${questions.map(
              (q) =>
                html`<li class="summary-line">
                  <p class="text" dir="auto" lang=${q.lang || nothing}>${q.text}</p>
                  ${
                    q.reply
                      ? html`<p class="reply" dir="auto">
                          ${q.reply_by ? html`<b dir="auto">${q.reply_by}:</b> ` : nothing}${q.reply}
                        </p>`
                      : nothing
                  }
                  <p class="facts">
                    <span>${tn("{n} supporter", "{n} supporters", votes(q.id))}</span><span>${answered(q)}</span>
                  </p>
                </li>`,
            )}
          </ul>`
      : nothing
  }
  ${
    polls.length
      ? html`<h3>${t("Polls")}</h3>
          <ul class="lines asked">
            ${polls.map(
              (poll) =>
                html`<li class="summary-line">
                  <p class="text" dir="auto" lang=${picked(poll.title) ?? lang}>${pick(poll.title)}</p>
                  <p class="facts">${cameOut(table, poll)}</p>
                </li>`,
            )}
          </ul>`
      : nothing
  }`;
}
