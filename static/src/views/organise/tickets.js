/** Personal links: made in batches, printed or sent, so that polls can count one vote per person without knowing who it is. */
import { html, nothing } from "lit-html";
import { repeat } from "lit-html/directives/repeat.js";
import { origin } from "../../kit/view.js";
import { t, tn } from "../../core/words.js";

/** @typedef {import("../../pages/organise.js").Office} Office */

/** @param {Office} office */
export function tickets(office) {
  const rows = [...office.desk.all("ticket_batch")].sort(
    (a, b) => Number(a.revoked) - Number(b.revoked) || b.made - a.made || (a.id < b.id ? -1 : 1),
  );
  return html`<section aria-labelledby="h-tickets">
    <h2 id="h-tickets">${t("Personal links")}</h2>
    <p class="note">
      ${t("For polls that count one vote per person. Each link stands for one person on all of their devices, and nobody needs to know who has which: hand them out at the entrance, or send one to each remote participant.")}
    </p>
    ${form(office)}
    ${
      rows.length
        ? html`<ul class="links">
            ${repeat(
              rows,
              (row) => row.id,
              (row) => entry(office, row),
            )}
          </ul>`
        : nothing
    }
  </section>`;
}

/** @param {Office} office */
function form(office) {
  const submit = async (/** @type {SubmitEvent} */ event) => {
    event.preventDefault();
    const form = /** @type {HTMLFormElement} */ (event.target);
    const data = new FormData(form);
    const label = String(data.get("label") ?? "").trim() || null;
    const answer = await office.act("tickets.issue", { mode: data.get("mode"), n: Number(data.get("n")), label });
    if (answer.ok) form.reset();
  };
  return html`<form class="card make" @submit=${submit}>
    <label
      >${t("For")}<select name="mode">
        <option value="onsite">${t("people in the room")}</option>
        <option value="remote">${t("remote people")}</option>
      </select></label
    >
    <label>${t("How many")}<input type="number" name="n" min="1" max="2000" value="50" required /></label>
    <label
      >${t("Note (optional)")}<input
        type="text"
        name="label"
        maxlength="60"
        autocomplete="off"
        placeholder=${t("Delegates of the member groups")}
    /></label>
    <button class="b main">${t("Make personal links")}</button>
  </form>`;
}

/** @param {Office} office @param {any} row */
function entry(office, row) {
  const base = `/e/${office.boot.event}/organise/tickets/${row.id}`;
  const sure = office.asked === row.id;
  return html`<li class=${row.revoked ? "card link-row ended" : "card link-row"}>
    <div class="head batch">
      <p>
        ${origin(row.mode)}
        <b class="tabular">${tn("{n} personal link", "{n} personal links", row.n)}</b
        >${row.label ? html` · <span dir="auto">${row.label}</span>` : nothing}
        <span class="note"
          >${t("made {time}", { time: office.stamp(row.made) })}${row.revoked ? html` · ${t("withdrawn")}` : nothing}</span
        >
      </p>
      ${
        row.revoked
          ? nothing
          : html`<div class="acts">
              <a class="b" href=${base} target="_blank" rel="noopener">${t("Print the slips")}</a>
              <a class="b" href=${`${base}.csv`} download>${t("List for e-mails (CSV)")}</a>
              <button type="button" class="b stop" @click=${() => office.revoke(row.id, "tickets.revoke")}>
                ${sure ? t("Really withdraw all of them") : t("Withdraw")}
              </button>
            </div>`
      }
    </div>
  </li>`;
}
