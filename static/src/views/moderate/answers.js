/** Answers and words of a poll: what waits, what is shown, what is hidden. */
import { html, nothing } from "lit-html";
import { repeat } from "lit-html/directives/repeat.js";
import { t } from "../../core/words.js";
import { cap } from "./bars.js";
import { choose, settle } from "./focus.js";
import { why } from "./why.js";

/** @typedef {import("./desk.js").Desk} Desk */

/** Rows that are drawn at most: a word cloud of a large hall has hundreds. */
const MOST = 60;

/** @param {Desk} desk @param {any} poll */
export function answerLists(desk, poll) {
  const found = desk.table.all("answer").filter((answer) => answer.poll === poll.id);
  const groups = [
    { state: "queued", title: t("Waiting for approval") },
    { state: "live", title: t("Shown to everybody") },
    { state: "hidden", title: t("Hidden") },
  ].map((group) => ({ ...group, rows: found.filter(({ state }) => state === group.state) }));
  settle(
    desk,
    "poll",
    groups.flatMap(({ rows }) => rows.slice(0, MOST).map(({ id }) => id)),
  );
  if (!found.some(({ state }) => state !== "withdrawn")) {
    return poll.state === "draft" ? nothing : html`<p class="empty">${t("No answers yet.")}</p>`;
  }
  return groups
    .filter(({ rows }) => rows.length)
    .map(
      ({ state, title, rows }) =>
        html`<div class="answers">
          <h4>${title} <span class="count tabular">${rows.length}</span></h4>
          ${
            state === "queued" && rows.length > 1
              ? html`<div class="acts">
                  ${all(desk, "approve", t("Show all of them"), rows)} ${all(desk, "hide", t("Hide all of them"), rows)}
                </div>`
              : nothing
          }
          <ul class="list" role="list">
            ${repeat(
              rows.slice(0, MOST),
              ({ id }) => id,
              (answer) => html`<li>${row(desk, answer)}</li>`,
            )}
          </ul>
        </div>`,
    );
}

/** @param {Desk} desk @param {"approve"|"hide"} what @param {string} word @param {any[]} rows */
const all = (desk, what, word, rows) =>
  html`<button
    type="button"
    class="b small"
    data-all=${what}
    @click=${() =>
      desk.polls.judge(
        what,
        rows.map(({ id }) => id),
      )}
  >
    ${word}
  </button>`;

/** @param {Desk} desk @param {any} answer */
function row(desk, answer) {
  const take = () => choose(desk, "poll", answer.id);
  const button = (/** @type {"approve"|"hide"} */ what, /** @type {string} */ word, /** @type {string} */ key) =>
    html`<button type="button" class="b small" data-action=${what} @click=${() => desk.polls.judge(what, [answer.id])}>
      ${word}${cap(desk, key)}
    </button>`;
  return html`<article
    class="q answer"
    data-row=${answer.id}
    tabindex=${desk.current.poll === answer.id ? 0 : -1}
    aria-labelledby=${`answer-${answer.id}`}
    aria-busy=${desk.busy.has(answer.id)}
    @focusin=${take}
  >
    <p class="text" id=${`answer-${answer.id}`} dir="auto" lang=${answer.lang ?? nothing}>${answer.text}</p>
    ${why(desk, answer.id)}
    <div class="acts">
      ${answer.state === "live" ? nothing : button("approve", t("Show"), "a")}
      ${answer.state === "hidden" ? nothing : button("hide", t("Hide"), "s")}
    </div>
  </article>`;
}
