/** Everything that is printed before the event, as PDF from one door. */
import { html, nothing } from "lit-html";
import { profileOf } from "../../event/profile.js";
import { reach, warning } from "../../event/reach.js";
import { t } from "../../core/words.js";
import { languageField } from "./edit_form.js";

/** @typedef {import("./state.js").OrganiserState} OrganiserState */
/**
 * @typedef {{name: string, title: () => string, note: () => string, where?: (page: OrganiserState) => boolean}} Sheet
 */

/** @type {Sheet[]} */
const SHEETS = [
  {
    name: "poster",
    title: () => t("Poster for the entrance"),
    note: () => t("read from 1.3 m away, on A3 from 1.9 m"),
  },
  {
    name: "remote",
    title: () => t("Poster for remote people"),
    note: () => t("to be sent along, or shown in a call"),
    where: ({ table }) => !profileOf(table).oneLink,
  },
  {
    name: "doors",
    title: () => t("Sheets for doors"),
    note: () => t("one for each room; its code means: in this room"),
    where: ({ table }) => table.all("room").length > 0,
  },
  { name: "tents", title: () => t("Table tent"), note: () => t("to fold in the middle") },
  { name: "seats", title: () => t("Cards for seats"), note: () => t("eight on a page, to cut") },
  { name: "questions", title: () => t("Question cards"), note: () => t("with numbers, for those who write by hand") },
  {
    name: "programme",
    title: () => t("Programme"),
    note: () => t("for the hand, or on A3 for the wall"),
    where: ({ table }) => table.all("session").length > 0,
  },
  {
    name: "moderator",
    title: () => t("Card for moderation"),
    note: () => t("with the link that opens it: for one hand"),
  },
  {
    name: "team",
    title: () => t("Links of the team"),
    note: () => t("for each person a strip with role, name and code"),
  },
  {
    name: "evaluation",
    title: () => t("Poster of the evaluation"),
    note: () => t("its own code, for the exit"),
    where: ({ table }) => table.all("evaluation").some(({ state }) => state === "open"),
  },
];

/** @param {OrganiserState} page */
export function prints(page) {
  const { boot } = page;
  const base = `/e/${boot.event}/organise`;
  const trouble = warning(boot.join);
  return html`<section aria-labelledby="h-prints" class="papers">
    <h2 id="h-prints">${t("On paper")}</h2>
    ${trouble ? html`<p class=${reach(boot.join) === "plain" ? "note" : "trouble"}>${trouble}</p>` : nothing}
    <form class="card form-grid" method="get">
      <div class="row">
        ${languageField()}
        <label
          >${t("Size, where it hangs on a wall")}<select name="size" data-draft="off">
            <option>A4</option>
            <option>A3</option>
          </select></label
        >
        <label
          >${t("How many question cards")}<input
            type="number"
            name="n"
            data-draft="off"
            min="1"
            max="400"
            value="40"
            required
        /></label>
      </div>
      <ul class="sheets">
        ${SHEETS.filter(({ where }) => where?.(page) ?? true).map((sheet) => way(base, sheet))}
        ${page.staff.all("attendee").length ? signatures(base) : nothing}
      </ul>
    </form>
  </section>`;
}

/** @param {string} words */
const pdf = (words) => `${words} (PDF)`;

/** @param {string} base @param {Sheet} sheet */
const way = (base, { name, title, note }) =>
  html`<li>
    <button class="button" formaction=${`${base}/prints/${name}.pdf`}>${pdf(title())}</button>
    <span class="note">${note()}</span>
  </li>`;

/** @param {string} base */
const signatures = (base) =>
  html`<li>
    <a class="button" href=${`${base}/people/signatures.pdf?before=1`} download>${pdf(t("List to sign"))}</a>
    <span class="note">${t("with everybody who is expected on site, for each day")}</span>
  </li>`;
