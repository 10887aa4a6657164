/** Room or remote: asked once, without a default, of everybody who has not said it; changed in the header. */
import { html, nothing } from "lit-html";
import { takePart } from "../../core/boot.js";
import { origin } from "../../kit/view.js";
import { t } from "../../core/words.js";

/** @typedef {import("./state.js").AttendeeState} AttendeeState */

/**
 * Whether it is still to be asked; who runs something here is not among those who are counted.
 * @param {AttendeeState} page
 */
export const unplaced = ({ app: { boot } }) => !boot.me.mode && boot.me.roles.length < 2;

/** @param {AttendeeState} page */
export function whereabouts(page) {
  if (!unplaced(page)) return nothing;
  return html`<section class="whereabouts" aria-labelledby="whereabouts">
    <h2 id="whereabouts">${t("Where are you taking part?")}</h2>
    ${modes(page)}
  </section>`;
}

/** Both buttons. @param {AttendeeState} page */
export const modes = (page) =>
  html`<div class="choice">${mode(page, "onsite", t("I’m in the room"))}${mode(page, "remote", t("I’m remote"))}</div>
    <p class="data"><a href="/e/${page.app.boot.event}/privacy">${t("What is stored here")}</a></p>`;

/** @param {AttendeeState} page @param {string} value @param {string} words */
function mode(page, value, words) {
  const on = page.app.boot.me.mode === value;
  return html`<button type="button" aria-pressed=${on} @click=${() => void join(page, value)}>
    ${origin(value, words)}
  </button>`;
}

/** @param {AttendeeState} page @param {string} mode */
async function join(page, mode) {
  const { boot, link } = page.app;
  const before = boot.me.mode;
  try {
    const answer = await takePart(boot.event, mode);
    if (!answer?.me) throw new Error(answer?.message);
    boot.me = answer.me;
    document.querySelector("details.me")?.removeAttribute("open");
    page.say.now(mode === "remote" ? t("You take part remotely now.") : t("You take part in the room now."));
    link.again();
    // Remote people have a page of their own, on which they see what the room sees.
    if (!before && mode === "remote" && boot.page === "attend") {
      location.assign(`/e/${boot.event}/watch${location.hash}`);
    }
  } catch {
    page.say.now(t("That was not saved. Please try again."));
  }
  page.redraw();
}
