/** What the head of every page has: the way home, and the same page in the other languages. */
import { html, nothing } from "lit-html";
import { shortName } from "../event/name.js";
import { pick, picked, t } from "../core/words.js";

/** What a language calls itself. @type {Record<string, string>} */
const NAMES = { de: "Deutsch", en: "English" };

/**
 * From a page of the staff to the event's own.
 * @param {Boot} boot @param {RowOf<"event">|undefined} event its row
 */
export const wayHome = (boot, event) =>
  html`<a
    class="way-home"
    href=${`/e/${boot.event}/`}
    dir="auto"
    lang=${picked(shortName(event), event?.languages)}
    title=${pick(event?.title)}
    >${pick(shortName(event))}</a
  >`;

/** The same page, at the same part of it, in the other languages. @param {Boot} boot */
export function languages(boot) {
  if (boot.languages.length < 2) return nothing;
  const link = (/** @type {string} */ code) =>
    html`<a
      href=${`?lang=${code}${location.hash}`}
      lang=${code}
      hreflang=${code}
      title=${NAMES[code] ?? code}
      aria-current=${code === boot.lang ? "true" : nothing}
      >${code.toUpperCase()}</a
    >`;
  return html`<nav class="languages" aria-label=${t("Language")}>${boot.languages.map(link)}</nav>`;
}
