/**
 * What this device has noted without network, and the server then took otherwise or not at all: until somebody has seen
 * to it.
 */
import { html, nothing } from "lit-html";
import { time } from "../../kit/view.js";
import { t } from "../../core/words.js";
import { verdict } from "./verdict.js";

/** @typedef {import("./state.js").CheckinState} CheckinState */
/** @typedef {import("../../checkin/offline/queue.js").Refused} Refused */

/** @param {CheckinState} desk */
export function refused(desk) {
  const all = desk.gate.refused;
  if (!all.length) return nothing;
  return html`<details class="review otherwise">
    <summary>
      <h2>${t("Other than noted")}</h2>
      <span class="count tabular">${all.length}</span>
    </summary>
    <p class="note">
      ${t("Noted on this device without a network. The server knows it otherwise, or did not take it.")}
    </p>
    <ol>
      ${[...all].reverse().map((entry) => line(desk, entry))}
    </ol>
  </details>`;
}

/** @param {CheckinState} desk @param {Refused} entry */
function line(desk, { cid, args, at, code, message, reason }) {
  const { head, text } = verdict(desk, {
    status: "error",
    reason: reason ?? code,
    nonce: args.nonce,
    message: message ?? undefined,
  });
  const name = args.name ?? desk.table.get("attendee", args.attendee ?? "")?.name ?? t("One person");
  return html`<li>
    <p><b dir="auto">${name}</b> <span>${head}${code && text ? html`: ${text}` : nothing}</span></p>
    ${time(desk.clock, at)}
    <button
      type="button"
      class="button small"
      aria-label=${t("Seen: {name}", { name })}
      @click=${() => void desk.gate.dismiss(cid)}
    >
      ${t("Seen")}
    </button>
  </li>`;
}
