/** Merging: several questions become one, and everybody who supports any of them counts once. */
import { html, nothing } from "lit-html";
import { submitted } from "../../kit/form.js";
import { origin } from "../../kit/view.js";
import { t, tn } from "../../core/words.js";
import { mergeable } from "../../questions/similar_questions.js";
import { questionOf } from "../../programme/session.js";

/** @typedef {import("./state.js").ModeratorState} ModeratorState */

const SUGGESTED = 5;
/** How alike they are at least. */
const ALIKE = 0.12;

/**
 * @param {ModeratorState} page
 * @param {string[]} ids one question, to be merged into another; or several, one of which stays
 */
export function mergeForm(page, ids) {
  const questions = ids.flatMap((id) => questionOf(page.table, id) ?? []);
  return questions.length > 1 ? among(page, questions) : into(page, questions[0]);
}

/** @param {ModeratorState} page @param {RowOf<"question">[]} questions */
function among(page, questions) {
  const best = [...questions].sort((a, b) => votes(page, b.id) - votes(page, a.id) || a.at - b.at)[0];
  const merge = (/** @type {string} */ target) =>
    send(
      page,
      target,
      questions.map((q) => q.id).filter((id) => id !== target),
    );
  return html`<form @submit=${submit(merge)}>
    <fieldset>
      <legend>${t("Which wording stays?")}</legend>
      ${questions.map((q) => choice(page, q, q === best))}
    </fieldset>
    ${foot(tn("Merge {n} question into it", "Merge {n} questions into it", questions.length - 1))}
  </form>`;
}

/** @param {ModeratorState} page @param {RowOf<"question">} q */
function into(page, q) {
  if (!q) return html`<p>${t("This question is not there any more.")}</p>`;
  const alike = page.similar.closest(q, SUGGESTED, ALIKE);
  const known = new Set([q.id, ...alike.map((other) => other.id)]);
  const rest = mergeable(page.table, q.session).filter((other) => !known.has(other.id));
  if (!alike.length && !rest.length) return html`<p>${t("There is no other question to merge it with.")}</p>`;
  rest.sort((a, b) => votes(page, b.id) - votes(page, a.id) || a.at - b.at);
  return html`<form @submit=${submit((target) => send(page, target, [q.id]))}>
    <p class="quote" dir="auto" lang=${q.lang ?? nothing}>${q.text}</p>
    ${
      alike.length
        ? html`<fieldset>
            <legend>${t("Says nearly the same as")}</legend>
            ${alike.map((other, i) => choice(page, other, i === 0))}
          </fieldset>`
        : nothing
    }
    ${
      rest.length
        ? html`<fieldset>
            <legend>${t("Other questions")}</legend>
            <div class="scroll">${rest.map((other, i) => choice(page, other, !alike.length && i === 0))}</div>
          </fieldset>`
        : nothing
    }
    ${foot(t("Merge into the chosen question"))}
  </form>`;
}

/** @param {ModeratorState} page @param {RowOf<"question">} q @param {boolean} checked */
const choice = (page, q, checked) =>
  html`<label class="choice">
    <input type="radio" name="target" value=${q.id} ?checked=${checked} ?autofocus=${checked} required />
    <span
      ><span dir="auto" lang=${q.lang ?? nothing}>${q.text}</span>
      <small
        >${origin(q.mode)}
        ${votes(page, q.id) ? html`<span class="tabular">▲ ${votes(page, q.id)}</span>` : nothing}</small
      ></span
    ></label
  >`;

/** @param {string} word */
const foot = (word) =>
  html` <p class="note">${t("Everybody who supports one of them counts once. You can separate them again.")}</p>
    <div class="acts"><button class="button main">${word}</button></div>`;

/** @param {ModeratorState} page @param {string} id */
const votes = (page, id) => page.table.get("votes", id)?.n ?? 0;

/** @param {(target: string) => void} merge */
const submit = (merge) => (/** @type {SubmitEvent} */ event) => {
  const target = submitted(event).data.get("target");
  if (typeof target === "string") merge(target);
};

/** @param {ModeratorState} page @param {string} target @param {string[]} ids */
async function send(page, target, ids) {
  const answer = await page.decide("question.merge", { into: target, ids });
  if (answer.ok) {
    page.selected.clear();
    page.closeDialog();
  }
}
