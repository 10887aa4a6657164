/** Going live, closing, and opening again: steps of their own, each asked about once. */
import { html, nothing } from "lit-html";
import { isAhead, isClosed } from "../../event/life.js";
import { t } from "../../core/words.js";

/** @typedef {import("./state.js").OrganiserState} OrganiserState */

/** @param {OrganiserState} page */
export function goLive(page) {
  const { table, clock } = page;
  const opened = table.get("event", page.boot.event)?.opened;
  if (isClosed(table)) return nothing;
  if (opened != null) return said(t("Live"), t("The event is live since {time}.", { time: moment(page, opened) }));
  const ahead = isAhead(table, clock.now());
  const note = ahead
    ? t("Until then the pages say when and where it begins, and nobody can check in before the day.")
    : t("Today is the day, so people can take part and check in already.");
  return html`<section aria-labelledby="h-live">
    <h2 id="h-live">${t("Go live")}</h2>
    <p class="note">${note}</p>
    <p>${step(page, "event.open", t("Go live now"), t("Really go live now?"))}</p>
  </section>`;
}

/** @param {OrganiserState} page */
export function closing(page) {
  const closed = page.table.get("event", page.boot.event)?.closed;
  if (closed != null) {
    const since = t("Closed since {time}: the pages are only read.", { time: moment(page, closed) });
    return html`<section aria-labelledby="h-close">
      <h2 id="h-close">${t("Close the event")}</h2>
      <p class="note">${since}</p>
      <p>${step(page, "event.open", t("Open it again"), t("Really open it again?"))}</p>
    </section>`;
  }
  const note = t(
    "Questions, polls, sign-ups and what is on end at once. Everything can still be read; summaries, questionnaires and the report go on. Polls that are closed stay counted.",
  );
  return html`<section aria-labelledby="h-close">
    <h2 id="h-close">${t("Close the event")}</h2>
    <p class="note">${note}</p>
    <p>${step(page, "event.close", t("Close the event"), t("Really close it for everybody?"))}</p>
  </section>`;
}

/** @param {string} title @param {string} words */
const said = (title, words) =>
  html`<section aria-labelledby="h-live">
    <h2 id="h-live">${title}</h2>
    <p class="note">${words}</p>
  </section>`;

/** When something was done, with the day if it is another one. @param {OrganiserState} page @param {number} ms */
const moment = ({ clock }, ms) => [clock.otherDay(ms), clock.time(ms)].filter(Boolean).join(", ");

/** @param {OrganiserState} page @param {string} command @param {string} words @param {string} really */
const step = (page, command, words, really) =>
  html`<button
    type="button"
    class="button main"
    @click=${() => page.confirm.press(command, () => void page.act(command, {}))}
  >
    ${page.confirm.asks(command) ? really : words}
  </button>`;
