/** A question for somebody who has no phone: opened by one key and sent by another, from the room or from remote. */
import { html, nothing } from "lit-html";
import { submitted } from "../../kit/form.js";
import { pick, t } from "../../core/words.js";

/** @typedef {import("./state.js").ModeratorState} ModeratorState */

const LONGEST = 500;
const LONGEST_NAME = 60;

/** @param {ModeratorState} page */
export function askFor(page) {
  const { session } = page;
  if (!session) return html`<p class="empty">${t("Nothing is on")}</p>`;
  return html`<form class="ask-for" @submit=${(/** @type {SubmitEvent} */ event) => void ask(page, event)}>
    <p class="note" dir="auto">${pick(session.title)}</p>
    <label
      >${t("Question")}<textarea
        name="text"
        data-draft="ask-for"
        rows="3"
        maxlength=${LONGEST}
        required
        dir="auto"
        autofocus
        @keydown=${keys}
      ></textarea>
    </label>
    <label
      >${t("Name (optional)")}<input
        type="text"
        name="name"
        data-draft="ask-for-name"
        maxlength=${LONGEST_NAME}
        autocomplete="off"
        dir="auto"
    /></label>
    ${page.trouble ? html`<p class="trouble" role="alert">${page.trouble}</p>` : nothing}
    <div class="acts">
      <button class="button main" value="onsite">${t("From the room")}<kbd aria-hidden="true">↵</kbd></button>
      <button class="button" value="remote">${t("From remote")}<kbd aria-hidden="true">${t("Ctrl")} ↵</kbd></button>
    </div>
  </form>`;
}

/** @param {KeyboardEvent} event */
function keys(event) {
  if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
  event.preventDefault();
  const mode = event.ctrlKey || event.metaKey ? "remote" : "onsite";
  const { form } = /** @type {HTMLTextAreaElement} */ (event.target);
  form?.requestSubmit(form.querySelector(`[value="${mode}"]`));
}

/** @param {ModeratorState} page @param {SubmitEvent} event */
async function ask(page, event) {
  const { form, text } = submitted(event);
  const mode = /** @type {HTMLButtonElement|null} */ (event.submitter)?.value || "onsite";
  if (!text("text")) return;
  const args = { session: page.session?.id, text: text("text"), mode, ...(text("name") && { name: text("name") }) };
  const { ok } = await page.act("question.ask", args, t("The question is on the list."));
  if (!ok) return;
  form.reset();
  page.closeDialog();
}
