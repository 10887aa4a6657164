/** What the forms of items and rooms share: titles in the event's languages, and how a form is left. */
import { html, nothing } from "lit-html";
import { t } from "../../core/words.js";
import { titleOf, titles } from "../../programme/session_form.js";

/** @typedef {import("./state.js").OrganiserState} OrganiserState */

/** The languages of the event. @param {OrganiserState} page @returns {string[]} */
export const languagesOf = (page) => page.table.get("event", page.boot.event)?.languages ?? ["de"];

/**
 * A field for the title in each language; the first has to be filled in.
 * @param {OrganiserState} page @param {any} title @param {(code: string) => string} label
 */
export function titleFields(page, title, label) {
  const languages = languagesOf(page);
  const words = titles(title, languages);
  return languages.map(
    (code, n) =>
      html`<label
        >${label(code)}
        <input
          type="text"
          name=${`title-${code}`}
          lang=${code}
          dir="auto"
          maxlength="300"
          ?required=${n === 0}
          value=${words[code] ?? ""}
      /></label>`,
  );
}

/** What stands in these fields. @param {OrganiserState} page @param {(name: string) => string} text of a field */
export const typedTitle = (page, text) =>
  titleOf(Object.fromEntries(languagesOf(page).map((code) => [code, text(`title-${code}`)])));

/**
 * Why it could not be saved, and the buttons; the first press on “Remove” asks.
 * @param {OrganiserState} page @param {string|null} id null: what is edited is new
 * @param {string} remove the command that takes it away
 * @param {unknown} [more] stands before the buttons
 */
export function formEnd(page, id, remove, more = nothing) {
  const press = () => page.confirm.press(id ?? "", () => void page.leaveEditing(remove, { id }));
  return html`${page.editTrouble ? html`<p class="trouble" role="alert">${page.editTrouble}</p>` : nothing} ${more}
    <div class="acts">
      <button class="button main">${id ? t("Save") : t("Add it")}</button>
      <button type="button" class="button" @click=${() => page.edit(null)}>${t("Close without saving")}</button>
      ${
        id
          ? html`<button type="button" class="button stop" @click=${press}>
              ${page.confirm.asks(id) ? t("Really remove it?") : t("Remove")}
            </button>`
          : nothing
      }
    </div>`;
}
