/** What was asked in this room, for those who run it: what waits, what is on the list, and what is being answered. */
import { html, nothing } from "lit-html";
import { floorOf, together } from "../../floor/floor.js";
import { nextUp, onStage, questionOf, questionsOf } from "../../programme/session.js";
import { byTime } from "../../questions/fair.js";
import { origin } from "../../kit/view.js";
import { t, tn } from "../../core/words.js";

/** @typedef {import("./state.js").RoomState} RoomState */

/** How many questions wait for those who run the room. @param {RoomState} room @param {RowOf<"slot">} slot */
export const toReview = (room, slot) => (room.runs ? waiting(room, slot).length : 0);

/** @param {RoomState} room @param {RowOf<"slot">} slot @returns {string[]} ids, the oldest first */
const waiting = (room, slot) =>
  byTime(questionsOf(room.page.app.table, slot.id).filter(({ state }) => state === "queued"));

/** @param {RoomState} room @param {RowOf<"slot">} slot */
export function review(room, slot) {
  const { table } = room.page.app;
  const queued = waiting(room, slot);
  const stage = onStage(table, slot.id);
  const listed = nextUp(table, slot.id);
  if (!queued.length && !stage && !listed.length) return nothing;
  return html`<section class="review" aria-labelledby="h-review">
    <h2 id="h-review">
      ${queued.length ? tn("{n} question to review", "{n} questions to review", queued.length) : t("Questions here")}
    </h2>
    ${stage ? entry(room, stage) : nothing} ${queued.map((id) => entry(room, questionOf(table, id)))}
    ${
      listed.length
        ? html`<details>
            <summary>${tn("{n} question on the list", "{n} questions on the list", listed.length)}</summary>
            ${listed.map((id) => entry(room, questionOf(table, id)))}
          </details>`
        : nothing
    }
  </section>`;
}

/** What can be done to a question, by its state; the main one first. @returns {Record<string, [string, string][]>} */
const deeds = () => ({
  queued: [
    ["approve", t("Approve")],
    ["dismiss", t("Dismiss")],
  ],
  live: [
    ["answer", t("Answer now")],
    ["dismiss", t("Dismiss")],
  ],
  answering: [["done", t("Answered")]],
});

/**
 * Where questions stand among hands, an answer is a turn.
 * @param {RoomState} room @param {string} name @param {RowOf<"question">} q
 */
const commandFor = (room, name, q) =>
  name === "answer" && together(floorOf(room.page.app.table, q.session)) ? "floor.call" : `question.${name}`;

/** @param {RoomState} room @param {RowOf<"question">|undefined} q */
function entry(room, q) {
  if (!q) return nothing;
  const votes = room.page.app.table.get("votes", q.id)?.n ?? 0;
  return html`<article class=${`review-card ${q.state}`} aria-labelledby=${`r-${q.id}`}>
    ${q.state === "answering" ? html`<p class="tag">${t("Being answered")}</p>` : nothing}
    <p id=${`r-${q.id}`} dir="auto" lang=${q.lang ?? nothing}>${q.text}</p>
    <p class="meta">
      ${origin(q.mode)} ${q.name ? html`<bdi>${q.name}</bdi>` : nothing}
      ${votes ? html`<span class="tabular">▲ <span class="unseen">${t("Votes:")}</span> ${votes}</span>` : nothing}
    </p>
    <div class="acts">
      ${(deeds()[q.state] ?? []).map(
        ([name, word], i) =>
          html`<button
            type="button"
            class=${i ? "button" : "button main"}
            @click=${() => void room.act(commandFor(room, name, q), { id: q.id })}
          >
            ${word}
          </button>`,
      )}
    </div>
  </article>`;
}
