/** What people would do with their hands: one button beside the box, which opens to four; counted, and forgotten. */
import { html, nothing } from "lit-html";
import { reactable, REACTIONS } from "../../event/reactions.js";
import { placeOf, running } from "../../programme/session.js";
import { t } from "../../core/words.js";

/** @typedef {import("./state.js").AttendeeState} AttendeeState */

const PULSE = { duration: 350, easing: "cubic-bezier(.2, .7, .2, 1)" };
const still = matchMedia("(prefers-reduced-motion: reduce)");
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
    <svg viewBox="0 0 16 16" aria-hidden="true"><path d=${REACTIONS[0].path}></path></svg
    ><span class="unseen">${t("React")}</span>
  </button>`;
}

/** @param {AttendeeState} page */
export function reactions(page) {
  const place = open ? addressed(page) : null;
  if (!place) return nothing;
  return html`<div class="react" role="group" aria-label=${t("React, without a name")}>
    ${REACTIONS.map(
      ({ what, label, path }) =>
        html` <button type="button" @click=${(/** @type {Event} */ event) => send(page, place.id, what, event)}>
          <svg viewBox="0 0 16 16" aria-hidden="true"><path d=${path}></path></svg><span>${label()}</span>
        </button>`,
    )}
  </div>`;
}

/** The box keeps the focus that it has, and gets none that it had not. @param {Event} event */
const keep = (event) => event.preventDefault();

/** @param {AttendeeState} page */
function toggle(page) {
  open = !open;
  page.redraw();
}

/**
 * The button answers the finger; whether it was counted, everybody sees on the screen.
 * @param {AttendeeState} page
 * @param {string} session
 * @param {string} what
 * @param {Event} event
 */
function send(page, session, what, { currentTarget }) {
  void page.app.sender.once("reaction.send", { session, what });
  if (!still.matches) {
    /** @type {HTMLElement} */ (currentTarget)
      .querySelector("svg")
      ?.animate([{ transform: "scale(1)" }, { transform: "scale(1.5)" }, { transform: "scale(1)" }], PULSE);
  }
}
