/** Polls that are prepared; they are made and run on the moderator's page. */
import { html, nothing } from "lit-html";
import { pick, t, tn } from "../../core/words.js";

/** @typedef {import("./state.js").OrganiserState} OrganiserState */

/** @param {OrganiserState} page */
export function preparedPolls({ table, boot }) {
  const polls = table.all("poll").filter(({ state }) => state !== "archived");
  const where = (/** @type {RowOf<"poll">} */ { session }) =>
    pick(table.get("session", session ?? "")?.title) || t("for any item");
  return html`<section aria-labelledby="h-polls">
    <h2 id="h-polls">${t("Polls")}</h2>
    <p class="note">${tn("{n} poll is prepared", "{n} polls are prepared", polls.length)}</p>
    ${
      polls.length
        ? html`<ul class="card">
            ${polls.map(
              (poll) => html`<li><b dir="auto">${pick(poll.title)}</b> <span class="note">${where(poll)}</span></li>`,
            )}
          </ul>`
        : nothing
    }
    <p><a class="button" href=${`/e/${boot.event}/moderate`}>${t("Prepare polls on the moderator’s page")}</a></p>
  </section>`;
}
