/** Taking back what was done last, also while its command is still on its way. */
import { pick, t } from "../../core/words.js";
import { lastUndoable, undoWords } from "../../event/undo.js";
import { placeOf, questionsOf } from "../../programme/session.js";

/** @typedef {import("./state.js").ModeratorState} ModeratorState */
/** @typedef {import("../../kit/page.js").Answer} Answer */

export class Undo {
  #page;
  /** Records that the server would not take back. @type {Set<string>} */
  #refused = new Set();
  /**
   * The last decision made here: its record, which the answer names before the table shows it.
   * @type {Promise<{id: string, words: string}|null>}
   */
  #latest = Promise.resolve(null);

  /** @param {ModeratorState} page */
  constructor(page) {
    this.#page = page;
  }

  /** The record of what undo would take back. @returns {import("../../event/undo.js").UndoRecord|null} */
  get record() {
    const { table, session } = this.#page;
    const here = new Set(questionsOf(table, session?.id).map((q) => q.id));
    const merged = table.all("question").filter((q) => q.merged && here.has(q.merged));
    merged.forEach((q) => here.add(q.id));
    const onDay = (/** @type {string} */ id) => Boolean(table.get("session", id) ?? table.get("slot", id));
    return lastUndoable(table.all("undo_record"), {
      concerns: (id) => here.has(id) || onDay(id),
      refused: this.#refused,
    });
  }

  /** What undo would take back; empty if there is nothing. */
  get words() {
    const { record } = this;
    return record ? undoWords(record, this.#textOf) : "";
  }

  /** What a command does, in words. @param {string} name @param {string[]} ids of questions, sessions or slots */
  wordsFor(name, ids) {
    return undoWords({ id: "", do: name, ids, at: 0, by: "", undone: false }, this.#textOf);
  }

  /**
   * Remember a command that was just sent, so that it can be taken back at once.
   * @param {Promise<Answer>} sent @param {string} words what it does
   */
  follow(sent, words) {
    this.#latest = sent.then(({ ok, result }) => (ok && result?.undo ? { id: result.undo, words } : null));
    return sent;
  }

  async takeBack() {
    const latest = await this.#latest;
    const { record, words } = this;
    const unseen = latest && !this.#page.table.get("undo_record", latest.id) ? latest : null;
    const id = unseen?.id ?? record?.id;
    if (id) await this.takeBackOne(id, unseen?.words ?? words);
  }

  /** Take one deed back. @param {string} id of its record @param {string} words what it was */
  async takeBackOne(id, words) {
    this.#latest = Promise.resolve(null);
    const answer = await this.#page.act("undo", { id }, t("Taken back: {deed}", { deed: words }));
    if (answer.code === "changed_since") this.#refused.add(id);
    this.#page.redraw();
  }

  /** @param {string} id */
  #textOf = (id) => this.#page.table.get("question", id)?.text ?? pick(placeOf(this.#page.table, id)?.title);
}
