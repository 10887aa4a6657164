/** What is noted in a room: written, shared or kept, pinned, put in order; and what the earlier round has noted. */
import { html, nothing } from "lit-html";
import { live } from "lit-html/directives/live.js";
import { repeat } from "lit-html/directives/repeat.js";
import { isClosed } from "../../event/life.js";
import { ahead, earlier, held, notesOf } from "../../rooms/rooms.js";
import { lang, t, tn } from "../../core/words.js";
import { language } from "../attend/question.js";
import { noteWord } from "./words.js";

/** @typedef {import("./state.js").RoomState} RoomState */
/** @typedef {import("../../rooms/pad.js").Pad} Pad */

const KINDS = ["insight", "question", "step", "quote"];
const MOST = 1000;

/** @param {RoomState} room @param {RowOf<"slot">} slot */
export function notes(room, slot) {
  const { table } = room.page.app;
  const all = notesOf(table, slot.id);
  const waiting = all.filter((note) => note.state === "queued");
  const listed = all.filter((note) => note.state !== "queued");
  return html`<section class="notes" aria-labelledby="h-notes">
    <h2 id="h-notes" class="unseen">${t("Notes")}</h2>
    ${composer(room, slot)} ${own(room, slot)}
    ${
      room.runs && waiting.length
        ? html`<h3>${t("From participants, to look at")}</h3>
            <ul class="list">
              ${repeat(
                waiting,
                ({ id }) => id,
                (note) => entry(room, note, all),
              )}
            </ul>`
        : nothing
    }
    ${
      listed.length
        ? html`<ul class="list">
            ${repeat(
              listed,
              ({ id }) => id,
              (note) => entry(room, note, listed),
            )}
          </ul>`
        : html`<p class="empty">${none(slot)}</p>`
    }
    ${before(room, slot)}
  </section>`;
}

/** @param {RowOf<"slot">} slot */
const none = (slot) =>
  ahead(slot) ? t("Notes begin with the workshop.") : t("Nothing noted yet. The first sentence is the hardest.");

/** @param {RoomState} room @param {RowOf<"note">} note @param {RowOf<"note">[]} all */
function entry(room, note, all) {
  const { clock, boot } = room.page.app;
  const looks = ["note-card", note.kind, note.state, note.pinned && "pinned"].filter(Boolean).join(" ");
  return html`<li class=${looks} id=${`n-${note.id}`}>
    <p class="facts">
      <b>${noteWord(note.kind)}</b>${note.pinned ? html`<span>${t("pinned")}</span>` : nothing}
      ${note.state === "kept" ? html`<span>${t("only in this room")}</span>` : nothing}
      ${note.by === "participant" && room.runs ? html`<span>${t("from a participant")}</span>` : nothing}
      ${note.lang !== lang && note.lang !== boot.lang ? language(note.lang) : nothing}
      <span class="tabular">${clock.ago(note.at)}</span>
    </p>
    ${room.editing === note.id ? editor(room, note) : text(note)}
    ${room.runs && room.editing !== note.id ? tools(room, note, all) : nothing}
  </li>`;
}

/** @param {{text: string, lang: string}} note */
const text = (note) => html`<p class="text" dir="auto" lang=${note.lang}>${note.text}</p>`;

/** @param {RoomState} room @param {RowOf<"note">} note @param {RowOf<"note">[]} all */
function tools(room, note, all) {
  const act =
    (/** @type {string} */ name, /** @type {Record<string, unknown>} */ more = {}) =>
    () =>
      void room.act(name, { id: note.id, ...more });
  const at = all.indexOf(note);
  const listed = note.state !== "queued";
  const mate = (/** @type {RowOf<"note">|undefined} */ other) => other && listed && other.pinned === note.pinned;
  const button = (/** @type {string} */ word, /** @type {() => void} */ click, look = "button small") =>
    html`<button type="button" class=${look} @click=${click}>${word}</button>`;
  const arrow = (/** @type {string} */ sign, /** @type {string} */ word, /** @type {string|null} */ before) =>
    html`<button type="button" class="button small" aria-label=${word} @click=${act("note.move", { before })}>
      ${sign}
    </button>`;
  return html`<div class="acts">
    ${
      note.state === "shared"
        ? button(t("Keep in the room"), act("note.keep"))
        : button(t("Share with everybody"), act("note.share"), "button small main")
    }
    ${note.state === "queued" ? button(t("Keep in the room"), act("note.keep")) : nothing}
    ${button(t("Edit"), () => room.edit(note))}
    ${listed ? button(note.pinned ? t("Unpin") : t("Pin"), act("note.pin", { on: !note.pinned })) : nothing}
    ${mate(all[at - 1]) ? arrow("↑", t("Move up"), all[at - 1].id) : nothing}
    ${mate(all[at + 1]) ? arrow("↓", t("Move down"), all[at + 2]?.id ?? null) : nothing}
    ${button(listed ? t("Remove") : t("Do not take it"), () => room.drop(note.id), "button small stop")}
    ${sure(room, note)}
  </div>`;
}

/** Whoever removes something is asked once. @param {RoomState} room @param {{id: string}} note */
const sure = (room, note) =>
  room.confirm.asks(note.id) ? html`<span class="sure" role="alert">${t("Press again to remove it.")}</span>` : nothing;

/** @param {RoomState} room @param {RowOf<"slot">} slot */
function composer(room, slot) {
  const { table } = room.page.app;
  const theirs = table.get("note_settings", slot.id)?.participants ?? true;
  const begun = held(slot) || slot.state === "over";
  if (isClosed(table) || slot.state === "cancelled" || !(room.runs || (theirs && begun))) return nothing;
  const { pad } = room;
  const over = [...pad.draft.text.trim()].length - MOST;
  const unfit = !pad.draft.text.trim() || over > 0;
  const keep = () => void room.finish(slot, false);
  return html`<form class="write" @submit=${(/** @type {Event} */ event) => room.submit(event, slot)}>
    <fieldset>
      <legend class="unseen">${t("Kind of note")}</legend>
      ${kinds("kind", pad.draft.kind, (kind) => pad.write({ kind }))}
    </fieldset>
    <label class="unseen" for="note">${t("Your note")}</label>
    <textarea
      id="note"
      data-draft=${`note-in-${slot.id}`}
      rows="2"
      dir="auto"
      placeholder=${placeholder(pad.draft.kind)}
      .value=${live(pad.draft.text)}
      @input=${(/** @type {FieldEvent} */ event) => room.typed(event, slot)}
    ></textarea>
    ${pad.theirs !== null ? conflict(pad, slot.id) : nothing}
    ${over > 0 ? html`<p class="note">${tn("{n} character too many", "{n} characters too many", over)}</p>` : nothing}
    <div class="acts">
      <p class="saved" role="status">${room.savedWords()}</p>
      ${
        room.runs
          ? html`<button type="button" class="button" ?disabled=${unfit} @click=${keep}>
              ${t("Keep in the room")}
            </button>`
          : nothing
      }
      <button class="button main" ?disabled=${unfit}>${room.runs ? t("Share with everybody") : t("Send")}</button>
    </div>
  </form>`;
}

/** @param {string} name of the group @param {string} chosen @param {(kind: string) => void} choose */
const kinds = (name, chosen, choose) =>
  KINDS.map(
    (kind) =>
      html`<label class="kind"
        ><input
          type="radio"
          name=${name}
          value=${kind}
          .checked=${kind === chosen}
          @change=${() => choose(kind)}
        /><span>${noteWord(kind)}</span></label
      >`,
  );

/** @param {string} kind */
const placeholder = (kind) =>
  ({
    insight: t("What has become clear here?"),
    question: t("What stays open?"),
    step: t("Who does what next?"),
    quote: t("In whose words, without a name?"),
  })[kind] ?? "";

/** Both versions of a note that two have edited. @param {Pad} pad @param {string} slot */
function conflict(pad, slot) {
  return html`<div class="note" role="alert">
    <p>${t("Somebody else has changed this note in the meantime:")}</p>
    <blockquote dir="auto">${pad.theirs}</blockquote>
    <div class="acts">
      <button type="button" class="button small main" @click=${() => void pad.choose(slot, "mine")}>
        ${t("Keep mine")}
      </button>
      <button type="button" class="button small" @click=${() => void pad.choose(slot, "theirs")}>
        ${t("Take theirs")}
      </button>
    </div>
  </div>`;
}

/**
 * A note in the list, opened: what is typed is saved by the pause.
 * @param {RoomState} room @param {RowOf<"note">} note
 */
function editor(room, note) {
  const { pen } = room;
  if (!pen) return nothing;
  const choose = (/** @type {string} */ kind) =>
    void room.act("note.edit", { id: note.id, kind }).then(() => pen.write({ kind }));
  return html`<div class="write inline">
    <fieldset>
      <legend class="unseen">${t("Kind of note")}</legend>
      ${kinds(`kind-${note.id}`, pen.draft.kind, choose)}
    </fieldset>
    <label class="unseen" for="edit">${t("Text of the note")}</label>
    <textarea
      id="edit"
      data-draft=${`note-${note.id}`}
      rows="3"
      dir="auto"
      .value=${live(pen.draft.text)}
      @input=${(/** @type {FieldEvent} */ event) => room.typedInto(event, note.slot)}
    ></textarea>
    ${pen.theirs !== null ? conflict(pen, note.slot) : nothing}
    <div class="acts">
      <p class="saved">${pen.open ? t("not saved yet") : t("saved")}</p>
      <button type="button" class="button main" @click=${() => void room.closeEditor(note.slot)}>${t("Done")}</button>
    </div>
  </div>`;
}

/** What a participant has written here and nobody else sees yet. @param {RoomState} room @param {RowOf<"slot">} slot */
function own(room, slot) {
  if (room.runs) return nothing;
  const mine = room.page.app.table
    .all("own_note")
    .filter((note) => note.slot === slot.id && note.state !== "shared" && note.text);
  if (!mine.length) return nothing;
  return html`<ul class="own-notes">
    ${repeat(
      mine,
      ({ id }) => id,
      (note) =>
        html`<li class="note-card">
          <p class="facts">
            <b>${noteWord(note.kind)}</b
            ><span>${note.state === "queued" ? t("waits for the facilitator") : t("kept in the room")}</span>
          </p>
          ${text(note)}
          <div class="acts">
            <button type="button" class="button small" @click=${() => room.drop(note.id)}>${t("Take back")}</button
            >${sure(room, note)}
          </div>
        </li>`,
    )}
  </ul>`;
}

/** What earlier rounds of the same workshop have noted. @param {RoomState} room @param {RowOf<"slot">} slot */
function before(room, slot) {
  const { table } = room.page.app;
  if (table.get("note_settings", slot.id)?.earlier === false) return nothing;
  const found = earlier(table, slot).flatMap((other) =>
    notesOf(table, other.id)
      .filter(({ state }) => state !== "queued")
      .map((note) => ({ note, round: other.round })),
  );
  if (!found.length) return nothing;
  return html`<details class="before" open>
    <summary>${tn("{n} note from the earlier round", "{n} notes from the earlier round", found.length)}</summary>
    <ul class="list">
      ${found.map(
        ({ note, round }) =>
          html`<li class=${`note-card ${note.kind} ${note.state}`}>
            <p class="facts">
              <b>${noteWord(note.kind)}</b
              ><span>${t("Round {n}", { n: round })}</span
              >${note.state === "kept" ? html`<span>${t("only in this room")}</span>` : nothing}
            </p>
            <p class="text" dir="auto" lang=${note.lang}>${note.text}</p>
          </li>`,
      )}
    </ul>
  </details>`;
}
