/** Merging: several questions become one, and everybody who supports any of them counts once. */
import { html, nothing } from "lit-html";
import { questionsOf } from "../../programme/session.js";
import { origin } from "../../kit/view.js";
import { t, tn } from "../../core/words.js";
import { ASKED, closest } from "./hints.js";

/** @typedef {import("./desk.js").Desk} Desk */

const SUGGESTED = 5;

/** @param {Desk} desk @param {string[]} ids one question, to be merged into another; or several, one of which stays */
export function mergeForm(desk, ids) {
  const questions = ids.map((id) => desk.table.get("question", id)).filter(Boolean);
  return questions.length > 1 ? among(desk, questions) : into(desk, questions[0]);
}

/** @param {Desk} desk @param {any[]} questions */
function among(desk, questions) {
  const best = [...questions].sort((a, b) => votes(desk, b.id) - votes(desk, a.id) || a.at - b.at)[0];
  const merge = (/** @type {string} */ target) =>
    send(
      desk,
      target,
      questions.map((q) => q.id).filter((id) => id !== target),
    );
  return html`<form @submit=${submit(merge)}>
    <fieldset>
      <legend>${t("Which wording stays?")}</legend>
      ${questions.map((q) => choice(desk, q, q === best))}
    </fieldset>
    ${foot(tn("Merge {n} question into it", "Merge {n} questions into it", questions.length - 1))}
  </form>`;
}

/** @param {Desk} desk @param {any} q */
function into(desk, q) {
  if (!q) return html`<p>${t("This question is not there any more.")}</p>`;
  const alike = closest(desk, q, SUGGESTED, 0.12);
  const known = new Set([q.id, ...alike.map((other) => other.id)]);
  const rest = questionsOf(desk.table, q.session).filter((other) => !known.has(other.id) && ASKED.has(other.state));
  if (!alike.length && !rest.length) return html`<p>${t("There is no other question to merge it with.")}</p>`;
  rest.sort((a, b) => votes(desk, b.id) - votes(desk, a.id) || a.at - b.at);
  return html`<form @submit=${submit((target) => send(desk, target, [q.id]))}>
    <p class="quote" dir="auto" lang=${q.lang ?? nothing}>${q.text}</p>
    ${
      alike.length
        ? html`<fieldset>
            <legend>${t("Says nearly the same as")}</legend>
            ${alike.map((other, i) => choice(desk, other, i === 0))}
          </fieldset>`
        : nothing
    }
    ${
      rest.length
        ? html`<fieldset>
            <legend>${t("Other questions")}</legend>
            <div class="scroll">${rest.map((other, i) => choice(desk, other, !alike.length && i === 0))}</div>
          </fieldset>`
        : nothing
    }
    ${foot(t("Merge into the chosen question"))}
  </form>`;
}

/** @param {Desk} desk @param {any} q @param {boolean} checked */
const choice = (desk, q, checked) =>
  html`<label class="choice">
    <input type="radio" name="target" value=${q.id} ?checked=${checked} ?autofocus=${checked} required />
    <span
      ><span dir="auto" lang=${q.lang ?? nothing}>${q.text}</span>
      <small
        >${origin(q.mode)}
        ${votes(desk, q.id) ? html`<span class="tabular">▲ ${votes(desk, q.id)}</span>` : nothing}</small
      ></span
    ></label
  >`;

/** @param {string} word */
const foot = (word) =>
  html` <p class="note">${t("Everybody who supports one of them counts once. You can separate them again.")}</p>
    <div class="acts"><button class="b main">${word}</button></div>`;

/** @param {Desk} desk @param {string} id */
const votes = (desk, id) => desk.table.get("votes", id)?.n ?? 0;

/** @param {(target: string) => void} merge */
const submit = (merge) => (/** @type {SubmitEvent} */ event) => {
  event.preventDefault();
  const target = new FormData(/** @type {HTMLFormElement} */ (event.target)).get("target");
  if (typeof target === "string") merge(target);
};

/** @param {Desk} desk @param {string} target @param {string[]} ids */
async function send(desk, target, ids) {
  const answer = await desk.decide("question.merge", { into: target, ids });
  if (answer.ok) {
    desk.selected.clear();
    desk.closeDialog();
  }
}
