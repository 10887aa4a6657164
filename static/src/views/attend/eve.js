/** Before the day, and after the event was closed: when and where it begins, or that it is only read now. */
import { html, nothing } from "lit-html";
import { begins, isAhead, isClosed } from "../../event/life.js";
import { format } from "../../core/zones.js";
import { pick, t } from "../../core/words.js";

/** @typedef {import("./state.js").AttendeeState} AttendeeState */

/** @param {AttendeeState} page */
export function eve(page) {
  const { table, clock, boot } = page.app;
  const event = table.get("event", boot.event);
  const first = begins(table);
  if (!event || first === null || !isAhead(table, clock.now())) return nothing;
  const here = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const [there, own] = [said(first, event.tz), said(first, here)];
  return html`<section class="eve" aria-label=${t("When it begins")}>
    <p><b>${t("It begins on {when}.", { when: there })}</b></p>
    ${own !== there && boot.me.mode !== "onsite" ? html`<p>${t("Where you are: {when}.", { when: own })}</p>` : nothing}
    ${event.venue ? html`<p class="quiet" dir="auto">${pick(event.venue)}</p>` : nothing}
  </section>`;
}

/** Instead of what could be written. @param {AttendeeState} page @returns {unknown} null: it is not closed */
export const closedWords = (page) =>
  isClosed(page.app.table)
    ? html`<section class="gate" aria-label=${t("To write here")}>
        <p>${t("The event is over. Everything can be read here, and nothing more can be sent.")}</p>
      </section>`
    : null;

/** A moment as day and time in a time zone. @param {number} ms @param {string} timeZone */
function said(ms, timeZone) {
  const day = /** @type {const} */ ({ weekday: "long", day: "numeric", month: "long", year: "numeric" });
  const time = /** @type {const} */ ({ hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
  return format(timeZone, { ...day, ...time }).format(ms);
}
