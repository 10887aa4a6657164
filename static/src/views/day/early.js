/** An item that begins before its time: one line asks until when it goes. */
import { html } from "lit-html";
import { earlyChoices, isEarly } from "../../programme/early.js";
import { t, tn } from "../../core/words.js";

/** @typedef {import("./actions.js").Acting} Acting */

export class EarlyStart {
  /** The session that is asked about. @type {string|null} */
  asking = null;
  #redraw;

  /** @param {() => void} redraw */
  constructor(redraw) {
    this.#redraw = redraw;
  }

  /** Begin a session, or ask first. @param {Acting} acting @param {RowOf<"session">} session */
  press(acting, session) {
    if (isEarly(session, acting.clock.now()) && earlyChoices(acting.table, session, acting.clock.now()).length) {
      this.asking = session.id;
      return this.#redraw();
    }
    void acting.act("session.start", { id: session.id });
  }

  leave() {
    this.asking = null;
    this.#redraw();
  }
}

/** @param {Acting} acting @param {EarlyStart} early @param {RowOf<"session">} session */
export function askEarly(acting, early, session) {
  const { table, clock } = acting;
  const choose = (/** @type {string} */ how) => () => {
    early.leave();
    void acting.act("session.start", { id: session.id, early: how });
  };
  return html`<div class="early" role="group" aria-label=${t("It begins early. Until when?")}>
    <b>${t("It begins early. Until when?")}</b>
    ${earlyChoices(table, session, clock.now()).map(
      ({ how, end, minutes }, i) =>
        html`<button type="button" class=${i ? "button" : "button main"} @click=${choose(how)}>
          ${
            how === "pull"
              ? tn("Everything {n} minute earlier", "Everything {n} minutes earlier", minutes)
              : t("Until {time} ({n} min)", { time: clock.time(end), n: minutes })
          }
        </button>`,
    )}
    <button type="button" class="button" @click=${() => early.leave()}>${t("Cancel")}</button>
  </div>`;
}
