/**
 * Personal links: made in batches, printed or sent, so that polls can count one vote per person without knowing who it
 * is.
 */
import { html, nothing } from "lit-html";
import { repeat } from "lit-html/directives/repeat.js";
import { submitted } from "../../kit/form.js";
import { origin } from "../../kit/view.js";
import { t, tn } from "../../core/words.js";

/** @typedef {import("./state.js").OrganiserState} OrganiserState */

/** @param {OrganiserState} page */
export function ticketBatches(page) {
  const rows = [...page.staff.all("ticket_batch")].sort(
    (a, b) => Number(a.revoked) - Number(b.revoked) || b.made - a.made || (a.id < b.id ? -1 : 1),
  );
  const note = t(
    "For polls that count one vote per person. Each link stands for one person on all of their devices, and nobody needs to know who has which: hand them out at the entrance, or send one to each remote participant.",
  );
  return html`<section aria-labelledby="h-tickets">
    <h2 id="h-tickets">${t("Personal links")}</h2>
    <p class="note">${note}</p>
    ${form(page)}
    ${
      rows.length
        ? html`<ul class="links">
            ${repeat(
              rows,
              (row) => row.id,
              (row) => entry(page, row),
            )}
          </ul>`
        : nothing
    }
  </section>`;
}

/** @param {OrganiserState} page */
function form(page) {
  const submit = async (/** @type {SubmitEvent} */ event) => {
    const { form, text } = submitted(event);
    const args = { mode: text("mode"), n: Number(text("n")), label: text("label") || null };
    const answer = await page.act("tickets.issue", args);
    if (answer.ok) form.reset();
  };
  return html`<form class="card make" @submit=${submit}>
    <label
      >${t("For")}<select name="mode">
        <option value="onsite">${t("people in the room")}</option>
        <option value="remote">${t("remote people")}</option>
      </select></label
    >
    <label
      >${t("How many")}<input type="number" name="n" data-draft="batch-n" min="1" max="2000" value="50" required
    /></label>
    <label
      >${t("Note (optional)")}<input
        type="text"
        name="label"
        data-draft="batch-label"
        maxlength="60"
        autocomplete="off"
        placeholder=${t("Delegates of the member groups")}
    /></label>
    <button class="button main">${t("Make personal links")}</button>
  </form>`;
}

/** @param {OrganiserState} page @param {RowOf<"ticket_batch">} row */
function entry(page, row) {
  const base = `/e/${page.boot.event}/organise/tickets/${row.id}`;
  const state = row.revoked ? [t("withdrawn")] : [];
  const sure = page.confirm.asks(row.id);
  return html`<li class=${row.revoked ? "card link-row ended" : "card link-row"}>
    <div class="head batch">
      <p>
        ${origin(row.mode)}
        <b class="tabular">${tn("{n} personal link", "{n} personal links", row.n)}</b
        >${row.label ? html` · <span dir="auto">${row.label}</span>` : nothing}
        <span class="note">${[t("made {time}", { time: page.stamp(row.made) }), ...state].join(" · ")}</span>
      </p>
      ${
        row.revoked
          ? nothing
          : html`<div class="acts">
              <a class="button" href=${base} target="_blank" rel="noopener">${t("Print the slips")}</a>
              <a class="button" href=${`${base}.csv`} download>${t("List for e-mails (CSV)")}</a>
              <button type="button" class="button stop" @click=${() => page.revoke("tickets.revoke", row.id)}>
                ${sure ? t("Really withdraw all of them") : t("Withdraw")}
              </button>
            </div>`
      }
    </div>
  </li>`;
}
