/** Importing a programme: pasted or a file, looked at first, corrected row by row, and taken over when it is right. */
import { html, nothing } from "lit-html";
import { repeat } from "lit-html/directives/repeat.js";
import { askWords, isSure } from "../../programme/programme_import.js";
import { listed, submitted } from "../../kit/form.js";
import { pick, t, tn } from "../../core/words.js";
import { aboutText, extent } from "./import_choices.js";
import { detailWords } from "./import_details.js";
import { languagesOf } from "./edit_form.js";
import { KINDS, kindWord } from "./session_kinds.js";

/** @typedef {import("./state.js").OrganiserState} OrganiserState */
/** @typedef {import("../../programme/programme_import.js").ProgrammeImport} ProgrammeImport */
/** @typedef {import("../../programme/programme_import.js").Item} Item */
/** @typedef {import("../../programme/programme_import.js").Change} Change */
/** @typedef {import("../../programme/programme_import.js").ItemChange} ItemChange */

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
    ${items.length ? table(page, items) : html`<p class="empty">${empty}</p>`}
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

/** @param {OrganiserState} page @param {Item[]} items */
const table = (page, items) =>
  html`<div class="rows" role="table" aria-label=${t("Items understood")}>
    ${repeat(
      items,
      ({ key }) => key,
      (item) => row(page, item),
    )}
  </div>`;

/** @param {OrganiserState} page @param {Item} item */
function row(page, item) {
  const { programmeImport: load } = page;
  return html`<div role="row" class=${[item.workshop ? "slot" : "", isSure(item) ? "" : "unsure"].join(" ")}>
    <span role="cell" class="times">${item.workshop ? nothing : times(load, item)}</span>
    <span role="cell" class="what">${textCell(load, item, "title", t("Title"))}</span>
    <span role="cell" class="kind">${item.workshop ? round(item) : kindCell(load, item)}</span>
    <span role="cell" class="people">${peopleCell(load, item)}</span>
    <span role="cell" class="room">${textCell(load, item, "room", t("Room"))}</span>
    <span role="cell" class="tongue">${languageCell(page, item)}</span>
    <span role="cell" class="sure"
      >${(item.asks ?? []).map((code) => html`<span class="note">${askWords(code)}</span> `)}${
        isSure(item) && !item.asks?.length ? sure() : ask(load, item)
      }</span
    >
    <span role="cell" class="acts">${rowActs(load, item)}</span>
  </div>`;
}

/** @param {ProgrammeImport} load @param {Item} item */
const times = (load, item) =>
  html`${textCell(load, item, "start", t("Begins"), "time")}<span aria-hidden="true">–</span>${textCell(
      load,
      item,
      "end",
      t("Ends"),
      item.end_inferred ? "time guessed" : "time",
    )}`;

/**
 * @param {ProgrammeImport} load @param {Item} item
 * @param {"start"|"end"|"title"|"room"} name @param {string} label @param {string} [look]
 */
function textCell(load, item, name, label, look = "") {
  const change = (/** @type {FieldEvent} */ event) => {
    const value = event.target.value || null;
    load.correct(item, { [name]: value, ...(name === "end" && { end_inferred: false }) });
  };
  return html`<input
    type="text"
    class=${look}
    data-draft=${`item-${item.key}-${name}`}
    aria-label=${label}
    .value=${item[name] ?? ""}
    placeholder=${PLACEHOLDERS[name]()}
    @input=${change}
  />`;
}

const PLACEHOLDERS = { title: () => "", start: () => "--:--", end: () => "--:--", room: () => t("Room") };

/** What can be done with a row. @param {ProgrammeImport} load @param {Item} item */
function rowActs(load, item) {
  /** @type {[string, () => void][]} */
  const acts = [
    [t("Add a row below"), () => load.addBehind(item)],
    [t("Move up"), () => load.moveUp(item)],
    [t("Join with the row above"), () => load.joinAbove(item)],
    [t("Leave out"), () => load.leaveOut(item)],
  ];
  const act = (/** @type {[string, () => void]} */ [words, run]) =>
    html`<button type="button" class="button small" @click=${run}>${words}</button>`;
  return html`<details>
    <summary aria-label=${t("Change the row “{title}”", { title: item.title })}>⋯</summary>
    <div class="acts">${acts.map(act)}</div>
  </details>`;
}

/** Languages of an item, where the event has several. @param {OrganiserState} page @param {Item} item */
function languageCell(page, item) {
  const languages = languagesOf(page);
  if (languages.length < 2) return nothing;
  const value = item.languages.join(",");
  const options = [...languages, languages.join(",")];
  const change = (/** @type {FieldEvent} */ event) =>
    page.programmeImport.correct(item, { languages: event.target.value.split(",").filter(Boolean) });
  const option = (/** @type {string} */ codes) =>
    html`<option value=${codes} ?selected=${codes === value}>${codes.toUpperCase().replace(",", "/")}</option>`;
  return html`<select aria-label=${t("Language")} @change=${change}>
    ${option("")}${options.map(option)}
  </select>`;
}

/** @param {Item} item */
const round = (item) => html`<span class="note">${t("Round {n}", { n: item.round ?? 1 })}</span>`;

/** @param {ProgrammeImport} load @param {Item} item */
function kindCell(load, item) {
  const change = (/** @type {FieldEvent} */ event) => load.correct(item, { kind: event.target.value });
  return html`<select aria-label=${t("Kind")} @change=${change}>
    ${KINDS.map((kind) => html`<option value=${kind} ?selected=${kind === item.kind}>${kindWord(kind)}</option>`)}
  </select>`;
}

/** @param {ProgrammeImport} load @param {Item} item */
function peopleCell(load, item) {
  const change = (/** @type {FieldEvent} */ event) =>
    load.correct(item, { people: listed(event.target.value, ","), typed: event.target.value });
  return html`<input
    type="text"
    data-draft=${`item-${item.key}-people`}
    aria-label=${t("People")}
    .value=${item.typed ?? item.people.join(", ")}
    placeholder=${t("nobody named")}
    @input=${change}
  />`;
}

const sure = () => html`<span class="note">${t("sure")}</span>`;

/** @param {ProgrammeImport} load @param {Item} item */
const ask = (load, item) =>
  html`<button
    type="button"
    class="button small"
    title=${t("This row was guessed from what stands around it.")}
    @click=${() => load.correct(item, {})}
  >
    ${t("Is this right?")}
  </button>`;

/** What is new, moved, renamed, cancelled, in words. @param {OrganiserState} page @param {Change[]} changes */
function changeList(page, changes) {
  const row = (/** @type {Change} */ change) =>
    html`<li class=${change.what}>
      ${
        isDetail(change)
          ? detailWords(page, change)
          : html`<b dir="auto">${pick(change.title) || change.id}</b> <span>${changeWords(page, change)}</span>`
      }
    </li>`;
  return html`<ul class="changes">
    ${changes.map(row)}
  </ul>`;
}

/** @param {Change} change @returns {change is import("../../programme/programme_import.js").DetailChange} */
function isDetail(change) {
  return change.what === "detail" || change.what === "added";
}

/** @param {OrganiserState} page @param {ItemChange} change */
function changeWords({ clock }, { what, before, after }) {
  const time = (/** @type {number|null|undefined} */ ms) =>
    ms == null ? "" : [clock.otherDay(ms), clock.time(ms)].filter(Boolean).join(", ");
  if (what === "new") return after.start ? t("new, {time}", { time: time(after.start) }) : t("new");
  if (what === "cancelled") return t("cancelled");
  if (what === "renamed") return t("renamed, it was “{title}”", { title: pick(before.title) });
  if (what === "moved" && before.start) {
    return t("moved from {before} to {after}", { before: time(before.start), after: time(after.start) });
  }
  if (what === "moved" && before.end) {
    return t("ends at {after} instead of {before}", { before: time(before.end), after: time(after.end) });
  }
  return what === "moved" ? t("in another room") : t("changed");
}
