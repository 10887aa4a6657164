/** Somebody comes who is on no list: one line is enough. */
import { html, nothing } from "lit-html";
import { origin } from "../../kit/view.js";
import { submitted } from "../../kit/form.js";
import { t } from "../../core/words.js";

/** @param {import("./state.js").CheckinState} desk */
export function walkin(desk) {
  if (!desk.desks) return nothing;
  const submit = (/** @type {SubmitEvent} */ event) => {
    const { form, text } = submitted(event);
    const who = text("who");
    if (!who) return;
    form.reset();
    void desk.walkin(who);
  };
  return html`<section class="walkin" aria-labelledby="h-walkin">
    <h2 id="h-walkin">${t("Not on the list")}</h2>
    <form @submit=${submit}>
      <label for="who" class="unseen">${t("Name, organisation")}</label>
      <input
        id="who"
        type="text"
        name="who"
        data-draft="walk-in"
        maxlength="400"
        autocomplete="off"
        dir="auto"
        placeholder=${t("Name, organisation")}
      />
      <div class="seg" role="group" aria-label=${t("How they take part")}>
        ${["onsite", "remote"].map((mode) => modeButton(desk, mode))}
      </div>
      <button class="button main">${t("Add and check in")}</button>
    </form>
  </section>`;
}

/** @param {import("./state.js").CheckinState} desk @param {string} mode */
function modeButton(desk, mode) {
  const choose = () => {
    desk.mode = mode;
    desk.redraw();
  };
  return html`<button type="button" aria-pressed=${desk.mode === mode} @click=${choose}>${origin(mode)}</button>`;
}
