/** Somebody comes who is on no list: one line is enough. Who may be on it all the same is shown first. */
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
    desk.newcomer = "";
    void desk.walkin(who);
  };
  const typed = (/** @type {FieldEvent} */ { target }) => {
    desk.newcomer = target.value;
    desk.redraw();
  };
  const known = desk.known(desk.newcomer);
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
        aria-describedby="known"
        @input=${typed}
      />
      <div id="known" role="status">${known.length ? similar(desk, known) : nothing}</div>
      <div class="seg" role="group" aria-label=${t("How they take part")}>
        ${["onsite", "remote"].map((mode) => modeButton(desk, mode))}
      </div>
      <button class="button main">${known.length ? t("Add all the same") : t("Add and check in")}</button>
    </form>
  </section>`;
}

/**
 * People of the list who are called like that.
 * @param {import("./state.js").CheckinState} desk @param {import("../../checkin/people_search.js").Hit[]} known
 */
const similar = (desk, known) =>
  html`<div class="known">
    <p><b>${t("On the list already:")}</b></p>
    ${known.map(
      (hit) =>
        html`<button type="button" class="button" @click=${() => takeKnown(desk, hit)}>
          <span dir="auto">${[hit.name, hit.org].filter(Boolean).join(", ")}</span>
          <small>${hit.in ? t("in") : t("not in")}</small>
        </button>`,
    )}
  </div>`;

/** @param {import("./state.js").CheckinState} desk @param {import("../../checkin/people_search.js").Hit} hit */
function takeKnown(desk, hit) {
  desk.newcomer = "";
  /** @type {HTMLFormElement|null} */ (document.querySelector(".walkin form"))?.reset();
  void desk.scan({ attendee: hit.attendee });
}

/** @param {import("./state.js").CheckinState} desk @param {string} mode */
function modeButton(desk, mode) {
  const choose = () => {
    desk.mode = mode;
    desk.redraw();
  };
  return html`<button type="button" aria-pressed=${desk.mode === mode} @click=${choose}>${origin(mode)}</button>`;
}
