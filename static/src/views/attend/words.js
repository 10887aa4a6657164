/** Words that several parts of the attendees' pages use. */
import { html, nothing } from "lit-html";
import { lang, pick, t } from "../../core/words.js";

/** What kind of item in the programme it is; plain kinds need no word. @param {string} kind */
export function kindName(kind) {
  switch (kind) {
    case "keynote":
      return t("Keynote");
    case "talk":
      return t("Talk");
    case "panel":
      return t("Panel discussion");
    case "workshop":
      return t("Workshops");
    case "plenary":
      return t("Plenary");
    case "discussion":
      return t("Discussion");
    case "input":
      return t("Input");
    case "break":
      return t("Break");
    default:
      return "";
  }
}

/**
 * "DE / EN", where more than one or another language than the reader's is spoken.
 * @param {{languages?: string[]}} session
 */
export function languagesOf({ languages = [] }) {
  if (!languages.length || (languages.length === 1 && languages[0] === lang)) return nothing;
  return html`<span class="langs"
    ><span class="unseen">${t("Languages:")}</span>
    ${languages.map((/** @type {string} */ code) => code.toUpperCase()).join(" / ")}</span
  >`;
}

/** A person's role, where it says more than that they speak. @param {string|null} role */
const roleName = (role) => ({ moderator: t("moderation"), guest: t("guest") })[role ?? ""] ?? "";

/**
 * Names; with the role where it is not the usual one of such an item.
 * @param {Pick<RowOf<"session">, "people"> & {kind?: string}} session
 */
export const peopleOf = (session) =>
  (session.people ?? []).map(({ name, role }) => (roleName(role) ? `${name} (${roleName(role)})` : name)).join(", ");

/**
 * Labels in the reader's language, and small in the other one if it says something else.
 * @param {Record<string, string>} label
 */
export function both(label) {
  const other = lang === "de" ? "en" : "de";
  const mine = pick(label);
  return html`<span class="said" dir="auto" lang=${label[lang] ? lang : other}>${mine}</span>${
      label[other] && label[other] !== mine
        ? html`<span class="said other" dir="auto" lang=${other}>${label[other]}</span>`
        : nothing
    }`;
}
