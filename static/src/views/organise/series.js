/** What stayed open at earlier events of the series, to be taken over. Asked for once, when the page opens. */
import { html, nothing } from "lit-html";
import { pick, t, tn } from "../../core/words.js";

/** @typedef {import("../../pages/organise.js").Office} Office */
/** @typedef {{event: string, title: any, topics: any[], questions: any[]}} Earlier */

/** @type {Earlier[]|null} */
let found = null;

/** @param {Office} office */
export async function askForSeries(office) {
  const reply = await fetch(`/e/${office.boot.event}/organise/series`, {
    headers: { Accept: "application/json" },
  }).catch(() => null);
  found = reply?.ok ? await reply.json() : [];
  office.redraw();
}

/** @param {Office} office */
export function series(office) {
  if (!found?.length) return nothing;
  const take = async (/** @type {string} */ event) => {
    const reply = await fetch(`/e/${office.boot.event}/organise/series/${event}`, { method: "POST" }).catch(() => null);
    if (!reply?.ok) office.trouble = t("The server does not answer. Please try again.");
    await askForSeries(office);
  };
  const list = (/** @type {any[]} */ titles) =>
    html`<ul class="ignored">
      ${titles.map((title) => html`<li dir="auto">${pick(title)}</li>`)}
    </ul>`;
  return html`<section aria-labelledby="h-series">
    <h2 id="h-series">${t("What stayed open at earlier events")}</h2>
    <p class="note">${t("Taken over, it stands in the parking lot of this event. Who asked is not carried along.")}</p>
    <ul class="links">
      ${found.map(
        ({ event, title, topics, questions }) =>
          html`<li class="card link-row">
            <div class="head batch">
              <div>
                <p><b dir="auto">${pick(title)}</b></p>
                ${
                  topics.length
                    ? html`<p class="note">${tn("{n} topic stayed open", "{n} topics stayed open", topics.length)}</p>
                        ${list(topics)}`
                    : nothing
                }
                ${
                  questions.length
                    ? html`<p class="note">
                          ${tn("{n} question was not answered", "{n} questions were not answered", questions.length)}
                        </p>
                        ${list(questions)}`
                    : nothing
                }
              </div>
              <div class="acts">
                <button
                  type="button"
                  class="b"
                  aria-label=${t("Take over what stayed open: {event}", { event: pick(title) })}
                  @click=${() => take(event)}
                >
                  ${t("Take them over")}
                </button>
              </div>
            </div>
          </li>`,
      )}
    </ul>
  </section>`;
}
