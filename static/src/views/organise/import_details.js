/** What an import changes beside the items: the event, rooms, places, links, placeholders. */
import { html } from "lit-html";
import { pick, t } from "../../core/words.js";

/** @typedef {import("./state.js").OrganiserState} OrganiserState */
/** @typedef {import("../../programme/programme_import.js").DetailChange} Change */

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

/** @param {OrganiserState} page @param {Change} change */
export function detailWords(page, { what, kind, id, title: field, before, after }) {
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
