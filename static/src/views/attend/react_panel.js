/** The four reactions, once somebody wants them; counted, and forgotten. */
import { html } from "lit-html";
import { REACTIONS } from "../../event/reaction_signs.js";
import { t } from "../../core/words.js";

/** @typedef {import("./state.js").AttendeeState} AttendeeState */

const PULSE = { duration: 350, easing: "cubic-bezier(.2, .7, .2, 1)" };
const still = matchMedia("(prefers-reduced-motion: reduce)");

/** @param {AttendeeState} page @param {{id: string}} place to which they go */
export const panel = (page, place) =>
  html`<div class="react" role="group" aria-label=${t("React, without a name")}>
    ${REACTIONS.map(
      ({ what, label, path }) =>
        html` <button type="button" @click=${(/** @type {Event} */ event) => send(page, place.id, what, event)}>
          <svg viewBox="0 0 16 16" aria-hidden="true"><path d=${path}></path></svg><span>${label()}</span>
        </button>`,
    )}
  </div>`;

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
