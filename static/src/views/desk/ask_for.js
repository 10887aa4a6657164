/** A question for somebody who stands at the desk and has no phone. */
import { html, nothing } from "lit-html";
import { submitted } from "../../kit/form.js";
import { followed, places } from "../../questions/places.js";
import { pick, t } from "../../core/words.js";

const LONGEST = 500;

/** @param {import("./state.js").CheckinState} desk */
export function askFor(desk) {
  const { table } = desk;
  const open = places(table).filter((place) => place.open);
  if (!desk.desks || !open.length) return nothing;
  const { id } = followed(table);
  const send = async (/** @type {SubmitEvent} */ event) => {
    const { form, text } = submitted(event);
    if (!text("text")) return;
    const mode = /** @type {HTMLButtonElement|null} */ (event.submitter)?.value || "onsite";
    const args = { session: text("place") || open[0]?.id, text: text("text"), mode };
    const { ok, message } = await desk.act("question.ask", { ...args, ...(text("name") && { name: text("name") }) });
    desk.announce(ok ? t("The question is passed on.") : (message ?? ""));
    if (ok) form.reset();
  };
  return html`<section class="walkin ask-for" aria-labelledby="h-ask-for">
    <h2 id="h-ask-for">${t("A question for somebody")}</h2>
    <form @submit=${send}>
      ${
        open.length > 1
          ? html`<label
              ><span>${t("Where")}</span
              ><select name="place">
                ${open.map(
                  (place) =>
                    html`<option value=${place.id} ?selected=${place.id === id}>${pick(place.place?.title)}</option>`,
                )}
              </select></label
            >`
          : nothing
      }
      <label
        ><span>${t("Question")}</span
        ><input type="text" name="text" data-draft="desk-ask" maxlength=${LONGEST} autocomplete="off" dir="auto"
      /></label>
      <label
        ><span>${t("Name (optional)")}</span
        ><input type="text" name="name" data-draft="desk-ask-name" maxlength="60" autocomplete="off" dir="auto"
      /></label>
      ${desk.trouble ? html`<p class="trouble" role="alert">${desk.trouble}</p>` : nothing}
      <div class="acts">
        <button class="button main" value="onsite">${t("From the room")}</button>
        <button class="button" value="remote">${t("From remote")}</button>
      </div>
    </form>
  </section>`;
}
