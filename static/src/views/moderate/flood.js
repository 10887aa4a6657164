/** When too much comes from new devices: what is slowed down, and one tap to clear away what has come since. */
import { html, nothing } from "lit-html";
import { questionsOf } from "../../programme/session.js";
import { time } from "../../kit/view.js";
import { t, tn } from "../../core/words.js";

/** @typedef {import("./state.js").ModeratorState} ModeratorState */

/** The flood had begun before it was noticed, ms. */
const BEFORE = 20_000;

/** @param {ModeratorState} page */
export function flood(page) {
  const brake = page.table.all("brake")[0];
  if (!brake || brake.until < page.clock.wall) return nothing;
  const since = brake.at - BEFORE;
  const session = page.session?.id;
  const come = questionsOf(page.table, session).filter(
    ({ state, at, merged }) => (state === "queued" || state === "live") && at >= since && !merged,
  );
  const words = page.undo.wordsFor(
    "question.dismiss",
    come.map(({ id }) => id),
  );
  const args = { session, since, states: ["queued", "live"] };
  const dismiss = () => void page.undo.follow(page.act("question.dismiss", args, words), words);
  return html`<section class="calls flood" aria-label=${t("Many new devices")}>
    <p role="status">
      ${t("Much comes from new devices. Who has come since then waits a moment; who was here before does not.")}
      ${time(page.clock, brake.at)}
    </p>
    ${
      come.length
        ? html`<button type="button" class="button" @click=${dismiss}>
            ${tn("Dismiss {n} question since then", "Dismiss {n} questions since then", come.length)}
          </button>`
        : nothing
    }
    <button type="button" class="button" @click=${() => page.openDialog({ what: "session" })}>
      ${t("Who may write")} …
    </button>
  </section>`;
}
