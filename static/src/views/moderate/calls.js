/** Rooms that call for help: seen at once, wherever the moderator looks; the room is told that somebody comes. */
import { html, nothing } from "lit-html";
import { placeOf } from "../../programme/session.js";
import { roomOf } from "../../rooms/rooms.js";
import { pick, t } from "../../core/words.js";
import { roomName } from "../rooms/words.js";

/** @typedef {import("./state.js").ModeratorState} ModeratorState */

/** @param {ModeratorState} page */
export function calls(page) {
  const { table, clock } = page;
  const open = table
    .all("help_call")
    .filter(({ state }) => state !== "done")
    .sort((a, b) => a.at - b.at);
  return html`<div class="calls" role="alert">
    ${open.map((row) => {
      const slot = table.get("slot", row.id);
      if (!slot) return nothing;
      return html`<p class=${row.state} data-call=${row.id}>
        <b dir="auto">${roomName(roomOf(table, slot))}</b>
        <span>${row.state === "called" ? t("asks for help") : t("somebody is on the way")} · ${clock.ago(row.at)}</span>
        <small dir="auto">${pick(placeOf(table, row.id)?.title)}</small>
        ${
          row.state === "called"
            ? html`<button type="button" class="button main" @click=${() => page.act("slot.helping", { id: row.id })}>
                ${t("I take care of it")}
              </button>`
            : html`<button
                type="button"
                class="button"
                @click=${() => page.act("slot.help", { id: row.id, on: false })}
              >
                ${t("Done")}
              </button>`
        }
      </p>`;
    })}
  </div>`;
}
