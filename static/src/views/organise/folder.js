/** Everything that a funder asks for, in one file. */
import { html, nothing } from "lit-html";
import { lang, t } from "../../core/words.js";
import { submitted } from "../../kit/form.js";
import { BEGUN, beingWritten, progress } from "../../kit/progress.js";
import { fileSize } from "../../kit/size.js";

/** @typedef {import("./state.js").OrganiserState} OrganiserState */

/** @param {OrganiserState} page */
export function folder(page) {
  const row = page.table.get("folder", "folder");
  return html`<section aria-labelledby="h-folder" class="report folder">
    <h2 id="h-folder">${t("Funder’s folder")}</h2>
    <p class="note">
      ${t(
        "Report, programme as it ran, participation as sums, evaluation, questionnaires, tables, and a statement of what was deleted when: in one file, with a page that says what is what.",
      )}
    </p>
    ${order(page, row)} ${row?.size ? file(page, row) : gone(row)}
  </section>`;
}

/** Have it made. @param {OrganiserState} page @param {RowOf<"folder">|undefined} row */
function order(page, row) {
  const work = page.table.get("work", "folder");
  const busy = Boolean(row && row.made < row.asked && work?.state !== "failed");
  const make = (/** @type {SubmitEvent} */ event) => {
    const { text } = submitted(event);
    void page.act("folder.make", { lang: text("lang"), lists: text("lists") });
  };
  const retry = () => void page.act("work.retry", { id: "folder" });
  const named = page.table.get("event", page.boot.event)?.profile !== "sensitive";
  return html`<form class="make order" @submit=${make}>
      <label
        >${t("Language")}<select name="lang">
          ${option("de", t("German"), row?.lang ?? lang)}${option("en", t("English"), row?.lang ?? lang)}
        </select></label
      >
      <label
        >${t("Who was there")}<select name="lists">
          ${option("none", t("as sums only"), row?.lists)}
          ${option("slips", t("and a slip for each, without names"), row?.lists)}
          ${named ? option("signatures", t("and lists to sign, with names"), row?.lists) : nothing}
        </select></label
      >
      <button class="button main" ?disabled=${busy}>${row?.size ? t("Make it anew") : t("Make the folder")}</button>
    </form>
    ${busy || work?.state === "failed" ? progress(work ?? BEGUN, beingWritten(), retry) : nothing}`;
}

/** @param {string} value @param {string} label @param {string|undefined} chosen */
const option = (value, label, chosen) => html`<option value=${value} ?selected=${value === chosen}>${label}</option>`;

/** @param {OrganiserState} page @param {RowOf<"folder">} row */
function file(page, row) {
  return html`<div class="card made">
    <p>${t("As of {time}", { time: page.clock.time(row.at ?? 0) })}</p>
    <p class="acts">
      <a class="button" href=${`/e/${page.boot.event}/organise/folder.zip`} download>${t("The folder (ZIP)")}</a>
      <span class="note tabular">${fileSize(row.size)}</span>
    </p>
    ${row.unset.length ? html`<p class="warn" role="status">${incomplete()}</p>` : nothing}
  </div>`;
}

const incomplete = () =>
  t("Its PDFs leave out what cannot be shown on paper. The pages for the browser beside them are complete.");

/** @param {RowOf<"folder">|undefined} row */
const gone = (row) =>
  row?.made
    ? html`<p class="note">${t("Something that stood in the folder was taken back, so it is gone. Make it anew.")}</p>`
    : nothing;
