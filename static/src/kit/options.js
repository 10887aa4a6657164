/** Lists whose choice is carried out at once: they show what is so, whatever was chosen in them before. */
import { html } from "lit-html";
import { live } from "lit-html/directives/live.js";

/**
 * One entry of such a list. In a form that is sent later, what somebody has chosen has to stay, and this is not for it.
 * @param {string} value @param {unknown} words @param {boolean} on whether it is what is so
 */
export const option = (value, words, on) => html`<option value=${value} .selected=${live(on)}>${words}</option>`;
