/** Four buttons for what people would do with their hands: counted, and forgotten. */
import { html, nothing } from "lit-html";
import { reactable, REACTIONS } from "../../event/reactions.js";
import { t } from "../../core/words.js";

/** @typedef {import("./board.js").Board} Board */

const PULSE = { duration: 350, easing: "cubic-bezier(.2, .7, .2, 1)" };
const still = matchMedia("(prefers-reduced-motion: reduce)");

/** @param {Board} board @param {any} place a session that runs, or a slot */
export function react(board, place) {
  if (!reactable(board.app.table, place)) return nothing;
  return html`<div class="react" role="group" aria-label=${t("React, without a name")}>
    ${REACTIONS.map(
      ({ what, label, path }) =>
        html` <button type="button" @click=${(/** @type {Event} */ event) => send(board, place.id, what, event)}>
          <svg viewBox="0 0 16 16" aria-hidden="true"><path d=${path}></path></svg><span>${label()}</span>
        </button>`,
    )}
  </div>`;
}

/**
 * The button answers the finger; whether it was counted, everybody sees on the screen.
 * @param {Board} board
 * @param {string} session
 * @param {string} what
 * @param {Event} event
 */
function send(board, session, what, { currentTarget }) {
  void board.app.sender.once("reaction.send", { session, what });
  if (!still.matches) {
    /** @type {HTMLElement} */ (currentTarget)
      .querySelector("svg")
      ?.animate([{ transform: "scale(1)" }, { transform: "scale(1.5)" }, { transform: "scale(1)" }], PULSE);
  }
}
