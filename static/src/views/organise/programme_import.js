/** Importing a programme: pasted or a file, looked at first, corrected row by row, and taken over when it is right. */
import { html, nothing } from "lit-html";
import { submitted } from "../../kit/form.js";
import { t, tn } from "../../core/words.js";
import { aboutText, extent } from "./import_choices.js";
import { changeList } from "./import_changes.js";
import { itemRows } from "./import_rows.js";

/** @typedef {import("./state.js").OrganiserState} OrganiserState */
/** @typedef {import("../../programme/programme_import.js").ProgrammeImport} ProgrammeImport */
/** @typedef {import("../../programme/programme_import.js").Item} Item */

const FILES = ".docx,.xlsx,.ics,.csv,.tsv,.txt,.md,.html,.yaml,.yml,.json,.xml";

/** @param {OrganiserState} page */
export function programmeImport(page) {
  const { programmeImport: load } = page;
  const note = t(
    "Paste the agenda from a web page, an e-mail or a document, or choose a file: Word, Excel, calendar, CSV, or a schedule of pretalx or frab. You see first what was understood and what would change; nothing is taken over before you say so. Questions, notes and sign-ups stay.",
  );
  return html`<section aria-labelledby="h-bring" class="bring">
    <h2 id="h-bring">${t("Bring a programme in")}</h2>
    <p class="note">${note}</p>
    ${load.read ? preview(page) : form(load)} ${problems(load)}
    ${load.done ? html`<p class="told" role="status">${load.done} ${undo(page)}</p>` : nothing} ${releases(page)}
  </section>`;
}

/** Take the last import back. @param {OrganiserState} page */
function undo(page) {
  const { programmeImport: load } = page;
  if (!load.undo) return nothing;
  const back = async () => {
    const { ok } = await page.act("undo", { id: load.undo });
    if (ok) Object.assign(load, { undo: null, done: t("Taken back.") });
    page.redraw();
  };
  return html`<button type="button" class="button small" @click=${() => void back()}>${t("Take it back")}</button>`;
}

/** @param {ProgrammeImport} load */
function problems(load) {
  if (!load.problems.length) return nothing;
  const line = (/** @type {number} */ n) => (n ? html`<b>${t("Line {n}", { n })}</b> ` : nothing);
  return html`<ul class="trouble-list" role="alert">
    ${load.problems.map((problem) => html`<li>${line(problem.line)}${problem.message}</li>`)}
  </ul>`;
}

/** What each release but the first has changed. @param {OrganiserState} page */
function releases(page) {
  const all = [...page.table.all("release")].sort((a, b) => b.n - a.n);
  if (all.length < 2) return nothing;
  return html`<details>
    <summary>${t("Release {n} of the programme", { n: all[0]?.n ?? 1 })}</summary>
    ${all.slice(0, -1).map(
      (release) =>
        html`<h3>${t("Release {n}", { n: release.n })}</h3>
          ${changeList(page, release.changes)}`,
    )}
  </details>`;
}

/** @param {ProgrammeImport} load */
function form(load) {
  const submit = (/** @type {SubmitEvent} */ event) => {
    const { data } = submitted(event);
    void load.readText(String(data.get("text") ?? ""));
  };
  const choose = (/** @type {FieldEvent} */ event) => {
    const [file] = event.target.files;
    if (file) void load.readFile(file);
  };
  return html`<form class="card paste" @submit=${submit}>
    <label
      >${t("Agenda as text")}<textarea
        name="text"
        data-draft="agenda"
        rows="8"
        required
        spellcheck="false"
        placeholder=${t("09:30 Welcome …")}
        .defaultValue=${load.text}
      ></textarea>
    </label>
    <div class="acts">
      <button class="button main" ?disabled=${load.busy}>${load.busy ? t("reading …") : t("Look at it first")}</button>
      <label class="button file">${t("Choose a file")}<input type="file" accept=${FILES} @change=${choose} /></label>
    </div>
  </form>`;
}

/** @param {OrganiserState} page */
function preview(page) {
  const { programmeImport: load } = page;
  const { items, changes } = load;
  return html`<div class="card understood">
    ${items ? html`${aboutText(page)} ${understood(page, items)} ${extent(page)}` : nothing}
    ${
      load.notes.length
        ? html`<ul class="ignored">
            ${load.notes.map((note) => html`<li>${note}</li>`)}
          </ul>`
        : nothing
    }
    ${
      changes
        ? html`<h3>${t("What would change")}</h3>
            ${changes.length ? changeList(page, changes) : unchanged()}`
        : nothing
    }
    ${load.doubt ? html`<p class="trouble" role="alert">${load.doubt}</p>` : nothing}
    <div class="acts">
      <button
        type="button"
        class=${load.doubt ? "button stop" : "button main"}
        ?disabled=${!changes?.length && !load.busy}
        @click=${() => void load.apply()}
      >
        ${load.doubt ? t("Take it over all the same") : t("Take it over")}
      </button>
      <button type="button" class="button" @click=${() => load.discard()}>${t("Discard")}</button>
    </div>
  </div>`;
}

const unchanged = () => html`<p class="note">${t("Nothing: the programme says this already.")}</p>`;

/** @param {OrganiserState} page @param {Item[]} items */
function understood(page, items) {
  const { programmeImport: load } = page;
  const n = items.filter((item) => !item.workshop).length;
  const empty = t("No agenda was found in this text. Does each line have a time, or is there a list under “Agenda”?");
  return html`<h3>${tn("{n} item understood", "{n} items understood", n)}</h3>
    ${items.length ? itemRows(page, items) : html`<p class="empty">${empty}</p>`}
    ${
      load.ignored.length
        ? html`<details>
            <summary>
              ${tn("{n} line was not taken over", "{n} lines were not taken over", load.ignored.length)}
            </summary>
            <ul class="ignored">
              ${load.ignored.map((line) => html`<li dir="auto">${line}</li>`)}
            </ul>
          </details>`
        : nothing
    }`;
}
