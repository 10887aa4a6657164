/** What is still needed to write here, told before somebody has written in vain. */
import { html } from "lit-html";
import { missing, writers } from "../../event/write_access.js";
import { t } from "../../core/words.js";

/** @typedef {import("./state.js").AttendeeState} AttendeeState */

/** @param {AttendeeState} page @returns {unknown} null: nothing is needed */
export function gate(page) {
  const { me } = page.app.boot;
  const what = missing(writers(page.app.table), me);
  if (what === null) return null;
  return html`<section class="gate" aria-label=${t("To write here")}>
    ${what === "code" ? typed(me.mode) : html`<p>${words(what)}</p>`}
  </section>`;
}

/** @param {"check-in"|"ticket"} what */
const words = (what) =>
  what === "ticket"
    ? t("Only people with a ticket can write here. Please open your personal link first.")
    : t("Only people who have checked in can write here. Please check in first.");

/** Without scanning: the first page of the server takes the code and brings back here. @param {string} mode */
const typed = (mode) =>
  html`<form action="/" method="get">
    <p id="gate-words">
      ${t("To ask and to vote, scan the QR code on the screen, or type its code here. You can read without it.")}
    </p>
    <input type="hidden" name="mode" value=${mode} />
    <label class="unseen" for="gate-code">${t("Code of the event")}</label>
    <input
      id="gate-code"
      name="code"
      data-draft="off"
      required
      autocomplete="off"
      autocapitalize="characters"
      spellcheck="false"
      enterkeyhint="go"
      placeholder=${t("Code of the event")}
      aria-describedby="gate-words"
    />
    <button class="act">${t("Go on")}</button>
  </form>`;
