/** What the forms of questionnaires and evaluations have around their questions. */
import { html } from "lit-html";
import { t } from "../../core/words.js";
import { option } from "../../kit/options.js";

/** @typedef {import("./state.js").OrganiserState} OrganiserState */
/**
 * @template Question
 * @typedef {{questions: Question[], full: boolean, add: () => void, remove: (question: Question) => void}} Draft
 */

/**
 * Questions one below the other, and the button for one more.
 * @template Question
 * @param {OrganiserState} page @param {Draft<Question>} draft
 * @param {(question: Question, n: number) => unknown} fields of a question; n is counted from 1
 */
export function questionList(page, draft, fields) {
  const add = () => {
    draft.add();
    page.redraw();
  };
  return html`<fieldset>
    <legend>${t("Questions")}</legend>
    ${draft.questions.map((question, n) => fields(question, n + 1))}
    <p class="acts">
      <button type="button" class="button small" ?disabled=${draft.full} @click=${add}>
        ${t("One more question")}
      </button>
    </p>
  </fieldset>`;
}

/**
 * How a question is answered, whether it has to be, and leaving it out.
 * @template {{kind: string, required: boolean}} Question
 * @param {OrganiserState} page @param {Draft<Question>} draft @param {Question} question
 * @param {number} n counted from 1 @param {Record<Question["kind"], string>} kinds in words
 */
export function questionControls(page, draft, question, n, kinds) {
  const change = (/** @type {Partial<Question>} */ fields) => {
    Object.assign(question, fields);
    page.redraw();
  };
  const choose = (/** @type {{target: {value: Question["kind"]}}} */ { target }) =>
    change(/** @type {Partial<Question>} */ ({ kind: target.value }));
  const require = (/** @type {FieldEvent} */ event) =>
    change(/** @type {Partial<Question>} */ ({ required: event.target.checked }));
  const remove = () => {
    draft.remove(question);
    page.redraw();
  };
  return html`<select aria-label=${t("Kind of answer to question {n}", { n })} @change=${choose}>
      ${Object.entries(kinds).map(([kind, word]) => option(kind, word, kind === question.kind))}
    </select>
    <label class="check"
      ><input type="checkbox" .checked=${question.required} @change=${require} /> ${t("required")}</label
    >
    <button type="button" class="button small stop" @click=${remove}>${t("Leave out")}</button>`;
}
