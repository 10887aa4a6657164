/** What of a pasted text is taken over beside its rows, and whether it is the whole programme. Nothing silently. */
import { html, nothing } from "lit-html";
import { day as items } from "../../programme/session.js";
import { toLocal } from "../../programme/zoned.js";
import { t } from "../../core/words.js";

/** @typedef {import("./state.js").OrganiserState} OrganiserState */

/** The title, place and date that the text says. @param {OrganiserState} page */
export function aboutText(page) {
  const { about } = page.programmeImport;
  const chosen = [
    about.title ? said(page, "title", t("Take the title"), about.title) : nothing,
    about.venue ? said(page, "venue", t("Take the place"), about.venue) : nothing,
  ];
  return html`<div class="choices">${date(page)} ${chosen}</div>`;
}

/** @param {OrganiserState} page @param {"title"|"venue"} what @param {string} words @param {string} text */
function said({ programmeImport: load }, what, words, text) {
  const change = (/** @type {FieldEvent} */ event) => load.take({ [what]: event.target.checked ? text : null });
  return html`<label class="check"
    ><input type="checkbox" .checked=${load.taken[what] !== null} @change=${change} />
    <span>${words}: <b dir="auto">${text}</b></span></label
  >`;
}

/** The day: that of the event, that of the text, or another one. @param {OrganiserState} page */
function date(page) {
  const { programmeImport: load } = page;
  const event = page.table.get("event", page.boot.event);
  const own = event?.start == null ? "" : toLocal(event.start, page.zone).date;
  const change = (/** @type {FieldEvent} */ changed) => load.take({ date: changed.target.value || null });
  const told = (/** @type {string} */ iso) => `${page.dayName(iso)} ${iso.slice(0, 4)}`;
  const differs = load.about.date && load.about.date !== own;
  return html`<label class="day"
      >${t("First day")}<input type="date" data-draft="import-day" .value=${load.taken.date ?? own} @change=${change}
    /></label>
    ${
      differs
        ? html`<p class="note">
            ${t("The text says {day}.", { day: told(load.about.date ?? "") })}
            <button type="button" class="button small" @click=${() => load.take({ date: load.about.date })}>
              ${t("Take this day")}
            </button>
          </p>`
        : nothing
    }`;
}

/** Whether it is all, or is added to what there is. @param {OrganiserState} page */
export function extent(page) {
  const { programmeImport: load } = page;
  if (!items(page.table).some(({ state }) => state !== "cancelled") || load.whole === null) return nothing;
  const choice = (/** @type {boolean} */ whole, /** @type {string} */ words) =>
    html`<label class="check"
      ><input type="radio" name="whole" .checked=${load.whole === whole} @change=${() => load.isWhole(whole)} />
      ${words}</label
    >`;
  return html`<fieldset class="choices">
    <legend>${t("What is this?")}</legend>
    ${choice(false, t("Something to add: what is there stays"))}
    ${choice(true, t("The whole programme: what is not in it is cancelled"))}
  </fieldset>`;
}
