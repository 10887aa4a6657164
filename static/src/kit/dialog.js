/** Dialogs. The browser's own element keeps the keyboard inside, and puts it back when it closes. */
import { html, nothing } from "lit-html";
import { ref } from "lit-html/directives/ref.js";
import { t } from "../core/words.js";

/**
 * A dialog that is open as long as it is drawn.
 * @param {{title: unknown, body: unknown, key?: unknown, side?: boolean, leave?: string, closed: () => void}} parts
 *   key: the key that closes it, drawn on the button, whose word is `leave`; side: it stands beside the page; closed:
 *   called when it has closed, by whatever
 */
export const dialog = ({ title, body, key = nothing, side = false, leave = t("Close"), closed }) =>
  html`<dialog
    class=${side ? "sheet side" : "sheet"}
    aria-labelledby="dialog-title"
    ${ref(open)}
    @close=${closed}
    @keydown=${keepKeys}
  >
    <header>
      <h2 id="dialog-title" dir="auto">${title}</h2>
      <button type="button" class="button" @click=${close}>${leave}${key}</button>
    </header>
    ${body}
  </dialog>`;

/** @param {Element|undefined} element */
function open(element) {
  if (!(element instanceof HTMLDialogElement) || element.open) return;
  queueMicrotask(() => element.isConnected && !element.open && element.showModal());
}

/** Keys that are pressed here are no shortcuts of the page. @param {Event} event */
export const keepKeys = (event) => event.stopPropagation();

/** Close the dialog around what was pressed. @param {Event} event */
const close = (event) => /** @type {HTMLElement} */ (event.target).closest("dialog")?.close();
