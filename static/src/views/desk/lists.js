/** What happened: the last scans of this device, and for supervisors what needs a look. */
import { html, nothing } from "lit-html";
import { time } from "../../kit/view.js";
import { pick, t } from "../../core/words.js";
import { undoable } from "../../checkin/recent_scans.js";
import { sign } from "./signs.js";
import { verdict } from "./verdict.js";

/** @typedef {import("./state.js").CheckinState} CheckinState */
/** @typedef {import("../../checkin/recent_scans.js").Entry} Entry */

const MOST = 30;

/** @param {CheckinState} desk */
export function recent(desk) {
  const { entries } = desk.recent;
  if (!entries.length) return nothing;
  return html`<section class="recent" aria-labelledby="h-recent">
    <h2 id="h-recent">${t("Last scans here")}</h2>
    <ol>
      ${entries.map((entry) => line(desk, entry))}
    </ol>
  </section>`;
}

/**
 * What was noted without network, as the server sees it by now.
 * @param {CheckinState} desk @param {Entry} entry
 * @returns {Entry}
 */
function settled(desk, entry) {
  return entry.status === "noted" ? /** @type {Entry} */ ({ ...entry, ...desk.settled(entry.nonces[0]) }) : entry;
}

/** @param {CheckinState} desk @param {Entry} noted */
function line(desk, noted) {
  const entry = settled(desk, noted);
  const found = verdict(desk, { ...entry, nonce: entry.nonces[0] });
  const gone = entry.undone.length === entry.nonces.length;
  const many = entry.nonces.length > 1 || (!entry.attendee && entry.status === "ok" && !entry.name);
  const name = many
    ? t("{n} from one booking", { n: entry.nonces.length })
    : entry.name ||
      desk.table.get("attendee", entry.attendee ?? "")?.name ||
      (entry.attendee ? t("One person") : t("Unknown code"));
  return html`<li class=${gone ? "gone" : found.tone}>
    ${sign(found.sign)}
    <p><b dir="auto">${name}</b> <span>${gone ? t("taken back") : found.head}</span></p>
    ${time(desk.clock, entry.at)} ${undoable(entry) ? undo(desk, name, entry.nonces) : nothing}
  </li>`;
}

/** @param {CheckinState} desk */
export function review(desk) {
  if (!desk.supervises) return nothing;
  const newest = (/** @type {RowOf<"check">} */ a, /** @type {RowOf<"check">} */ b) => b.at - a.at;
  const checks = desk.table.all("check");
  const forced = checks.filter((check) => check.forced).sort(newest);
  const refused = checks.filter((check) => check.status === "error").sort(newest);
  const note = t("Noted without network, and then not as it should be: whoever is inside stays inside.");
  return html`${fold(desk, "forced", t("Conflicts"), forced, note)}
  ${fold(desk, "refused", t("Refused scans"), refused, "")}`;
}

/**
 * @param {CheckinState} desk @param {string} name @param {string} title @param {RowOf<"check">[]} checks
 * @param {string} note
 */
function fold(desk, name, title, checks, note) {
  if (!checks.length) return nothing;
  return html`<details class=${`review ${name}`}>
    <summary>
      <h2>${title}</h2>
      <span class="count tabular">${checks.length}</span>
    </summary>
    ${note ? html`<p class="note">${note}</p>` : nothing}
    <ol>
      ${checks.slice(0, MOST).map((check) => entry(desk, check))}
    </ol>
  </details>`;
}

/** @param {CheckinState} desk @param {RowOf<"check">} check */
function entry(desk, check) {
  const person = desk.table.get("attendee", check.attendee ?? "");
  const label = desk.table.get("link", check.desk ?? "")?.label;
  const { head } = verdict(desk, { ...check, status: "error", nonce: check.id });
  const counts = !desk.table.all("check").some(({ of }) => of === check.id);
  const where = [pick(desk.table.get("room", check.room ?? "")?.title), label].filter(Boolean).join(" · ");
  return html`<li>
    <p>
      <b dir="auto">${person?.name || t("Unknown code")}</b>
      <span>${head}</span>${where ? html` <span dir="auto">${where}</span>` : nothing}
    </p>
    ${time(desk.clock, check.at)} ${check.forced && counts ? undo(desk, person?.name ?? "", [check.id]) : nothing}
    ${person ? correct(desk, person) : nothing}
  </li>`;
}

/** @param {CheckinState} desk @param {string} name @param {string[]} nonces */
const undo = (desk, name, nonces) =>
  html`<button
    type="button"
    class="button small"
    aria-label=${t("Undo: {name}", { name })}
    @click=${() => void desk.undo(nonces)}
  >
    ${t("Undo")}
  </button>`;

/** @param {CheckinState} desk @param {{id: string, name?: string}} person */
const correct = (desk, { id, name }) =>
  html`<button
    type="button"
    class="button small"
    aria-label=${t("Correct {name}", { name })}
    @click=${() => desk.correct(id)}
  >
    ${t("Correct")}
  </button>`;
