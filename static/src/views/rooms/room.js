/** One room: what is held there now, its notes, questions and polls; for its facilitators the means to run it. */
import { html, nothing } from "lit-html";
import { Pad } from "../../rooms/pad.js";
import { ahead, followers, held, roomOf, roundNow, runs, slotAt, space, workshopOf } from "../../rooms/rooms.js";
import { device } from "../../core/storage.js";
import { Confirm } from "../../kit/confirm.js";
import { PageState } from "../../kit/page.js";
import { afterDrawing, origin, time } from "../../kit/view.js";
import { pick, picked, t } from "../../core/words.js";
import { enter } from "../attend/checkin.js";
import { languagesOf } from "../attend/words.js";
import { address } from "./board.js";
import { running } from "./running.js";
import { signup } from "./signup.js";
import { chip, maybe, movedWords, names, roomName, spaceWords } from "./words.js";

/** @typedef {import("../attend/board.js").Board} Board */

/** A pause in typing after which it is saved, ms. */
const PAUSE = 1500;
/** How long a first press waits for the second, ms. */
const CONFIRM = 4000;

/** What one person does in one room between two drawings. */
export class Room extends PageState {
  /** The note that is open in the list. @type {string|null} */
  editing = null;
  /** Its text. @type {Pad|null} */
  pen = null;
  /** A head count that is on its way. @type {number|null} */
  count = null;
  /** What became of the note sent last. */
  sent = "";
  /** @type {any} */
  #timer;
  /** @type {any} */
  #counting;
  /** @type {Map<string, Pad>} */
  #pads = new Map();

  /** @param {Board} board @param {string} name of the room, slot or workshop */
  constructor(board, name) {
    super(board.app.sender, { say: (text) => board.say.now(text), redraw: () => board.redraw() });
    this.board = board;
    this.name = name;
    this.confirm = new Confirm(this.redraw, { wait: CONFIRM });
    board.app.table.on((changed) => changed.has("note") && this.#seeOthers());
  }

  get slot() {
    return slotAt(this.board.app.table, this.name);
  }

  get runs() {
    const { slot } = this;
    return slot !== null && runs(this.board.app.boot.me, slot);
  }

  /** The pad of the slot in view. */
  get pad() {
    const id = this.slot?.id ?? "";
    const found = this.#pads.get(id) ?? this.#pad(`companion:note:${this.board.app.boot.event}:${id}`);
    this.#pads.set(id, found);
    return found;
  }

  /** Whether a reload would cost something. */
  get writing() {
    return this.editing !== null || this.pad.open;
  }

  /**
   * Somebody else has changed the note: the pad shows both texts.
   * @param {import("../../kit/page.js").Answer} answer
   */
  refusal(answer) {
    return answer.code === "note_changed" ? null : super.refusal(answer);
  }

  /** @param {string} id */
  drop(id) {
    this.confirm.press(id, () => void this.act("note.drop", { id }));
  }

  // heads

  /** @param {any} slot @param {number} by */
  step(slot, by) {
    this.setCount(slot, (this.count ?? this.board.app.table.get("headcount", slot.id)?.n ?? 0) + by, 600);
  }

  /** Several taps are one count. @param {any} slot @param {number} n @param {number} [wait] ms */
  setCount(slot, n, wait = 0) {
    if (!Number.isInteger(n) || n < 0) return;
    this.count = n;
    clearTimeout(this.#counting);
    this.#counting = setTimeout(async () => {
      await this.act("slot.count", { id: slot.id, people: n });
      if (this.count === n) this.count = null;
      this.board.redraw();
    }, wait);
    this.board.redraw();
  }

  // notes

  /** @param {any} event @param {any} slot */
  typed(event, slot) {
    this.sent = "";
    this.pad.write({ text: event.target.value });
    if (this.runs) this.#soon(() => this.pad.save(slot.id));
  }

  /** @param {Event} event @param {any} slot */
  submit(event, slot) {
    event.preventDefault();
    void this.finish(slot, this.runs);
  }

  /** @param {any} slot @param {boolean} share */
  async finish(slot, share) {
    clearTimeout(this.#timer);
    const done = await this.pad.finish(slot.id, share);
    if (done) {
      this.sent = this.runs
        ? share
          ? t("Shared with everybody.")
          : t("Kept in the room.")
        : t("Thank you. The facilitator sees it now.");
    }
    if (this.sent) this.board.say.now(this.sent);
    this.board.redraw();
  }

  /** What is known about what was typed. */
  savedWords() {
    const { pad } = this;
    if (!pad.draft.text.trim()) return this.sent;
    if (!this.runs) return t("kept on this device until you send it");
    if (!pad.open) return t("saved, seen by this room only");
    return this.board.app.link.status.state === "connected"
      ? t("saving …")
      : t("kept on this device, sent when there is a connection");
  }

  /** @param {any} note */
  edit(note) {
    this.editing = note.id;
    this.pen = this.#pad("");
    this.pen.draft = { id: note.id, base: note.text, kind: note.kind, text: note.text };
    this.board.redraw();
    afterDrawing(() => document.getElementById("edit")?.focus());
  }

  /** @param {any} event @param {string} slot */
  typedInto(event, slot) {
    this.pen?.write({ text: event.target.value });
    this.#soon(() => this.pen?.save(slot));
  }

  /** @param {string} slot */
  async closeEditor(slot) {
    clearTimeout(this.#timer);
    await this.pen?.save(slot);
    if (this.pen?.open || this.pen?.theirs != null) return this.board.redraw();
    this.editing = this.pen = null;
    this.board.redraw();
  }

  /** @param {() => unknown} save */
  #soon(save) {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void save(), PAUSE);
  }

  /** @param {string} key where the device keeps it; empty: nowhere @returns {Pad} */
  #pad(key) {
    return new Pad({
      load: () => (key ? device.get(key) : ""),
      keep: (text) => key && device.set(key, text),
      send: this.act,
      changed: () => this.board.redraw(),
    });
  }

  #seeOthers() {
    const { table } = this.board.app;
    for (const pad of [this.pen, ...this.#pads.values()]) {
      if (pad?.draft.id) pad.see(table.get("note", pad.draft.id)?.text);
    }
  }
}

/** Where, what, until when, and how to be there. @param {Room} room @param {any} slot */
export function head(room, slot) {
  const { board } = room;
  const { table, clock } = board.app;
  const place = workshopOf(table, slot);
  const found = space(table, slot, clock.now());
  const changed = movedWords(slot);
  return html`<section class="on-now room-head" aria-label=${t("In this room")}>
    <p class="when"><b dir="auto">${roomName(roomOf(table, slot))}</b>${chip(slot, found, clock)}</p>
    <h1 class="long" dir="auto" lang=${picked(place?.title, place?.languages)}>${pick(place?.title)}</h1>
    <p class="what">
      ${[names(place?.people), t("Round {n}", { n: slot.round })].filter(Boolean).join(" · ")}
      ${languagesOf(place ?? {})}
    </p>
    <p class="what tabular">${when(slot, clock)}${maybe(changed, html` · <b class="changed">${changed}</b>`)}</p>
    ${
      slot.state === "over" || slot.state === "cancelled"
        ? nothing
        : html`<p class="nums">
            ${origin("onsite", inRoom(found, spaceWords(found, clock)))}
            ${origin("remote", html`<b class="tabular">${followers(table, slot)}</b> ${t("remote")}`)}
          </p>`
    }
    ${there(room, slot)} ${room.runs ? nothing : (signup(board, slot) ?? nothing)} ${next(room, slot)}
  </section>`;
}

/** How long it goes on, else from when to when. @param {any} slot @param {import("../../core/clock.js").Clock} clock */
function when(slot, clock) {
  if (held(slot) && slot.end != null) return clock.until(slot.end);
  return slot.start == null ? nothing : html`${time(clock, slot.start)} – ${time(clock, slot.end)}`;
}

/** @param {import("../../rooms/rooms.js").Space} space @param {unknown} words how full it is */
function inRoom({ kind, n, of }, words) {
  const known = n !== null && kind !== "unknown";
  const figure = known ? html`<b class="tabular">${n}</b>${of ? ` / ${of}` : ""}` : nothing;
  return html`${t("in the room")} ${figure}${maybe(words, html` <em class=${kind}>${words}</em>`)}`;
}

/** For remote people: be here, and the way into the meeting. @param {Room} room @param {any} slot */
function there(room, slot) {
  const { table, boot, sender } = room.board.app;
  const url = table.get("meeting", slot.id)?.url;
  const meeting =
    url && held(slot)
      ? html`<p>
          <a class="big-button" href=${url} target="_blank" rel="noopener noreferrer">${t("Open the meeting")}</a>
          <span class="quiet"
            >${t("It is at {host}, which will then see your address.", { host: new URL(url).host })}</span
          >
        </p>`
      : nothing;
  if (room.runs) return meeting;
  if (boot.me.mode !== "remote") return html`${enter(room.board, slot)}${meeting}`;
  const here = table.get("follow", boot.me.id)?.slot === slot.id;
  const go = (/** @type {string|null} */ id) => () => void sender.do("slot.follow", { id }, { quiet: true });
  if (!held(slot) && !(slot.state === "open")) return nothing;
  return html`<div class="there">
    ${
      here
        ? html`<p class="my-place in">
            ${t("You are here, remotely.")}
            <button type="button" class="button small" @click=${go(null)}>${t("Leave")}</button>
          </p>`
        : html`<button type="button" class="act" @click=${go(slot.id)}>${t("Join remotely")}</button>`
    }${meeting}
  </div>`;
}

/** What comes next in this room, and the way to all rooms. @param {Room} room @param {any} slot */
function next({ board }, slot) {
  const { table, boot } = board.app;
  const later = table
    .all("slot")
    .filter(
      (other) =>
        other.room === slot.room &&
        other.room !== null &&
        other.id !== slot.id &&
        ahead(other) &&
        other.round > slot.round,
    )
    .sort((a, b) => a.round - b.round)[0];
  const place = later ? workshopOf(table, later) : null;
  return html`<p class="next">
    ${later && place ? nextHere(board, later, place) : nothing}<a href=${`/e/${boot.event}/rooms`}
      >${roundNow(table) ? t("All rooms") : t("Rooms")}</a
    >
  </p>`;
}

/** @param {import("../attend/board.js").Board} board @param {any} slot @param {any} workshop */
const nextHere = (board, slot, { title, languages }) =>
  html`${t("Next in this room:")} ${slot.start == null ? nothing : html`${time(board.app.clock, slot.start)} `}<a
      href=${address(board, slot)}
      dir="auto"
      lang=${picked(title, languages)}
      >${pick(title)}</a
    >
    · `;

/** @param {Room} room */
export const run = (room) => (room.slot && room.runs ? running(room, room.slot) : nothing);
