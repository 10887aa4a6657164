/** What people would do with their hands: one button beside the box, which opens to four. */
import { html, nothing } from "lit-html";
import { APPLAUSE, reactable } from "../../event/reactions.js";
import { placeOf, running } from "../../programme/session.js";
import { t } from "../../core/words.js";

/** @typedef {import("./state.js").AttendeeState} AttendeeState */

let open = false;

/** Where reactions go now: to the room that is followed, else to what runs. @param {AttendeeState} page */
function addressed({ app: { table }, chosen }) {
  const place = table.get("slot", chosen) ? placeOf(table, chosen) : running(table);
  return reactable(table, place) ? place : null;
}

/** @param {AttendeeState} page */
export function reactor(page) {
  if (!addressed(page)) return nothing;
  return html`<button
    type="button"
    class="reactor"
    aria-expanded=${open}
    @mousedown=${keep}
    @click=${() => toggle(page)}
  >
    <svg viewBox="0 0 16 16" aria-hidden="true"><path d=${APPLAUSE}></path></svg
    ><span class="unseen">${t("React")}</span>
  </button>`;
}

/** The four of them, while they are open. @param {AttendeeState} page */
export function reactions(page) {
  const place = open ? addressed(page) : null;
  if (!place) return nothing;
  const { reactions: part } = page.parts;
  return part.now?.panel(page, place) ?? part.waiting;
}

/** The box keeps the focus that it has, and gets none that it had not. @param {Event} event */
const keep = (event) => event.preventDefault();

/** @param {AttendeeState} page */
function toggle(page) {
  open = !open;
  page.redraw();
}
