/** Rooms, and what is held in them: a grid of rounds, each workshop with its room. */
import { html, nothing } from "lit-html";
import { pick, t } from "../../core/words.js";
import { submitted } from "../../kit/form.js";
import { day } from "../../programme/session.js";
import { changesOf } from "../../programme/session_form.js";
import { formEnd, languagesOf, titleFields, typedTitle } from "./edit_form.js";
import { option } from "../../kit/options.js";

/** @typedef {import("./state.js").OrganiserState} OrganiserState */

/** @param {OrganiserState} page */
export function rooms(page) {
  const all = inOrder(page);
  return html`<section aria-labelledby="h-rooms">
      <h2 id="h-rooms">${t("Rooms")}</h2>
      <ul class="items">
        ${all.map((room) => html`<li>${roomLine(page, room)}</li>`)}
      </ul>
      ${
        page.editing === "new-room"
          ? roomForm(page, null)
          : html`<p>
              <button type="button" class="button main" @click=${() => page.edit("new-room", null)}>
                ${t("Add a room")}
              </button>
            </p>`
      }
    </section>
    ${day(page.table)
      .filter(({ round, state }) => round !== null && state !== "cancelled")
      .map((session) => round(page, session, all))}`;
}

/** @param {OrganiserState} page */
const inOrder = ({ table }) => [...table.all("room")].sort((a, b) => a.order - b.order);

/** @param {OrganiserState} page @param {RowOf<"room">} room */
function roomLine(page, room) {
  if (page.editing === room.id) return roomForm(page, room);
  return html`<div class="item">
    <span class="when tabular">${room.capacity ? t("{n} places", { n: room.capacity }) : nothing}</span>
    <b dir="auto">${pick(room.title)}</b>
    <button
      type="button"
      class="button small"
      aria-label=${t("Edit “{title}”", { title: pick(room.title) })}
      @click=${() => page.edit(room.id, room)}
    >
      ${t("Edit")}
    </button>
  </div>`;
}

/** @param {OrganiserState} page @param {RowOf<"room">|null} room null: a new one */
function roomForm(page, room) {
  const languages = languagesOf(page);
  const shown = page.base ?? { title: "", capacity: null };
  const save = async (/** @type {SubmitEvent} */ sent) => {
    const { text } = submitted(sent);
    const title = typedTitle(page, text);
    const after = { title, capacity: Number(text("capacity")) || 0 };
    if (!room) return void page.leaveEditing("room.add", after);
    const { changed, base } = changesOf({ title: shown.title, capacity: shown.capacity ?? 0 }, after);
    if ("capacity" in base) base.capacity = shown.capacity;
    await page.leaveEditing("room.edit", { id: room.id, ...changed, base });
  };
  return html`<form class="card edit form-grid" data-draft=${`room-${room?.id ?? "new"}`} @submit=${save}>
    <div class="row">
      ${titleFields(page, shown.title, (code) =>
        languages.length > 1 ? t("Name ({language})", { language: code.toUpperCase() }) : t("Name of the room"),
      )}
      <label
        >${t("Places (can stay empty)")}<input
          type="number"
          name="capacity"
          min="0"
          max="99999"
          value=${String(shown.capacity ?? "")}
      /></label>
    </div>
    ${formEnd(page, room?.id ?? null, "room.remove")}
  </form>`;
}

/**
 * What is held in a round, and where; two in one room are shown.
 * @param {OrganiserState} page @param {RowOf<"session">} session @param {RowOf<"room">[]} all
 */
function round(page, session, all) {
  const slots = page.table.all("slot").filter((slot) => slot.session === session.id && slot.state !== "cancelled");
  const inRoom = new Map(
    slots.map(({ room }) => [room, slots.filter((slot) => slot.room && slot.room === room).length]),
  );
  const id = `h-round-${session.id}`;
  return html`<section aria-labelledby=${id}>
    <h3 id=${id}>${pick(session.title)}</h3>
    <ul class="items">
      ${slots.map((slot) => html`<li>${slotLine(page, slot, all, (inRoom.get(slot.room) ?? 0) > 1)}</li>`)}
    </ul>
    ${addSlot(page, session, all)}
  </section>`;
}

/** @param {OrganiserState} page @param {RowOf<"slot">} slot @param {RowOf<"room">[]} all @param {boolean} twice */
function slotLine(page, slot, all, twice) {
  const workshop = page.table.get("workshop", slot.workshop);
  const choose = (/** @type {FieldEvent} */ changed) =>
    void page.act("slot.change", { id: slot.id, room: changed.target.value });
  const meet = (/** @type {FieldEvent} */ changed) =>
    void page.act("slot.meeting", { id: slot.id, url: changed.target.value || null });
  const press = () => page.confirm.press(slot.id, () => void page.act("slot.remove", { id: slot.id }));
  const named = pick(workshop?.title);
  return html`<div class="item slot">
    <b dir="auto">${named}</b>
    <label
      ><span class="unseen">${t("Room of “{title}”", { title: named })}</span>
      <select @change=${choose}>
        ${slot.room ? nothing : html`<option value="" selected disabled>${t("Room not yet known")}</option>`}
        ${all.map(({ id, title }) => option(id, pick(title), id === slot.room))}
      </select></label
    >
    <label
      ><span class="unseen">${t("Meeting of “{title}”", { title: named })}</span>
      <input
        type="url"
        data-draft=${`meeting-of-${slot.id}`}
        dir="ltr"
        placeholder="https://"
        .value=${page.table.get("meeting", slot.id)?.url ?? ""}
        @change=${meet}
    /></label>
    <button type="button" class="button small stop" @click=${press}>
      ${page.confirm.asks(slot.id) ? t("Really remove it?") : t("Remove")}
    </button>
    ${twice ? html`<span class="trouble">${t("Two workshops are in this room at once.")}</span>` : nothing}
  </div>`;
}

/** @param {OrganiserState} page @param {RowOf<"session">} session @param {RowOf<"room">[]} all */
function addSlot(page, session, all) {
  const free = all.find(
    ({ id }) => !page.table.all("slot").some((slot) => slot.session === session.id && slot.room === id),
  );
  const here = new Set(
    page.table
      .all("slot")
      .filter((slot) => slot.session === session.id)
      .map(({ workshop }) => workshop),
  );
  const others = page.table.all("workshop").filter(({ id }) => !here.has(id));
  const list = `workshops-${session.id}`;
  const add = async (/** @type {SubmitEvent} */ sent) => {
    const { form, text } = submitted(sent);
    const known = others.find(({ title }) => pick(title) === text("title"));
    const what = known ? { workshop: known.id } : { title: text("title") };
    const answer = await page.act("slot.add", { session: session.id, ...what, ...(free && { room: free.id }) });
    if (answer.ok) form.reset();
  };
  return html`<form class="add" data-draft=${`workshop-${session.id}`} @submit=${add}>
    <label
      >${t("Another workshop in this round")}<input
        type="text"
        name="title"
        required
        dir="auto"
        maxlength="300"
        list=${list}
    /></label>
    <datalist id=${list}>${others.map(({ title }) => html`<option value=${pick(title)}></option>`)}</datalist>
    <button class="button">${t("Add it")}</button>
  </form>`;
}
