/** Answers and words of a poll: what waits, what is shown, what is hidden. */
import { html, nothing } from "lit-html";
import { repeat } from "lit-html/directives/repeat.js";
import { t } from "../../core/words.js";
import { cap } from "./bars.js";
import { sameAnswers } from "./answer_groups.js";
import { choose, settle } from "./focus.js";
import { why } from "./hold_reasons.js";

/** @typedef {import("./state.js").ModeratorState} ModeratorState */

/** Rows that are drawn at most: a word cloud of a large hall has hundreds. */
const MOST = 60;

/** @param {ModeratorState} page @param {RowOf<"poll">} poll */
export function answerLists(page, poll) {
  const found = page.table.all("answer").filter((answer) => answer.poll === poll.id);
  const groups = [
    { state: "queued", title: t("Waiting for approval") },
    { state: "live", title: t("Shown to everybody") },
    { state: "hidden", title: t("Hidden") },
  ].map((group) => ({ ...group, rows: found.filter(({ state }) => state === group.state) }));
  const grouped = groups.map((group) => ({ ...group, same: sameAnswers(group.rows).slice(0, MOST) }));
  settle(
    page,
    "poll",
    grouped.flatMap(({ same }) => same.map(([first]) => first?.id)),
  );
  if (!found.some(({ state }) => state !== "withdrawn")) {
    return poll.state === "draft" ? nothing : html`<p class="empty">${t("No answers yet.")}</p>`;
  }
  return grouped
    .filter(({ rows }) => rows.length)
    .map(
      ({ state, title, rows, same }) =>
        html`<div class="answers">
          <h4>${title} <span class="count tabular">${rows.length}</span></h4>
          ${
            state === "queued" && rows.length > 1
              ? html`<div class="acts">
                  ${all(page, "approve", t("Show all of them"), rows)} ${all(page, "hide", t("Hide all of them"), rows)}
                </div>`
              : nothing
          }
          <ul class=${poll.kind === "cloud" ? "list words" : "list"} role="list">
            ${repeat(
              same,
              ([first]) => first.id,
              (alike) => html`<li>${row(page, alike)}</li>`,
            )}
          </ul>
        </div>`,
    );
}

/** @param {ModeratorState} page @param {"approve"|"hide"} what @param {string} word @param {RowOf<"answer">[]} rows */
const all = (page, what, word, rows) =>
  html`<button
    type="button"
    class="button small"
    data-all=${what}
    @click=${() =>
      page.polls.judge(
        what,
        rows.map(({ id }) => id),
      )}
  >
    ${word}
  </button>`;

/** Answers that say the same, as one row. @param {ModeratorState} page @param {RowOf<"answer">[]} alike */
function row(page, alike) {
  const [answer] = alike;
  const ids = alike.map(({ id }) => id);
  const take = () => choose(page, "poll", answer.id);
  const button = (/** @type {"approve"|"hide"} */ what, /** @type {string} */ word, /** @type {string} */ key) =>
    html`<button type="button" class="button small" data-action=${what} @click=${() => page.polls.judge(what, ids)}>
      ${word}${cap(page, key)}
    </button>`;
  return html`<article
    class="list-card answer"
    data-row=${answer.id}
    tabindex=${page.current.poll === answer.id ? 0 : -1}
    aria-labelledby=${`answer-${answer.id}`}
    aria-busy=${page.busy.has(answer.id)}
    @focusin=${take}
  >
    <p class="text" id=${`answer-${answer.id}`} dir="auto" lang=${answer.lang ?? nothing}>
      ${answer.text}${alike.length > 1 ? html` <b class="count tabular">× ${alike.length}</b>` : nothing}
    </p>
    ${why(page, answer.id)}
    <div class="acts">
      ${answer.state === "live" ? nothing : button("approve", t("Show"), "a")}
      ${answer.state === "hidden" ? nothing : button("hide", t("Hide"), "s")}
      ${
        alike.length > 1
          ? nothing
          : html`<button
              type="button"
              class="quiet"
              data-action="erase"
              @click=${() => page.openDialog({ what: "erase", of: "answer", id: answer.id })}
            >
              ${t("Erase for good …")}
            </button>`
      }
    </div>
  </article>`;
}
