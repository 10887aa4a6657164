/** What was understood of an agenda, row by row, to be corrected. */
import { html, nothing } from "lit-html";
import { repeat } from "lit-html/directives/repeat.js";
import { t } from "../../core/words.js";
import { listed } from "../../kit/form.js";
import { askWords, isSure } from "../../programme/programme_import.js";
import { languagesOf } from "./edit_form.js";
import { KINDS, kindWord } from "./session_kinds.js";
import { option } from "../../kit/options.js";

/** @typedef {import("./state.js").OrganiserState} OrganiserState */
/** @typedef {import("../../programme/programme_import.js").ProgrammeImport} ProgrammeImport */
/** @typedef {import("../../programme/programme_import.js").Item} Item */

/** The rows of an agenda. @param {OrganiserState} page @param {Item[]} items */
export const itemRows = (page, items) =>
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
  const entry = (/** @type {string} */ codes) => option(codes, codes.toUpperCase().replace(",", "/"), codes === value);
  return html`<select aria-label=${t("Language")} @change=${change}>
    ${entry("")}${options.map(entry)}
  </select>`;
}

/** @param {Item} item */
const round = (item) => html`<span class="note">${t("Round {n}", { n: item.round ?? 1 })}</span>`;

/** @param {ProgrammeImport} load @param {Item} item */
function kindCell(load, item) {
  const change = (/** @type {FieldEvent} */ event) => load.correct(item, { kind: event.target.value });
  return html`<select aria-label=${t("Kind")} @change=${change}>
    ${KINDS.map((kind) => option(kind, kindWord(kind), kind === item.kind))}
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
