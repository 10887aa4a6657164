/** Somebody comes who is on no list: one line is enough. */
import { html, nothing } from "lit-html";
import { origin } from "../../kit/view.js";
import { t } from "../../core/words.js";

/** @param {import("./desk.js").Desk} desk */
export function walkin(desk) {
  if (!desk.desks) return nothing;
  const submit = (/** @type {SubmitEvent} */ event) => {
    event.preventDefault();
    const form = /** @type {HTMLFormElement} */ (event.target);
    const text = String(new FormData(form).get("who") ?? "").trim();
    if (!text) return;
    form.reset();
    void desk.walkin(text);
  };
  return html`<section class="walkin" aria-labelledby="h-walkin">
    <h2 id="h-walkin">${t("Not on the list")}</h2>
    <form @submit=${submit}>
      <label for="who" class="unseen">${t("Name, organisation")}</label>
      <input
        id="who"
        type="text"
        name="who"
        maxlength="400"
        autocomplete="off"
        dir="auto"
        placeholder=${t("Name, organisation")}
      />
      <div class="seg" role="group" aria-label=${t("How they take part")}>
        ${["onsite", "remote"].map((mode) => html`<button type="button" aria-pressed=${desk.mode === mode} @click=${() => ((desk.mode = mode), desk.redraw())}>${origin(mode)}</button>`)}
      </div>
      <button class="b main">${t("Add and check in")}</button>
    </form>
  </section>`;
}
