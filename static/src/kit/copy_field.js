/** An address with a button that copies it, also where the browser has no clipboard for plain http. */
import { html } from "lit-html";
import { t } from "../core/words.js";

/** @param {string} text @param {string} label */
export function copyField(text, label) {
  const select = (/** @type {Event} */ event) => /** @type {HTMLInputElement} */ (event.target).select();
  return html`<div class="copy">
    <input type="text" readonly dir="ltr" aria-label=${label} .value=${text} @focus=${select} />
    <button type="button" class="button" @click=${copy}>${t("Copy")}</button>
  </div>`;
}

/** @param {Event} event */
async function copy(event) {
  const button = /** @type {HTMLButtonElement} */ (event.currentTarget);
  const field = /** @type {HTMLInputElement} */ (button.previousElementSibling);
  const done = await copied(field);
  button.textContent = done ? t("Copied") : t("Press Ctrl + C");
  setTimeout(() => (button.textContent = t("Copy")), 2000);
}

/** @param {HTMLInputElement} field */
async function copied(field) {
  try {
    await navigator.clipboard.writeText(field.value);
    return true;
  } catch {
    field.select();
    return document.execCommand("copy");
  }
}
