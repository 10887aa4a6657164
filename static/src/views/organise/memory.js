/** What everybody can still read once the event is closed for good. */
import { html, nothing } from "lit-html";
import { submitted } from "../../kit/form.js";
import { t } from "../../core/words.js";

/** @typedef {import("./state.js").OrganiserState} OrganiserState */

const PARTS = /** @type {const} */ (["summaries", "answered", "unanswered", "polls", "topics", "notes"]);

/** @param {typeof PARTS[number]} part */
const partWord = (part) =>
  ({
    summaries: t("Published summaries"),
    answered: t("Answered questions"),
    unanswered: t("Questions that were not answered"),
    polls: t("Polls and results"),
    topics: t("Topics"),
    notes: t("Shared notes of workshops"),
  })[part];

/** @param {OrganiserState} page @param {boolean} sealed whether it is closed for good already */
export function memory(page, sealed) {
  const hidden = page.table.get("memory_settings", page.boot.event)?.hidden ?? [];
  const save = async (/** @type {SubmitEvent} */ event) => {
    const { data } = submitted(event);
    const gone = PARTS.filter((part) => !data.has(part));
    const { ok } = await page.act("memory.set", { hidden: gone });
    page.memoryNote = ok ? t("Saved.") : "";
    page.redraw();
  };
  const note = sealed
    ? t("Whatever you hide now, nobody but the team reads any more; it cannot be shown again.")
    : t("It holds from the moment when the event is closed for good, by you or by itself. The programme always stays.");
  return html`<details class="card words">
    <summary>${t("What everybody can still read then")}</summary>
    <form data-draft="memory" @submit=${save}>
      <p class="note">${note}</p>
      ${PARTS.map(
        (part) =>
          html`<label class="check"
            ><input
              type="checkbox"
              name=${part}
              .checked=${!hidden.includes(part)}
              ?disabled=${sealed && hidden.includes(part)}
            />${partWord(part)}</label
          >`,
      )}
      <p class="acts"><button class="button main">${t("Save")}</button></p>
      ${page.memoryNote ? html`<p class="told" role="status">${page.memoryNote}</p>` : nothing}
    </form>
  </details>`;
}
