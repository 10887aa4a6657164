/** What remote people watch. */
import { html } from "lit-html";
import { submitted } from "../../kit/form.js";
import { t } from "../../core/words.js";

/** @typedef {import("./state.js").OrganiserState} OrganiserState */

/** @param {OrganiserState} page */
export function stream(page) {
  const url = page.table.get("event", page.boot.event)?.stream;
  const submit = (/** @type {SubmitEvent} */ event) =>
    void page.act("event.stream", { url: submitted(event).text("url") || null });
  const note = t(
    "The address of the video to embed on the watch page, or of the meeting. It must begin with https://.",
  );
  return html`<section aria-labelledby="h-stream">
    <h2 id="h-stream">${t("Stream for remote people")}</h2>
    <p class="note">${note}</p>
    <form class="stream" @submit=${submit}>
      <label
        ><span class="unseen">${t("Address of the stream")}</span>
        <input
          type="url"
          name="url"
          data-draft="stream"
          dir="ltr"
          placeholder="https://"
          pattern="https://.+"
          .value=${url ?? ""}
      /></label>
      <button class="button main">${t("Save")}</button>
    </form>
    <p class="note">
      ${url ? t("Shown on the watch page now.") : t("No stream yet: the watch page shows the live state alone.")}
    </p>
  </section>`;
}
