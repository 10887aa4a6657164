/** Words that mean the same in two languages, for the themes of summaries. */
import { html, nothing } from "lit-html";
import { readGlossary, writeGlossary } from "../../summaries/glossary.js";
import { t, tn } from "../../core/words.js";

/** @typedef {import("../../pages/organise.js").Office} Office */

let said = "";
let trouble = "";

/** @param {Office} office */
export function glossary(office) {
  const terms = office.table.get("glossary", "glossary")?.terms ?? [];
  const save = async (/** @type {SubmitEvent} */ event) => {
    event.preventDefault();
    said = "";
    const text = String(new FormData(/** @type {HTMLFormElement} */ (event.target)).get("terms") ?? "");
    const { terms: read, wrong } = readGlossary(text);
    trouble = wrong.length ? t("Line {n} is no pair. Write “term = Begriff”.", { n: wrong.join(", ") }) : "";
    if (!trouble) {
      const answer = await office.act("glossary.set", { terms: read });
      if (answer.ok) said = t("Saved.");
      else trouble = answer.message ?? "";
    }
    office.redraw();
  };
  return html`<section aria-labelledby="h-glossary" class="glossary">
    <h2 id="h-glossary">${t("Words in two languages")}</h2>
    <p class="note">
      ${t("So that “funding” in one room and “Förderung” in another become one theme of the summary. Common words are known already; add those of your field.")}
    </p>
    <details class="card words">
      <summary>${terms.length ? tn("{n} pair of words", "{n} pairs of words", terms.length) : t("Add words")}</summary>
      <form @submit=${save}>
        <label
          >${t("One pair on each line: term = Begriff")}<textarea
            name="terms"
            rows="6"
            spellcheck="false"
            placeholder=${t("outreach = aufsuchende Arbeit")}
            .defaultValue=${writeGlossary(terms)}
          ></textarea>
        </label>
        ${trouble ? html`<p class="trouble" role="alert">${trouble}</p>` : nothing}
        <p class="acts">
          <button class="b">${t("Save")}</button
          >${said ? html`<span class="told" role="status">${said}</span>` : nothing}
        </p>
      </form>
    </details>
  </section>`;
}
