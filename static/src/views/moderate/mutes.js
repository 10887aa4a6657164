/** Devices that were muted: when, how much of theirs is hidden, and the way back. Whose they are, nobody is told. */
import { html, nothing } from "lit-html";
import { time } from "../../kit/view.js";
import { t, tn } from "../../core/words.js";

/** @typedef {import("./state.js").ModeratorState} ModeratorState */

/** @param {ModeratorState} page */
export function mutes(page) {
  const muted = page.table.all("mute").filter(({ on }) => on);
  if (!muted.length) return nothing;
  const open = page.lists.isOpen("muted");
  return html`<div class="fold">
    <h3>
      <button type="button" aria-expanded=${open} @click=${() => page.lists.toggle("muted")}>
        ${t("Muted devices")} <span class="count tabular">${muted.length}</span>
      </button>
    </h3>
    ${
      open
        ? html`<ul class="mutes" role="list">
            ${muted.map((row) => html`<li>${entry(page, row)}</li>`)}
          </ul>`
        : nothing
    }
  </div>`;
}

/** @param {ModeratorState} page @param {RowOf<"mute">} row */
const entry = (page, { id, at, hidden }) =>
  html`<p>${time(page.clock, at)} · ${tn("{n} text hidden", "{n} texts hidden", hidden)}</p>
    <button type="button" class="button small" @click=${() => void page.act("device.unmute", { id })}>
      ${t("Let it write again")}
    </button>`;
