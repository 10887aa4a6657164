/** The report of the event: what organisers say in it, having it made, and the files. */
import { html, nothing } from "lit-html";
import { submitted } from "../../kit/form.js";
import { lang, t } from "../../core/words.js";
import { BEGUN, beingWritten, progress } from "../../kit/progress.js";
import { fileSize } from "../../kit/size.js";
import { textArea } from "./edit_form.js";

/** @typedef {import("./state.js").OrganiserState} OrganiserState */

const LANGUAGES = /** @type {const} */ (["de", "en"]);
/** In the order in which people want them. */
const ENDINGS = ["pdf", "html", "xlsx", "md", "json", "zip"];

/** @param {OrganiserState} page */
export function report(page) {
  const about = page.table.get("report_settings", page.boot.event);
  const row = page.table.get("report", "report");
  const note = t(
    "The programme as it ran, how many took part, questions with answers, polls, what was published of the workshops, the parking lot: as a text to go on writing, as a PDF, and as data. Nobody who took part is named.",
  );
  return html`<section aria-labelledby="h-report" class="report">
    <h2 id="h-report">${t("Report of the event")}</h2>
    <p class="note">${note}</p>
    ${texts(page, about)} ${order(page, row)} ${files(page, row)}
    ${page.reportNote ? html`<p class="told" role="status">${page.reportNote}</p>` : nothing}
  </section>`;
}

/** What organisers say in the report. @param {OrganiserState} page @param {RowOf<"report_settings">|undefined} about */
function texts(page, about) {
  const save = async (/** @type {SubmitEvent} */ event) => {
    const { text } = submitted(event);
    const count = (/** @type {string} */ name) => (text(name) === "" ? null : Number(text(name)));
    const answer = await page.act("report.about", {
      opening: text("opening"),
      closing: text("closing"),
      funder: text("funder"),
      onsite: count("onsite"),
      remote: count("remote"),
      counted: text("onsite") !== "" || text("remote") !== "",
    });
    page.reportNote = answer.ok ? t("Saved.") : "";
    page.redraw();
  };
  return html`<details class="card words">
    <summary>${t("What the report says beside that")}</summary>
    <form data-draft="report" @submit=${save}>
      ${textArea("opening", t("Opening sentences"), t("What the event was for"), about?.opening)}
      ${textArea("closing", t("Closing sentences"), t("Thanks, and what comes next"), about?.closing)}
      <label
        >${t("Who has funded it")}<input
          type="text"
          name="funder"
          maxlength="300"
          placeholder=${t("Funded by …")}
          .defaultValue=${about?.funder ?? ""}
      /></label>
      <fieldset class="make">
        <legend>${t("How many took part, if you know better than Companion")}</legend>
        ${number("onsite", t("In the room"), about)}${number("remote", t("Remote"), about)}
      </fieldset>
      <p class="acts"><button class="button">${t("Save")}</button></p>
    </form>
  </details>`;
}

/** @param {"onsite"|"remote"} name @param {string} label @param {RowOf<"report_settings">|undefined} about */
const number = (name, label, about) =>
  html`<label
    >${label}<input
      type="number"
      name=${name}
      min="0"
      max="100000"
      inputmode="numeric"
      .defaultValue=${about?.[name] ?? ""}
  /></label>`;

/** Have it made. @param {OrganiserState} page @param {RowOf<"report">|undefined} row */
function order(page, row) {
  const work = page.table.get("work", "report");
  const busy = Boolean(row && row.made < row.asked && work?.state !== "failed");
  const make = (/** @type {SubmitEvent} */ event) => {
    page.reportNote = "";
    void page.act("report.make", { lang: String(submitted(event).data.get("lang")) });
  };
  const option = (/** @type {typeof LANGUAGES[number]} */ code) =>
    html`<option value=${code} ?selected=${code === (row?.lang ?? lang)}>${languageWord(code)}</option>`;
  return html`<form class="make order" @submit=${make}>
      <label
        >${t("Language of the report")}<select name="lang">
          ${LANGUAGES.map(option)}
        </select></label
      >
      <button class="button main" ?disabled=${busy}>
        ${row?.files.length ? t("Make it anew") : t("Make the report")}
      </button>
    </form>
    ${busy ? running(work) : nothing} ${work?.state === "failed" ? failed(page, work) : nothing}`;
}

/** @param {typeof LANGUAGES[number]} code */
const languageWord = (code) => ({ de: t("German"), en: t("English") })[code];

/** @param {RowOf<"work">|undefined} work */
function running(work) {
  return progress(work ?? BEGUN, beingWritten(), () => {});
}

/** @param {OrganiserState} page @param {RowOf<"work">|undefined} work */
const failed = (page, work) =>
  progress(work, { running: String, waiting: "" }, () => void page.act("work.retry", { id: "report" }));

/** @param {OrganiserState} page @param {RowOf<"report">|undefined} row */
function files(page, row) {
  if (!row?.made) return nothing;
  if (!row.files.length) {
    return html`<p class="note">
      ${t("Something that stood in the report was taken back, so its files are gone. Make it anew.")}
    </p>`;
  }
  /** @type {[string, number][]} */
  const sorted = [...row.files].sort((a, b) => ENDINGS.indexOf(a[0]) - ENDINGS.indexOf(b[0]));
  const base = `/e/${page.boot.event}/organise/report`;
  return html`<div class="card made">
    <p>${t("As of {time}", { time: page.clock.time(row.at ?? 0) })}</p>
    <ul class="downloads">
      ${sorted.map(
        ([ending, bytes]) =>
          html`<li>
            <a class="button" href=${`${base}.${ending}`} download>${fileWord(ending)}</a>
            <span class="note tabular">${fileSize(bytes)}</span>
          </li>`,
      )}
    </ul>
    ${incomplete(row)}
  </div>`;
}

/** What the PDF could not hold, or that there is none. @param {RowOf<"report">} row */
function incomplete(row) {
  if (!row.files.some((/** @type {[string, number]} */ [ending]) => ending === "pdf")) {
    return html`<p class="warn" role="status">${t("The PDF could not be made. The other files are complete.")}</p>`;
  }
  if (!row.unset?.length) return nothing;
  return html`<div class="warn" role="status">
    <p>${t("The PDF leaves out what cannot be shown on paper. The other files are complete. Have a look at:")}</p>
    <ul>
      ${row.unset.map((/** @type {string} */ place) => html`<li dir="auto">${place}</li>`)}
    </ul>
  </div>`;
}

/** @param {string} ending */
const fileWord = (ending) =>
  ({
    pdf: t("PDF, to hand in"),
    html: t("Web page"),
    xlsx: t("Tables (Excel)"),
    md: t("Text to go on writing (Markdown)"),
    json: t("Data (JSON)"),
    zip: t("Everything in one file (ZIP)"),
  })[ending] ?? ending;
