/**
 * What a facilitator does with the own room: begin, more time, end, heads, help; large enough for a thumb in a hurry.
 */
import { html, nothing } from "lit-html";
import { ahead, held } from "../../rooms/rooms.js";
import { leaving } from "../../kit/leave.js";
import { unlessHeld } from "../../kit/profile.js";
import { t } from "../../core/words.js";

/** @typedef {import("./state.js").RoomState} RoomState */

/** @param {RoomState} room @param {RowOf<"slot">} slot */
export function running(room, slot) {
  return html`<section class="running-room" aria-label=${t("Run this room")}>
    ${state(room, slot)}${held(slot) || ahead(slot) ? heads(room, slot) : nothing}
    ${help(room, slot)}${settings(room, slot)}
    ${leaving(room.page.app.boot.event, { refuse: (why) => room.refuse(why) })}
    ${room.trouble ? html`<p class="note" role="alert">${room.trouble}</p>` : nothing}
  </section>`;
}

/** @param {RoomState} room @param {RowOf<"slot">} slot */
function state(room, slot) {
  const act =
    (/** @type {string} */ name, /** @type {Record<string, unknown>} */ more = {}) =>
    () =>
      void room.act(name, { id: slot.id, ...more });
  const longer = (/** @type {number} */ minutes) =>
    html`<button type="button" class="button" @click=${act("slot.extend", { minutes })}>
      ${t("+ {n} min", { n: minutes })}
    </button>`;
  if (slot.state === "cancelled") {
    return html`<p class="note">${t("This workshop does not take place in this round.")}</p>`;
  }
  if (held(slot)) {
    return html`<div class="big-acts">
      ${slot.end == null ? nothing : [5, 10].map(longer)}
      <button type="button" class="button stop" @click=${() => room.confirm.press("end", act("slot.end"))}>
        ${room.confirm.asks("end") ? t("Really end it?") : t("End")}
      </button>
    </div>`;
  }
  return html`<div class="big-acts">
    <button type="button" class="button main" @click=${act("slot.start")}>
      ${slot.state === "over" ? t("Start again") : t("Start now")}
    </button>
    ${slot.state === "over" && slot.end != null ? longer(5) : nothing}
  </div>`;
}

/** @param {RoomState} room @param {RowOf<"slot">} slot */
function heads(room, slot) {
  const { table, clock } = room.page.app;
  const row = table.get("headcount", slot.id);
  const n = room.count ?? row?.n ?? 0;
  return html`<div class="heads" role="group" aria-labelledby="h-heads">
    <p id="h-heads">
      <b>${t("People in the room")}</b>
      <span class="quiet">${row ? t("counted {time}", { time: clock.ago(row.at) }) : t("not counted yet")}</span>
    </p>
    <div class="stepper">
      <button
        type="button"
        class="button"
        aria-label=${t("One fewer")}
        ?disabled=${n <= 0}
        @click=${() => room.step(slot, -1)}
      >
        −
      </button>
      <label
        ><span class="unseen">${t("People in the room")}</span
        ><input
          type="number"
          inputmode="numeric"
          min="0"
          max="9999"
          data-draft=${`heads-${slot.id}`}
          .value=${String(n)}
          @change=${(/** @type {FieldEvent} */ event) => room.setCount(slot, Number(event.target.value))}
      /></label>
      <button type="button" class="button" aria-label=${t("One more")} @click=${() => room.step(slot, 1)}>+</button>
      ${
        row
          ? html`<button type="button" class="button again" @click=${() => room.setCount(slot, n)}>
              ${t("Still {n}", { n })}
            </button>`
          : nothing
      }
    </div>
  </div>`;
}

/** @param {RoomState} room @param {RowOf<"slot">} slot */
function help(room, slot) {
  const row = room.page.app.table.get("help_call", slot.id);
  const stop = html`<button
    type="button"
    class="button small"
    @click=${() => void room.act("slot.help", { id: slot.id, on: false })}
  >
    ${t("All is well again")}
  </button>`;
  if (row?.state === "called") {
    return html`<p class="help called" role="status">
      <b>${t("Help is called.")}</b> ${t("The moderators see it now.")} ${stop}
    </p>`;
  }
  if (row?.state === "coming") {
    return html`<p class="help coming" role="status"><b>${t("Somebody is on the way.")}</b> ${stop}</p>`;
  }
  return html`<p class="help">
    <button type="button" class="button" @click=${() => void room.act("slot.help", { id: slot.id })}>
      ${t("Call for help")}
    </button>
  </p>`;
}

/** @param {RoomState} room @param {RowOf<"slot">} slot */
function settings(room, slot) {
  const { table } = room.page.app;
  const rules = table.get("note_settings", slot.id) ?? { participants: true, moderated: true, earlier: true };
  const box = (/** @type {"participants"|"moderated"|"earlier"} */ name, /** @type {string} */ words) =>
    html`<label class="check"
      ><input
        type="checkbox"
        .checked=${rules[name]}
        @change=${() => void room.act("slot.notes", { id: slot.id, [name]: !rules[name] })}
      />
      ${words}</label
    >`;
  const submit = (/** @type {SubmitEvent} */ event) => {
    event.preventDefault();
    const url = String(new FormData(/** @type {HTMLFormElement} */ (event.target)).get("url") ?? "").trim();
    void room.act("slot.meeting", { id: slot.id, url: url || null });
  };
  return html`<details class="settings">
    <summary>${t("Settings of this room")}</summary>
    ${box("participants", t("Participants may write notes"))}
    ${
      rules.participants
        ? unlessHeld(table, t("I look at them first"), () => box("moderated", t("I look at them first")))
        : nothing
    }
    ${box("earlier", t("Show what the earlier round has noted"))}
    <form class="line" @submit=${submit}>
      <label
        >${t("Meeting for remote people (https)")}<input
          type="url"
          name="url"
          data-draft=${`meeting-${slot.id}`}
          dir="ltr"
          placeholder="https://"
          .value=${table.get("meeting", slot.id)?.url ?? ""} /></label
      ><button class="button">${t("Save")}</button>
    </form>
  </details>`;
}
