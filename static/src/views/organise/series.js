/** What stayed open at earlier events of the series, to be taken over. */
import { html, nothing } from "lit-html";
import { pick, t, tn } from "../../core/words.js";

/** @typedef {import("./state.js").OrganiserState} OrganiserState */
/** @typedef {import("../../event/series.js").Earlier} Earlier */

/** @param {OrganiserState} page */
export function series(page) {
  const { earlier } = page.series;
  if (!earlier.length) return nothing;
  return html`<section aria-labelledby="h-series">
    <h2 id="h-series">${t("What stayed open at earlier events")}</h2>
    <p class="note">${t("Taken over, it stands in the parking lot of this event. Who asked is not carried along.")}</p>
    <ul class="links">
      ${earlier.map((event) => entry(page, event))}
    </ul>
  </section>`;
}

/** @param {OrganiserState} page @param {Earlier} earlier */
const entry = (page, { event, title, topics, questions }) =>
  html`<li class="card link-row">
    <div class="head batch">
      <div>
        <p><b dir="auto">${pick(title)}</b></p>
        ${list(topics, tn("{n} topic stayed open", "{n} topics stayed open", topics.length))}
        ${list(questions, tn("{n} question was not answered", "{n} questions were not answered", questions.length))}
      </div>
      <div class="acts">
        <button
          type="button"
          class="button"
          aria-label=${t("Take over what stayed open: {event}", { event: pick(title) })}
          @click=${() => void page.series.take(event)}
        >
          ${t("Take them over")}
        </button>
      </div>
    </div>
  </li>`;

/** @param {Words[]} titles @param {string} words */
const list = (titles, words) =>
  titles.length
    ? html`<p class="note">${words}</p>
        <ul class="ignored">
          ${titles.map((title) => html`<li dir="auto">${pick(title)}</li>`)}
        </ul>`
    : nothing;
