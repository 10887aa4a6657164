/** The report of the event: what organisers say in it, having it made, and the files. */
import { html, nothing } from "lit-html";
import { lang, t } from "../../core/words.js";
import { progress } from "../../kit/progress.js";

/** @typedef {import("../../pages/organise.js").Office} Office */

let said = "";
const LANGUAGES = /** @type {const} */ (["de", "en"]);
/** In the order in which people want them. */
const ENDINGS = ["pdf", "html", "md", "json", "zip"];
const KIB = 1024;

/** @param {Office} office */
export function report(office) {
  const about = office.table.get("report_settings", office.boot.event);
  const row = office.table.get("report", "report");
  return html`<section aria-labelledby="h-report" class="report">
    <h2 id="h-report">${t("Report of the event")}</h2>
    <p class="note">
      ${t("The programme as it ran, how many took part, questions with answers, polls, what was published of the workshops, the parking lot: as a text to go on writing, as a PDF, and as data. Nobody who took part is named.")}
    </p>
    ${words(office, about)} ${order(office, row)} ${files(office, row)}
    ${said ? html`<p class="told" role="status">${said}</p>` : nothing}
  </section>`;
}

/** @param {Office} office @param {any} about */
function words(office, about) {
  const save = async (/** @type {SubmitEvent} */ event) => {
    event.preventDefault();
    const data = new FormData(/** @type {HTMLFormElement} */ (event.target));
    const text = (/** @type {string} */ name) => String(data.get(name) ?? "").trim();
    const count = (/** @type {string} */ name) => (text(name) === "" ? null : Number(text(name)));
    const counted = text("onsite") !== "" || text("remote") !== "";
    const answer = await office.act("report.about", {
      opening: text("opening"),
      closing: text("closing"),
      funder: text("funder"),
      onsite: count("onsite"),
      remote: count("remote"),
      counted,
    });
    said = answer.ok ? t("Saved.") : "";
    office.redraw();
  };
  const area = (/** @type {string} */ name, /** @type {string} */ label, /** @type {string} */ hint) =>
    html`<label
      >${label}<textarea
        name=${name}
        rows="3"
        maxlength="2000"
        placeholder=${hint}
        .defaultValue=${about?.[name] ?? ""}
      ></textarea>
    </label>`;
  const number = (/** @type {string} */ name, /** @type {string} */ label) =>
    html`<label
      >${label}<input
        type="number"
        name=${name}
        min="0"
        max="100000"
        inputmode="numeric"
        .defaultValue=${about?.[name] ?? ""}
    /></label>`;
  return html`<details class="card words">
    <summary>${t("What the report says beside that")}</summary>
    <form @submit=${save}>
      ${area("opening", t("Opening sentences"), t("What the event was for"))}
      ${area("closing", t("Closing sentences"), t("Thanks, and what comes next"))}
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
        ${number("onsite", t("In the room"))}${number("remote", t("Remote"))}
      </fieldset>
      <p class="acts"><button class="b">${t("Save")}</button></p>
    </form>
  </details>`;
}

/** @param {Office} office @param {any} row */
function order(office, row) {
  const work = office.table.get("work", "report");
  const busy = Boolean(row && row.made < row.asked && work?.state !== "failed");
  const make = (/** @type {SubmitEvent} */ event) => {
    event.preventDefault();
    said = "";
    void office.act("report.make", {
      lang: String(new FormData(/** @type {HTMLFormElement} */ (event.target)).get("lang")),
    });
  };
  const tongue = { de: t("German"), en: t("English") };
  return html`<form class="make order" @submit=${make}>
      <label
        >${t("Language of the report")}<select name="lang">
          ${LANGUAGES.map((code) => html`<option value=${code} ?selected=${code === (row?.lang ?? lang)}>${tongue[code]}</option>`)}
        </select></label
      >
      <button class="b main" ?disabled=${busy}>${row?.files.length ? t("Make it anew") : t("Make the report")}</button>
    </form>
    ${busy ? progress(work ?? { state: "queued", percent: 0 }, { running: (n) => t("Being written: {n} %", { n }), waiting: t("Waits to be written") }, () => {}) : nothing}
    ${work?.state === "failed" ? progress(work, { running: String, waiting: "" }, () => void office.act("work.retry", { id: "report" })) : nothing}`;
}

/** @param {Office} office @param {any} row */
function files(office, row) {
  if (!row?.made) return nothing;
  if (!row.files.length) {
    return html`<p class="note">
      ${t("Something that stood in the report was taken back, so its files are gone. Make it anew.")}
    </p>`;
  }
  /** @type {Record<string, string>} */
  const names = {
    pdf: t("PDF, to hand in"),
    html: t("Web page"),
    md: t("Text to go on writing (Markdown)"),
    json: t("Data (JSON)"),
    zip: t("Everything in one file (ZIP)"),
  };
  /** @type {[string, number][]} */
  const sorted = [...row.files].sort((a, b) => ENDINGS.indexOf(a[0]) - ENDINGS.indexOf(b[0]));
  return html`<div class="card made">
    <p>${t("As of {time}", { time: office.clock.time(row.at) })}</p>
    <ul class="downloads">
      ${sorted.map(([ending, bytes]) => html`<li><a class="b" href=${`/e/${office.boot.event}/organise/report.${ending}`} download>${names[ending] ?? ending}</a> <span class="note tabular">${size(bytes)}</span></li>`)}
    </ul>
  </div>`;
}

/** @param {number} bytes */
const size = (bytes) =>
  new Intl.NumberFormat(lang, {
    style: "unit",
    unit: bytes < KIB * KIB ? "kilobyte" : "megabyte",
    maximumFractionDigits: 1,
  }).format(bytes < KIB * KIB ? Math.ceil(bytes / KIB) : bytes / KIB / KIB);
