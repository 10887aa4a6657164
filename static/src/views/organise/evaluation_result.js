/** What an evaluation has brought: bars for what was chosen, and the words. */
import { html, nothing } from "lit-html";
import { locale, pick, t, tn } from "../../core/words.js";

/** @typedef {import("./state.js").OrganiserState} OrganiserState */

/** What stands where a number of answers would. */
const tooFewAnswers = () => t("Too few answers to show.");

const tooFewAnswersWhy = () =>
  t("Too few answers to show: with fewer than five, people could tell who answered what. They are deleted.");

const LETTERS = "abcdefghij";

/** @typedef {RowOf<"evaluation_form">["questions"][number]} Question */

/** @param {OrganiserState} page @param {RowOf<"evaluation">} row */
export function evaluationResult({ table }, row) {
  const form = table.get("evaluation_form", row.id);
  const result = table.get("evaluation_result", row.id);
  if (!form || !result) return nothing;
  if (result.n == null) {
    return html`<p class="note">
      ${result.final ? tooFewAnswersWhy() : t("Results show from ten answers on, or at the close.")}
    </p>`;
  }
  const so = tn("Result of {n} answer", "Result of {n} answers", result.n);
  return html`<details class="evaluation-result" ?open=${result.final}>
    <summary>${result.final ? so : `${so} ${t("(so far)")}`}</summary>
    ${form.questions.map((question) => asked(question, result))}
  </details>`;
}

/** @param {Question} question @param {RowOf<"evaluation_result">} result */
function asked(question, result) {
  const { id, kind, title } = question;
  const told = kind === "text" ? words(result.texts[id] ?? []) : counts(question, result.counts[id]);
  return html`<h4 dir="auto">${pick(title)}</h4>
    ${told}`;
}

/** @param {string[]} texts */
const words = (texts) =>
  texts.length
    ? html`<ul>
        ${texts.map((text) => html`<li dir="auto">${text}</li>`)}
      </ul>`
    : html`<p class="note">${t("Nothing was written here.")}</p>`;

/** @param {Question} question @param {Record<string, number>|null|undefined} told */
function counts(question, told) {
  if (!told) return html`<p class="note">${tooFewAnswers()}</p>`;
  const ids = question.options.map((_, i) => (question.kind === "scale" ? String(i + 1) : LETTERS[i]));
  const most = Math.max(...Object.values(told));
  const all = Object.values(told).reduce((sum, n) => sum + n, 0);
  const mean = ids.reduce((sum, id) => sum + Number(id) * (told[id] ?? 0), 0) / all;
  return html`<table class="evaluation-counts">
      ${question.options.map(
        (option, i) =>
          html`<tr>
            <th scope="row" dir="auto">${pick(option)}</th>
            <td><meter min="0" max=${most} .value=${told[ids[i]] ?? 0} aria-hidden="true"></meter></td>
            <td class="tabular">${told[ids[i]] ?? 0}</td>
          </tr>`,
      )}
    </table>
    ${
      question.kind === "scale"
        ? html`<p class="note">
            ${t("On average {mean} of {most}", {
              mean: mean.toLocaleString(locale, { maximumFractionDigits: 1 }),
              most: ids.length,
            })}
          </p>`
        : nothing
    }`;
}
