/** Certificates of attendance: what stands in them, and having those of all made. */
import { html, nothing } from "lit-html";
import { submitted } from "../../kit/form.js";
import { BEGUN, beingWritten, progress } from "../../kit/progress.js";
import { fileSize } from "../../kit/size.js";
import { textArea } from "./edit_form.js";
import { lang, t, tn } from "../../core/words.js";

/** @typedef {import("./state.js").OrganiserState} OrganiserState */

const SENTENCE = { rows: 2, most: 1000 };

/** @param {OrganiserState} page */
export function certificates(page) {
  const note = t(
    "A page for everybody on the list who was let in: name, event, when and how they were there, workshops, a line to sign, and a code by which anybody can check that you have issued it. At the desk each can be printed alone.",
  );
  return html`<section aria-labelledby="h-certificates" class="report certificates">
    <h2 id="h-certificates">${t("Certificates of attendance")}</h2>
    <p class="note">${note}</p>
    ${about(page)} ${order(page)}
    ${page.certificateNote ? html`<p class="told" role="status">${page.certificateNote}</p>` : nothing}
  </section>`;
}

/** What they say. @param {OrganiserState} page */
function about(page) {
  const said = page.table.all("certificate_settings")[0];
  const save = async (/** @type {SubmitEvent} */ event) => {
    const { text, data } = submitted(event);
    const answer = await page.act("certificate.about", {
      issuer: text("issuer"),
      signer: text("signer"),
      text: { de: text("text-de"), en: text("text-en") },
      own: data.get("own") !== null,
    });
    page.certificateNote = answer.ok ? t("Saved.") : "";
    page.redraw();
  };
  const sentence = (/** @type {"de"|"en"} */ code, /** @type {string} */ label, /** @type {string} */ usual) =>
    textArea(`text-${code}`, label, usual, said?.text[code], SENTENCE);
  return html`<details class="card words" ?open=${!said?.issuer}>
    <summary>${t("What they say")}</summary>
    <form data-draft="certificates" @submit=${save}>
      ${field("issuer", t("Issued by"), said?.issuer)} ${field("signer", t("Under the line to sign"), said?.signer)}
      ${sentence("de", t("Sentence in German"), "hat an dieser Veranstaltung teilgenommen:")}
      ${sentence("en", t("Sentence in English"), "has taken part in this event:")}
      <label class="check"
        ><input type="checkbox" name="own" ?checked=${said?.own ?? false} />
        ${t("People fetch theirs by their own ticket link")}</label
      >
      <p class="acts"><button class="button">${t("Save")}</button></p>
    </form>
  </details>`;
}

/** @param {string} name @param {string} label @param {string|undefined} value */
const field = (name, label, value) =>
  html`<label>${label}<input type="text" name=${name} maxlength="200" .defaultValue=${value ?? ""} /></label>`;

/** Have those of all made. @param {OrganiserState} page */
function order(page) {
  const { table, boot } = page;
  const row = table.get("certificates", "certificates");
  const work = table.get("work", "certificates");
  const busy = Boolean(row && row.made < row.asked && work?.state !== "failed");
  const make = () => {
    page.certificateNote = "";
    void page.act("certificate.make", { lang, address: new URL(boot.join).origin });
  };
  const retry = () => void page.act("work.retry", { id: "certificates" });
  return html`<p class="acts">
      <button type="button" class="button main" ?disabled=${busy} @click=${make}>
        ${row?.size ? t("Make them anew") : t("Make all certificates (ZIP)")}
      </button>
    </p>
    ${busy || work?.state === "failed" ? progress(work ?? BEGUN, beingWritten(), retry) : nothing}
    ${row?.size ? file(boot.event, row) : nothing}`;
}

/** @param {string} event @param {RowOf<"certificates">} row */
const file = (event, { people, size }) =>
  html`<p class="made">
    <a class="button" href=${`/e/${event}/organise/people/certificates.zip`} download
      >${tn("{n} certificate (ZIP)", "{n} certificates (ZIP)", people)}</a
    >
    <span class="note">${fileSize(size)}</span>
  </p>`;
