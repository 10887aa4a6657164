/** Erasing for good: asked before it is done, since nobody can undo it. */
import { html, nothing } from "lit-html";
import { ref } from "lit-html/directives/ref.js";
import { pick, t } from "../../core/words.js";
import { take } from "./poll_dialogs.js";

/** @typedef {import("./state.js").ModeratorState} ModeratorState */
/** @typedef {"question"|"topic"|"answer"} Erasable */

/** @param {ModeratorState} page @param {Erasable} of @param {string} id */
export function eraseForm(page, of, id) {
  /** @type {{text?: string, title?: Words, name?: string|null}|undefined} */
  const row = page.table.get(of, id);
  if (!row) return html`<p>${t("This is not there any more.")}</p>`;
  const send = async (/** @type {string} */ command, /** @type {string} */ said) => {
    const answer = await page.act(command, { id }, said);
    if (answer.ok) page.closeDialog();
  };
  return html`<div class="chosen">
    <p class="quote" dir="auto">${of === "topic" ? pick(row.title) : row.text}</p>
    ${row.name ? html`<p>${t("Asked by: {name}", { name: row.name })}</p>` : nothing}
    <p>${explained(of)}</p>
    ${page.trouble ? html`<p class="trouble">${page.trouble}</p>` : nothing}
    <div class="acts">
      <button type="button" class="button stop" @click=${() => send(`${of}.erase`, t("Erased for good"))}>
        ${t("Erase for good")}
      </button>
      ${
        row.name
          ? html`<button
              type="button"
              class="button stop"
              @click=${() => send("question.erase_name", t("The name is erased"))}
            >
              ${t("Erase only the name")}
            </button>`
          : nothing
      }
      <button type="button" class="button" ${ref(take)} @click=${() => page.closeDialog()}>${t("Keep it")}</button>
    </div>
  </div>`;
}

/** @param {Erasable} of */
function explained(of) {
  const gone = t(
    "The words leave all pages at once, reports and the server's disk within a minute. This cannot be undone.",
  );
  if (of === "topic") return `${gone} ${t("Where a poll offers this topic, the option stays without its words.")}`;
  return of === "question" ? `${gone} ${t("Who asked is told that the team has removed it.")}` : gone;
}
