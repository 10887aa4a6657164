/** Four buttons for what people would do with their hands: counted, and forgotten. */
import { html, nothing } from "lit-html";
import { reactable, REACTIONS } from "../../event/reactions.js";
import { t } from "../../core/words.js";

/** @typedef {import("./state.js").AttendeeState} AttendeeState */

const PULSE = { duration: 350, easing: "cubic-bezier(.2, .7, .2, 1)" };
const still = matchMedia("(prefers-reduced-motion: reduce)");

/** @param {AttendeeState} page @param {any} place a session that runs, or a slot */
export function react(page, place) {
  if (!reactable(page.app.table, place)) return nothing;
  return html`<div class="react" role="group" aria-label=${t("React, without a name")}>
    ${REACTIONS.map(
      ({ what, label, path }) =>
        html` <button type="button" @click=${(/** @type {Event} */ event) => send(page, place.id, what, event)}>
          <svg viewBox="0 0 16 16" aria-hidden="true"><path d=${path}></path></svg><span>${label()}</span>
        </button>`,
    )}
  </div>`;
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
