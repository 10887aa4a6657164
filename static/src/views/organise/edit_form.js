/** What forms share: titles in the event's languages, some sentences, and how the form of an item or room is left. */
import { html, nothing } from "lit-html";
import { locale, t } from "../../core/words.js";
import { titleOf, titles } from "../../programme/session_form.js";

/** @typedef {import("./state.js").OrganiserState} OrganiserState */

/** @type {Record<string, () => string>} */
export const LANGUAGES = { de: () => t("German"), en: () => t("English") };

/** In which language something is to be written; at first the reader's own. */
export const languageField = () =>
  html`<label
    >${t("Language")}<select name="language" data-draft="off">
      ${Object.entries(LANGUAGES).map(
        ([code, word]) => html`<option value=${code} ?selected=${locale.startsWith(code)}>${word()}</option>`,
      )}
    </select></label
  >`;

/** The languages of the event. @param {OrganiserState} page @returns {string[]} */
export const languagesOf = (page) => page.table.get("event", page.boot.event)?.languages ?? ["de"];

/**
 * A field for words in each language; of a title the first has to be filled in.
 * @param {OrganiserState} page @param {Words|null|undefined} title @param {(code: string) => string} label
 * @param {string} [name] @param {boolean} [needed] @param {number} [most] letters
 */
export function titleFields(page, title, label, name = "title", needed = true, most = 300) {
  const languages = languagesOf(page);
  const words = titles(title, languages);
  return languages.map(
    (code, n) =>
      html`<label
        >${label(code)}
        <input
          type="text"
          name=${`${name}-${code}`}
          lang=${code}
          dir="auto"
          maxlength=${most}
          ?required=${needed && n === 0}
          value=${words[code] ?? ""}
      /></label>`,
  );
}

/**
 * A field for some sentences.
 * @param {string} name @param {string} label @param {string} hint what stands there while it is empty
 * @param {string|undefined} value @param {{rows?: number, most?: number}} [size] most: letters
 */
export const textArea = (name, label, hint, value, { rows = 3, most = 2000 } = {}) =>
  html`<label
    >${label}<textarea
      name=${name}
      rows=${rows}
      maxlength=${most}
      placeholder=${hint}
      .defaultValue=${value ?? ""}
    ></textarea>
  </label>`;

/**
 * What stands in these fields.
 * @param {OrganiserState} page @param {(name: string) => string} text of a field @param {string} [name]
 */
export const typedTitle = (page, text, name = "title") =>
  titleOf(Object.fromEntries(languagesOf(page).map((code) => [code, text(`${name}-${code}`)])));

/**
 * What somebody else has made of it while the form was open.
 * @param {OrganiserState} page @param {unknown[]} theirs in words; what is empty is left out
 */
export function theirsNow(page, theirs) {
  if (!page.crossed) return nothing;
  const said = { theirs: theirs.filter(Boolean).join(" · ") };
  return html`<p class="note">${t("It is now: {theirs}. Saving again puts yours in its place.", said)}</p>`;
}

/** Why it could not be saved. @param {OrganiserState} page @param {unknown} more */
export const editTrouble = (page, more) =>
  html`${page.editTrouble ? html`<p class="trouble" role="alert">${page.editTrouble}</p>` : nothing} ${more}`;

/**
 * Why it could not be saved, and the buttons; the first press on “Remove” asks.
 * @param {OrganiserState} page @param {string|null} id null: what is edited is new
 * @param {string} remove the command that takes it away
 * @param {unknown} [more] stands before the buttons
 */
export function formEnd(page, id, remove, more = nothing) {
  const press = () => page.confirm.press(id ?? "", () => void page.leaveEditing(remove, { id }));
  return html`${editTrouble(page, more)}
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
