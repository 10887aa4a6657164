/** What one person does in one room between two drawings. */
import { Pad } from "../../rooms/pad.js";
import { runs, slotAt } from "../../rooms/rooms.js";
import { device } from "../../core/storage.js";
import { Confirm } from "../../kit/confirm.js";
import { PageState } from "../../kit/page.js";
import { afterDrawing } from "../../kit/view.js";
import { t } from "../../core/words.js";

/** @typedef {import("../attend/state.js").AttendeeState} AttendeeState */

/** A pause in typing after which it is saved, ms. */
const PAUSE = 1500;
/** How long a first press waits for the second, ms. */
const CONFIRM = 4000;

export class RoomState extends PageState {
  /** The note that is open in the list. @type {string|null} */
  editing = null;
  /** Its text. @type {Pad|null} */
  pen = null;
  /** A head count that is on its way. @type {number|null} */
  count = null;
  /** What became of the note sent last. */
  sent = "";
  /** @type {import("../../core/browser.js").Timer} */
  #timer;
  /** @type {import("../../core/browser.js").Timer} */
  #counting;
  /** @type {Map<string, Pad>} */
  #pads = new Map();

  /** @param {AttendeeState} page @param {string} name of the room, slot or workshop */
  constructor(page, name) {
    super(page.app.sender, { say: (text) => page.say.now(text), redraw: () => page.redraw() });
    this.page = page;
    this.name = name;
    this.confirm = new Confirm(this.redraw, { wait: CONFIRM });
    page.app.table.on((changed) => changed.has("note") && this.#seeOthers());
  }

  get slot() {
    return slotAt(this.page.app.table, this.name);
  }

  get runs() {
    const { slot } = this;
    return slot !== null && runs(this.page.app.boot.me, slot);
  }

  /** The pad of the slot in view. */
  get pad() {
    const id = this.slot?.id ?? "";
    const found = this.#pads.get(id) ?? this.#pad(`companion:note:${this.page.app.boot.event}:${id}`);
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

  /** @param {RowOf<"slot">} slot @param {number} by */
  step(slot, by) {
    this.setCount(slot, (this.count ?? this.page.app.table.get("headcount", slot.id)?.n ?? 0) + by, 600);
  }

  /** Several taps are one count. @param {RowOf<"slot">} slot @param {number} n @param {number} [wait] ms */
  setCount(slot, n, wait = 0) {
    if (!Number.isInteger(n) || n < 0) return;
    this.count = n;
    clearTimeout(this.#counting);
    this.#counting = setTimeout(async () => {
      await this.act("slot.count", { id: slot.id, people: n });
      if (this.count === n) this.count = null;
      this.page.redraw();
    }, wait);
    this.page.redraw();
  }

  // notes

  /** @param {FieldEvent} event @param {RowOf<"slot">} slot */
  typed(event, slot) {
    this.sent = "";
    this.pad.write({ text: event.target.value });
    if (this.runs) this.#soon(() => this.pad.save(slot.id));
  }

  /** @param {Event} event @param {RowOf<"slot">} slot */
  submit(event, slot) {
    event.preventDefault();
    void this.finish(slot, this.runs);
  }

  /** @param {RowOf<"slot">} slot @param {boolean} share */
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
    if (this.sent) this.page.say.now(this.sent);
    this.page.redraw();
  }

  /** What is known about what was typed. */
  savedWords() {
    const { pad } = this;
    if (!pad.draft.text.trim()) return this.sent;
    if (!this.runs) return t("kept on this device until you send it");
    if (!pad.open) return t("saved, seen by this room only");
    return this.page.app.link.status.state === "connected"
      ? t("saving …")
      : t("kept on this device, sent when there is a connection");
  }

  /** @param {RowOf<"note">} note */
  edit(note) {
    this.editing = note.id;
    this.pen = this.#pad("");
    this.pen.draft = { id: note.id, base: note.text, kind: note.kind, text: note.text };
    this.page.redraw();
    afterDrawing(() => document.getElementById("edit")?.focus());
  }

  /** @param {FieldEvent} event @param {string} slot */
  typedInto(event, slot) {
    this.pen?.write({ text: event.target.value });
    this.#soon(() => this.pen?.save(slot));
  }

  /** @param {string} slot */
  async closeEditor(slot) {
    clearTimeout(this.#timer);
    await this.pen?.save(slot);
    if (this.pen?.open || this.pen?.theirs != null) return this.page.redraw();
    this.editing = this.pen = null;
    this.page.redraw();
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
      changed: () => this.page.redraw(),
    });
  }

  #seeOthers() {
    const { table } = this.page.app;
    for (const pad of [this.pen, ...this.#pads.values()]) {
      if (pad?.draft.id) pad.see(table.get("note", pad.draft.id)?.text);
    }
  }
}
