/** What an import would change, or a release has changed, in words. */
import { html } from "lit-html";
import { pick, t } from "../../core/words.js";

/** @typedef {import("./state.js").OrganiserState} OrganiserState */
/** @typedef {import("../../programme/programme_import.js").Change} Change */
/** @typedef {import("../../programme/programme_import.js").ItemChange} ItemChange */
/** @typedef {import("../../programme/programme_import.js").DetailChange} DetailChange */

/** @type {Record<string, () => string>} */
const ADDED = {
  room: () => t("New room"),
  meeting: () => t("New link for remote people"),
  chosen_topic: () => t("New placeholder for a topic"),
};
/** @type {Record<string, () => string>} */
const NAMES = {
  title: () => t("Title"),
  short: () => t("Short name"),
  subtitle: () => t("Subtitle"),
  venue: () => t("Where"),
  tz: () => t("Time zone"),
  languages: () => t("Languages"),
  series: () => t("Series"),
  stream: () => t("Stream"),
  profile: () => t("What kind of event is it?"),
  listed: () => t("On the start page"),
  mode: () => t("Times"),
  start: () => t("Begins"),
  end: () => t("Ends"),
  capacity: () => t("Places"),
  capacity_remote: () => t("Places for remote people"),
  url: () => t("Link for remote people"),
  topic: () => t("Topic"),
};

/** What is new, moved, renamed, cancelled, in words. @param {OrganiserState} page @param {Change[]} changes */
export function changeList(page, changes) {
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

/** @param {Change} change @returns {change is DetailChange} */
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

/** @param {OrganiserState} page @param {DetailChange} change */
function detailWords(page, { what, kind, id, title: field, before, after }) {
  const said = (/** @type {unknown} */ value) => valueWords(page, field, value);
  if (what === "added") return html`<b>${ADDED[kind]?.() ?? kind}</b> <span dir="auto">${said(after[field])}</span>`;
  const where = kind === "event" ? "" : ` (${nameOf(page, kind, id)})`;
  return html`<b dir="auto">${NAMES[field]?.() ?? field}${where}</b>
    <span dir="auto">${said(before[field])} → ${said(after[field])}</span>`;
}

/** @param {OrganiserState} page @param {string} kind @param {string} id */
function nameOf({ table }, kind, id) {
  const slot = table.get("slot", id);
  return pick(table.get("room", id)?.title ?? table.get("workshop", slot?.workshop ?? "")?.title) || id;
}

/** @param {OrganiserState} page @param {string} field @param {unknown} value */
function valueWords({ clock }, field, value) {
  if (value == null || value === "") return "–";
  if ((field === "start" || field === "end") && typeof value === "number") {
    return [clock.otherDay(value), clock.time(value)].filter(Boolean).join(", ");
  }
  if (Array.isArray(value)) return value.join(", ");
  return typeof value === "object" ? pick(/** @type {Record<string, string>} */ (value)) : String(value);
}
