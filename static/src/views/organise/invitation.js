/** Invitations: text to copy in both languages, a date for calendars, and links for a program that writes e-mails. */
import { html, nothing } from "lit-html";
import { fileOf } from "../../event/invitation.js";
import { profileOf } from "../../event/profile.js";
import { warning } from "../../event/reach.js";
import { submitted } from "../../kit/form.js";
import { t } from "../../core/words.js";
import { languageField } from "./edit_form.js";
import { copyField } from "../../kit/copy_field.js";

/** @typedef {import("./state.js").OrganiserState} OrganiserState */

/** Where the calendar entry is. @param {Boot} boot */
const entry = (boot) => new URL(`/e/${boot.event}/save-the-date.ics`, boot.join).href;

/** @param {OrganiserState} page */
export function inviting(page) {
  const { invitation, boot, table } = page;
  const write = (/** @type {SubmitEvent} */ event) => void invitation.write(submitted(event).text("language"));
  const event = table.get("event", boot.event);
  const dated = event?.start != null || table.all("session").some(({ start }) => start !== null);
  const trouble = warning(boot.join);
  return html`<section aria-labelledby="h-invite" class="invite">
    <h2 id="h-invite">${t("Invitations")}</h2>
    <p class="note">
      ${t("Text to copy into a letter or an e-mail: date, place, address, code, and where it says what is stored.")}
    </p>
    ${trouble ? html`<p class="trouble">${trouble}</p>` : nothing}
    <form class="card form-grid" @submit=${write}>
      <div class="row">${languageField()}</div>
      <p class="acts"><button class="button main" ?disabled=${invitation.busy}>${t("Write the text")}</button></p>
    </form>
    ${invitation.texts ? texts(page, invitation.texts) : nothing}
    <h3>${t("Save the date")}</h3>
    ${
      dated
        ? html`${copyField(entry(boot), t("Address of the calendar entry"))}
            <p>
              <a class="button" href=${`/e/${boot.event}/save-the-date.ics`} download=${`${boot.event}.ics`}
                >${t("Calendar entry (.ics)")}</a
              >
            </p>`
        : html`<p class="note">${t("As soon as the event has a date.")}</p>`
    }
    ${merging(page)} ${invitation.trouble ? html`<p class="trouble" role="alert">${invitation.trouble}</p>` : nothing}
  </section>`;
}

/** @param {OrganiserState} page @param {import("../../event/invitation.js").Texts} written */
const texts = ({ table }, { onsite, remote }) =>
  html`${text(t("For those who come"), onsite)}
  ${profileOf(table).oneLink ? nothing : text(t("For those who take part remotely"), remote)}`;

/** @param {string} title @param {string} words */
const text = (title, words) =>
  html`<label class="text"
    >${title}<textarea readonly rows="12" dir="auto" data-draft="off" .value=${words} @focus=${select}></textarea>
  </label>`;

/** @param {Event} event */
const select = (event) => /** @type {HTMLTextAreaElement} */ (event.target).select();

/** @param {OrganiserState} page */
function merging({ invitation, staff }) {
  if (!staff.all("attendee").length) return nothing;
  const choose = (/** @type {FieldEvent} */ event) => {
    const [file] = event.target.files;
    if (file) void invitation.merge(file);
    event.target.value = "";
  };
  const note = t(
    "Choose your own list once more, with the e-mail addresses: you get it back with everybody’s personal link in a further column. The addresses are not kept here.",
  );
  const { merged } = invitation;
  return html`<h3>${t("Personal links for a mail merge")}</h3>
    <p class="note">${note}</p>
    <p class="acts">
      <label class="button file"
        >${invitation.busy ? t("reading …") : t("Choose a list (CSV or Excel)")}<input
          type="file"
          accept=".csv,.tsv,.txt,.xlsx"
          ?disabled=${invitation.busy}
          @change=${choose}
      /></label>
    </p>
    ${
      merged
        ? html`<p role="status">
            ${t("{n} of {all} rows have a link.", { n: merged.found, all: merged.rows })}
            <a class="button main" href=${fileOf(merged)} download=${`${merged.name}-links.csv`}
              >${t("Save the list")}</a
            >
          </p>`
        : nothing
    }`;
}
