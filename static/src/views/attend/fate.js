/** Under the questions of a session that is over: what became of all of them. */
import { html, nothing } from "lit-html";
import { fateWords } from "../../questions/fate.js";
import { t } from "../../core/words.js";

/** @param {import("./state.js").AttendeeState} page @param {string} id of the session or slot */
export function fate(page, id) {
  const row = page.app.table.get("fate", id);
  if (!row) return nothing;
  return html`<p class="fate quiet tabular"><b>${t("No question is lost:")}</b> ${fateWords(row).join(" · ")}</p>`;
}
