/** Words that mean the same in two languages, for the themes of summaries. */
import { html, nothing } from "lit-html";
import { submitted } from "../../kit/form.js";
import { readGlossary, writeGlossary } from "../../summaries/glossary.js";
import { t, tn } from "../../core/words.js";

/** @typedef {import("./state.js").OrganiserState} OrganiserState */

/** @param {OrganiserState} page @param {SubmitEvent} event */
async function save(page, event) {
  const { terms, wrong } = readGlossary(String(submitted(event).data.get("terms") ?? ""));
  page.glossaryNote = { done: "", trouble: "" };
  if (wrong.length) {
    page.glossaryNote.trouble = t("Line {n} is no pair. Write “term = Begriff”.", { n: wrong.join(", ") });
  } else {
    const answer = await page.act("glossary.set", { terms });
    if (answer.ok) page.glossaryNote.done = t("Saved.");
    else page.glossaryNote.trouble = answer.message ?? "";
  }
  page.redraw();
}

/** @param {OrganiserState} page */
export function glossary(page) {
  const terms = page.table.get("glossary", "glossary")?.terms ?? [];
  const { done, trouble } = page.glossaryNote;
  const note = t(
    "So that “funding” in one room and “Förderung” in another become one theme of the summary. Common words are known already; add those of your field.",
  );
  return html`<section aria-labelledby="h-glossary" class="glossary">
    <h2 id="h-glossary">${t("Words in two languages")}</h2>
    <p class="note">${note}</p>
    <details class="card words">
      <summary>${terms.length ? tn("{n} pair of words", "{n} pairs of words", terms.length) : t("Add words")}</summary>
      <form @submit=${(/** @type {SubmitEvent} */ event) => void save(page, event)}>
        <label
          >${t("One pair on each line: term = Begriff")}<textarea
            name="terms"
            data-draft="glossary"
            rows="6"
            spellcheck="false"
            placeholder=${t("outreach = aufsuchende Arbeit")}
            .defaultValue=${writeGlossary(terms)}
          ></textarea>
        </label>
        ${trouble ? html`<p class="trouble" role="alert">${trouble}</p>` : nothing}
        <p class="acts">
          <button class="button">${t("Save")}</button
          >${done ? html`<span class="told" role="status">${done}</span>` : nothing}
        </p>
      </form>
    </details>
  </section>`;
}
