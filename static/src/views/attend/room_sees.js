/**
 * The slide that the room sees, for people elsewhere. A phone has no room for it beside the questions, and mostly says
 * the same below in letters that can be read there; so it is folded, but for what stands nowhere else.
 */
import { html } from "lit-html";
import { slideOn } from "../../event/slides.js";
import { t } from "../../core/words.js";
import { stage } from "../screen/stage.js";

/** @typedef {import("./state.js").AttendeeState} AttendeeState */

const SCREEN = "main";
/** Slides whose words are only on them. */
const ALONE = ["message", "summary"];
const phone = matchMedia("(max-width: 40rem)");

/** What somebody has chosen, until the page is left. @type {boolean|null} */
let chosen = null;

/** @param {AttendeeState} page */
export function roomSees(page) {
  const { table, boot, clock } = page.app;
  const slide = html`<div class="room-sees">${stage(table, boot, { clock, small: true, screen: SCREEN })}</div>`;
  if (!phone.matches) {
    return html`${slide}
      <p class="quiet">${t("This is what the room sees.")}</p>`;
  }
  const open = chosen ?? ALONE.includes(slideOn(table, SCREEN, clock.now()).what);
  const toggled = (/** @type {Event} */ event) => {
    const now = /** @type {HTMLDetailsElement} */ (event.target).open;
    if (now !== open) chosen = now;
    page.redraw();
  };
  return html`<details class="folded-slide" ?open=${open} @toggle=${toggled}>
    <summary>${t("What the room sees")}</summary>
    ${open ? slide : ""}
  </details>`;
}
