/** One question, and how to support it. */
import { html, nothing } from "lit-html";
import { isClosed } from "../../event/life.js";
import { rolling } from "../../kit/motion.js";
import { origin } from "../../kit/view.js";
import { lang, t, tn } from "../../core/words.js";
import { takeBack } from "./own.js";

/** @typedef {import("./state.js").AttendeeState} AttendeeState */

/**
 * @param {AttendeeState} page
 * @param {RowOf<"question">} q
 * @param {boolean} [left] it is no longer on the list, only still under the reader's eyes
 */
export function question(page, q, left = false) {
  const { table } = page.app;
  const own = table.get("own_question", q.id);
  const support = page.support(q.id);
  const note = page.notes.get(q.id);
  const looks = ["question-card", q.state, support.on && "up", own && "own", left && "left"].filter(Boolean).join(" ");
  return html`<li class=${looks} id=${`q-${q.id}`}>
    <div class="body">
      ${q.state === "answering" ? html`<p class="tag">${t("Being answered now")}</p>` : nothing}
      <p class="text" dir="auto" lang=${q.lang ?? nothing}>${q.text}</p>
      <p class="facts">
        ${own ? origin(q.mode ?? page.app.boot.me.mode, t("your question")) : origin(q.mode)}
        ${q.name ? html`<bdi>${q.name}</bdi>` : nothing} ${q.lang && q.lang !== lang ? language(q.lang) : nothing}
        ${q.person ? html`<span>${t("to {name}", { name: q.person })}</span>` : nothing}
        ${(q.labels ?? []).map((/** @type {string} */ label) => html`<span class="label" dir="auto">${label}</span>`)}
        ${q.edited ? html`<span>${t("edited by the team")}</span>` : nothing}
        ${left ? html`<span>${t("no longer on the list")}</span>` : nothing}
      </p>
      ${reply(q)} ${own && !left ? takeBack(page, q.id) : nothing} ${note ? html`<p class="note">${note}</p>` : nothing}
    </div>
    ${left ? nothing : vote(page, q, support)}
  </li>`;
}

/** What is written in a language that the page does not speak says so. @param {string} code */
export const language = (code) =>
  html`<span><span class="unseen">${t("Language:")}</span> ${code.toUpperCase()}</span>`;

/** @param {{reply: string|null, reply_by?: string|null}} row */
export const reply = (row) =>
  row.reply
    ? html`<blockquote class="reply">
        <p class="who">${row.reply_by || t("Reply from the team")}</p>
        <p dir="auto">${row.reply}</p>
      </blockquote>`
    : nothing;

/** @param {AttendeeState} page @param {RowOf<"question">} q @param {{on: boolean, sending: boolean}} support */
export function vote(page, q, { on, sending }) {
  const n = page.app.table.get("votes", q.id)?.n ?? 0;
  return html`<button
    type="button"
    class=${sending ? "vote sending" : "vote"}
    aria-pressed=${on}
    aria-busy=${sending ? "true" : nothing}
    ?disabled=${isClosed(page.app.table)}
    @click=${() => void page.tap(q.id)}
  >
    <span class="unseen">${t("Support this question.")}</span>
    <svg viewBox="0 0 12 8" aria-hidden="true"><path d="M6 1 11 7H1Z"></path></svg>
    <span class="n tabular" aria-hidden="true">${rolling(n)}</span
    ><span class="unseen">${tn("{n} person supports it", "{n} people support it", n)}</span>
  </button>`;
}
