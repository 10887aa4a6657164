/** Why the automatic check let a text wait, in words. */
import { html, nothing } from "lit-html";
import { t } from "../../core/words.js";

/** @typedef {import("./state.js").ModeratorState} ModeratorState */

/** @param {string} reason */
const word = (reason) =>
  ({
    link: t("contains a link"),
    mail: t("contains an e-mail address"),
    handle: t("names somebody at another service"),
    phone: t("contains a telephone number"),
    iban: t("contains a bank account number"),
    muted: t("from a muted device"),
    word: t("contains a word from the list"),
  })[reason] ?? reason;

/** @param {ModeratorState} page @param {string} id of a question, an answer or a topic */
export function why(page, id) {
  return whyWords(page.table.get("hold_reasons", id)?.reasons ?? []);
}

/** @param {string[]} reasons */
export const whyWords = (reasons) =>
  reasons.length ? html`<p class="why warn">${reasons.map(word).join(" · ")}</p>` : nothing;
