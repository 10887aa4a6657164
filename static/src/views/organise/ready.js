/** The list of what is done and what is missing, each line with the way to where it is done. */
import { html } from "lit-html";
import { readiness } from "../../event/readiness.js";
import { t } from "../../core/words.js";

/** @typedef {import("./state.js").OrganiserState} OrganiserState */

/** @type {Record<string, {sign: string, word: () => string}>} */
const STATES = {
  done: { sign: "✓", word: () => t("done") },
  todo: { sign: "!", word: () => t("to do") },
  optional: { sign: "–", word: () => t("can stay so") },
};

/** @param {OrganiserState} page */
export function ready(page) {
  const lines = readiness({ table: page.table, staff: page.staff, boot: page.boot, now: page.clock.now() });
  return html`<section aria-labelledby="h-ready">
    <h2 id="h-ready">${t("Is everything ready?")}</h2>
    <ul class="card ready">
      ${lines.map(({ id, state, words, chapter }) => {
        const { sign, word } = STATES[state] ?? { sign: "", word: () => "" };
        return html`<li class=${state} data-line=${id}>
          <i aria-hidden="true">${sign}</i>
          <span><span class="unseen">${word()}: </span>${words}</span>
          <a href="#${chapter}">${state === "done" ? t("Look") : t("Do it")}</a>
        </li>`;
      })}
    </ul>
  </section>`;
}
