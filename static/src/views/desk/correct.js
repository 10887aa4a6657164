/** What a supervisor corrects about one person: what the list says, whether they are let in, and their ticket. */
import { html, nothing } from "lit-html";
import { ref } from "lit-html/directives/ref.js";
import { dialog } from "../../kit/dialog.js";
import { submitted } from "../../kit/form.js";
import { origin } from "../../kit/view.js";
import { t } from "../../core/words.js";
import { stateWord } from "./search.js";

/** @typedef {import("./state.js").CheckinState} CheckinState */

/** @param {CheckinState} desk */
export function correct(desk) {
  const row = desk.open ? desk.table.get("attendee", desk.open) : null;
  if (!row) return nothing;
  const body = html`<div class="sheet-body">
    ${desk.trouble ? html`<p class="trouble" role="alert">${desk.trouble}</p>` : nothing}
    ${form(desk, row)}${door(desk, row)}${paper(desk, row)}
  </div>`;
  return dialog({ title: row.name, body, closed: () => desk.correct(null) });
}

/** @param {Element|undefined} element */
const seen = (element) => void queueMicrotask(() => element?.scrollIntoView({ block: "nearest" }));

/** @param {CheckinState} desk @param {RowOf<"attendee">} row */
function form(desk, row) {
  const submit = async (/** @type {SubmitEvent} */ event) => {
    const { text } = submitted(event);
    const { ok } = await desk.act("attendee.edit", {
      id: row.id,
      name: text("name"),
      org: text("org"),
      note: text("note"),
      mode: text("mode") || "onsite",
    });
    if (ok) document.querySelector("dialog")?.close();
  };
  const mode = (/** @type {string} */ value) =>
    html`<label class="chip"
      ><input
        type="radio"
        name="mode"
        value=${value}
        ?checked=${(row.mode ?? "onsite") === value}
      />${origin(value)}</label
    >`;
  return html`<form data-draft=${`person-${row.id}`} @submit=${submit}>
    <label
      >${t("Name")}<input
        type="text"
        name="name"
        maxlength="200"
        required
        autocomplete="off"
        dir="auto"
        value=${row.name}
    /></label>
    <label
      >${t("Organisation")}<input type="text" name="org" maxlength="200" autocomplete="off" dir="auto" value=${row.org}
    /></label>
    <label
      >${t("Note for the desk")}<input
        type="text"
        name="note"
        maxlength="500"
        autocomplete="off"
        dir="auto"
        value=${row.note}
    /></label>
    <fieldset class="chips">
      <legend>${t("How they take part")}</legend>
      ${mode("onsite")}${mode("remote")}
    </fieldset>
    <button class="button main">${t("Save")}</button>
  </form>`;
}

/** @param {CheckinState} desk @param {RowOf<"attendee">} row */
function door(desk, row) {
  const blocked = row.state === "blocked";
  const turn = () => void desk.act("attendee.edit", { id: row.id, state: row.state === "valid" ? "blocked" : "valid" });
  return html`<div class="line">
    <p>${row.state === "valid" ? t("Is let in.") : html`<b class="no">${stateWord(row.state)}</b>`}</p>
    <button type="button" class=${row.state === "valid" ? "button stop" : "button"} @click=${turn}>
      ${row.state === "valid" ? t("Block") : blocked ? t("Let in again") : t("Let in all the same")}
    </button>
  </div>`;
}

/** @param {CheckinState} desk @param {RowOf<"attendee">} row */
function paper(desk, row) {
  const renew = async () => {
    const { ok } = await desk.act("attendee.reissue", { id: row.id });
    if (ok) await desk.showTicket();
  };
  // A ticket that is in somebody's pocket goes void by this, so it takes a second press.
  const press = () => desk.confirm.press("reissue", () => void renew());
  const certificate = `${desk.base}/organise/people/${row.id}/certificate.pdf`;
  return html`<div class="line">
      <p>${t("Ticket")}</p>
      <div class="acts">
        <button type="button" class="button" @click=${() => void desk.showTicket()}>${t("Show the ticket")}</button>
        ${
          desk.table.get("attendance", row.id)
            ? html`<a class="button" href=${certificate} download>${t("Certificate of attendance (PDF)")}</a>`
            : nothing
        }
        <button type="button" class="button" @click=${press}>
          ${desk.confirm.asks("reissue") ? t("Void the old ones?") : t("Make a new ticket")}
        </button>
      </div>
    </div>
    ${
      desk.ticket
        ? html`<figure class="ticket" ${ref(seen)}>
            <img class="qr" src=${desk.ticket.qr} alt=${t("QR code of this ticket")} />
            <figcaption>${t("Let this person scan it with their phone, or photograph it.")}</figcaption>
          </figure>`
        : nothing
    }`;
}
