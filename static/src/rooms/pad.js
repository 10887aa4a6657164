/**
 * A note being written: kept on the device with every letter, and for those who run the room saved by itself whenever
 * they pause. Pure: it knows neither page nor clock.
 */

/**
 * @typedef {{id: string|null, base: string, kind: string, text: string}} Draft
 *   id, base: of the note that it has become, and the text that the server has of it
 */

const EMPTY = { id: null, base: "", kind: "insight", text: "" };

export class Pad {
  /** @type {Draft} */
  draft;
  /** Somebody else's text of the same note, until the writer has chosen. @type {string|null} */
  theirs = null;
  #store;
  #send;
  #changed;
  /** @type {Promise<void>} */
  #last = Promise.resolve();

  /**
   * @param {{load: () => string, keep: (text: string) => void,
   *   send: (name: string, args: Record<string, unknown>) => Promise<import("../core/send.js").Answer>,
   *   changed?: () => void}} options
   *   load, keep: the device's memory; send: a command and its answer
   */
  constructor({ load, keep, send, changed = () => {} }) {
    this.#store = keep;
    this.#send = send;
    this.#changed = changed;
    this.draft = parse(load());
  }

  /** @param {Partial<Draft>} fields */
  write(fields) {
    this.draft = { ...this.draft, ...fields };
    this.#store(this.draft.text || this.draft.id ? JSON.stringify(this.draft) : "");
    this.#changed();
  }

  /** Whether the server does not have all of it. */
  get open() {
    return this.draft.text.trim() !== "" && this.draft.text.trim() !== this.draft.base;
  }

  /** Save what is there, after what is still on its way. @param {string} slot */
  save(slot) {
    this.#last = this.#last.then(() => this.#save(slot));
    return this.#last;
  }

  /**
   * Finish the note: saved, then shared if that is wanted, and the pad is empty for the next.
   * @param {string} slot
   * @param {boolean} share
   */
  async finish(slot, share) {
    await this.save(slot);
    const { id, kind } = this.draft;
    if (this.theirs !== null || !id || this.open) return false;
    if (share && !(await this.#send("note.share", { id })).ok) return false;
    this.write({ ...EMPTY, kind });
    return true;
  }

  /**
   * Two have edited the same note: the own text stays, or the other's.
   * @param {string} slot
   * @param {"mine"|"theirs"} which
   */
  async choose(slot, which) {
    const theirs = this.theirs ?? "";
    this.theirs = null;
    this.write(which === "mine" ? { base: theirs } : { base: theirs, text: theirs });
    if (which === "mine") await this.save(slot);
  }

  /** @param {string} slot */
  async #save(slot) {
    if (!this.open || this.theirs !== null) return;
    const { id, base, kind } = this.draft;
    const text = this.draft.text.trim();
    const answer = await (id
      ? this.#send("note.edit", { id, text, kind, base })
      : this.#send("note.write", { slot, kind, text }));
    if (answer.ok) this.write({ id: id ?? answer.result.id, base: text });
    // Taken away meanwhile: it becomes a new note.
    else if (answer.code === "not_found") this.write({ id: null, base: "" });
  }

  /**
   * What the table has of the note being written: if it is not what was begun with, somebody else has edited it.
   * @param {string|undefined} text
   */
  see(text) {
    const { id, base } = this.draft;
    if (!id || text === undefined || text === base || text === this.draft.text.trim()) {
      if (id && text !== undefined && text !== base && text === this.draft.text.trim()) this.write({ base: text });
      return;
    }
    if (!this.open) this.write({ base: text, text });
    else if (this.theirs !== text) {
      this.theirs = text;
      this.#changed();
    }
  }
}

/** @param {string} text @returns {Draft} */
function parse(text) {
  try {
    return { ...EMPTY, ...JSON.parse(text || "{}") };
  } catch {
    return { ...EMPTY };
  }
}
