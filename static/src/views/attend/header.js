/** The event's name, how fresh everything is, and where one takes part. */
import { html, nothing } from "lit-html";
import { presence } from "../../programme/session.js";
import { connection, origin } from "../../kit/view.js";
import { read } from "../../core/ours.js";
import { pick, picked, t } from "../../core/words.js";
import { leave } from "./checkin.js";

/** @typedef {import("./state.js").AttendeeState} AttendeeState */

/** What a language calls itself. @type {Record<string, string>} */
const NAMES = { de: "Deutsch", en: "English" };

/** @param {AttendeeState} page */
export function header(page) {
  const { table, boot, link, clock } = page.app;
  const event = table.get("event", boot.event);
  const { onsite, remote } = presence(table);
  return html`<header class="masthead">
    ${clock.rehearsal ? html`<p class="banner">${t("Rehearsal — nothing here is real")}</p>` : nothing}
    <p class="event-name" dir="auto" lang=${picked(event?.title, event?.languages)}>${pick(event?.title)}</p>
    ${me(page)}
    <p class="connection">${connection(link.status, onsite === null || remote === null ? null : { onsite, remote })}</p>
  </header>`;
}

/** Room or remote, and the language: reachable, but quiet. @param {AttendeeState} page */
function me(page) {
  const { boot } = page.app;
  return html`<details class="me">
    <summary><span class="unseen">${t("You take part:")}</span> ${origin(boot.me.mode)}</summary>
    <div class="sheet">
      <p id="mode">${t("Where do you take part?")}</p>
      <div class="choice" role="group" aria-labelledby="mode">
        ${mode(page, "onsite", t("I’m in the room"))}${mode(page, "remote", t("I’m remote"))}
      </div>
      ${leave(page)}
      <p class="quiet">${t("The team sees this mark on your questions; others only if both groups are large.")}</p>
      ${boot.languages.length > 1 ? languages(boot) : nothing}
    </div>
  </details>`;
}

/** @param {AttendeeState} page @param {string} value @param {string} words */
function mode(page, value, words) {
  const on = page.app.boot.me.mode === value;
  return html`<button type="button" aria-pressed=${on} @click=${() => void join(page, value)}>
    ${origin(value, words)}
  </button>`;
}

/** @param {any} boot */
function languages(boot) {
  const link = (/** @type {string} */ code) =>
    html`<a href=${`?lang=${code}`} lang=${code} hreflang=${code} aria-current=${code === boot.lang ? "true" : nothing}
      >${NAMES[code] ?? code}</a
    >`;
  return html`<nav class="languages" aria-label=${t("Language")}>${boot.languages.map(link)}</nav>`;
}

/** @param {AttendeeState} page @param {string} mode */
async function join(page, mode) {
  const { boot, link } = page.app;
  try {
    const reply = await fetch(`/e/${boot.event}/join`, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ mode }),
    });
    const answer = await read(reply);
    if (!answer?.me) throw new Error(answer.message);
    boot.me = answer.me;
    document.querySelector("details.me")?.removeAttribute("open");
    page.say.now(mode === "remote" ? t("You take part remotely now.") : t("You take part in the room now."));
    link.again();
  } catch {
    page.say.now(t("That was not saved. Please try again."));
  }
  page.redraw();
}
