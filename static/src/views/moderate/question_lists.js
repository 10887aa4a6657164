/** The lists of questions as they are drawn: in which order, held or not, how much of them. */
import { t } from "../../core/words.js";
import { Holder, columns } from "../../questions/columns.js";
import { sortWord } from "./actions.js";

/** @typedef {import("./state.js").ModeratorState} ModeratorState */
/** @typedef {import("../../questions/columns.js").Column} Column */

/** Rows keep their places under a pointer that moved less than this long ago, ms. */
const STILL = 1500;
/** Rows of a list that are drawn: nobody reads hundreds at once. */
const ROWS = 30;
export const SORTS = /** @type {const} */ (["fair", "support", "time"]);

export class QuestionLists {
  /** @type {typeof SORTS[number]} */
  sort = "fair";
  #page;
  #holder = new Holder();
  /** When a pointer last moved over a list, and over which. @type {{column: Column|null, at: number}} */
  #touched = { column: null, at: -Infinity };
  /** @type {ReturnType<typeof setTimeout>|undefined} */
  #resting;
  /** Lists of the past that were opened by hand. @type {Set<string>} */
  #unfolded = new Set();
  /** How many rows are drawn, by the state of the questions. @type {Map<string, number>} */
  #drawn = new Map();

  /** @param {ModeratorState} page */
  constructor(page) {
    this.#page = page;
  }

  get columns() {
    return columns(this.#page.table, this.#page.session?.id ?? null, this.sort);
  }

  get held() {
    return this.#holder.on;
  }

  /** What a column shows, held or not. @param {Column} column @returns {string[]} ids */
  ids(column) {
    const under = this.#touched.column === column && performance.now() - this.#touched.at < STILL;
    return this.#holder.show(column, this.columns[column], { still: under || this.#page.editor !== null });
  }

  /** How many have arrived in a column since it was held. @param {Column} column @param {string[]} wanted ids */
  late(column, wanted) {
    return this.#holder.late(column, wanted);
  }

  toggleHold() {
    if (this.held) this.#holder.release();
    else this.#holder.hold();
    this.#page.say(this.held ? t("The lists are held") : t("The lists follow again"));
    this.#page.redraw();
  }

  release() {
    this.#holder.release();
  }

  /** @param {typeof SORTS[number]} [sort] by default the next one */
  order(sort = SORTS[(SORTS.indexOf(this.sort) + 1) % SORTS.length]) {
    this.sort = sort;
    this.#page.say(t("Order: {sort}", { sort: sortWord(sort) }));
    this.#page.redraw();
  }

  /** A pointer moves: rows stay under it, and go to their places when it rests. @param {Column} column */
  touch(column) {
    this.#touched = { column, at: performance.now() };
    clearTimeout(this.#resting);
    this.#resting = setTimeout(this.#page.redraw, STILL + 50);
  }

  /** Rows may move at once, wherever the pointer is. */
  letGo() {
    this.#touched = { column: null, at: -Infinity };
  }

  /** @param {string} state of the questions in the list */
  isOpen(state) {
    return this.#unfolded.has(state);
  }

  /** @param {string} state of the questions in the list */
  toggle(state) {
    if (!this.#unfolded.delete(state)) this.#unfolded.add(state);
    this.#page.redraw();
  }

  /** How many rows of a list are drawn. @param {string} state of its questions */
  rows(state) {
    return this.#drawn.get(state) ?? ROWS;
  }

  /** @param {string} state of the questions in the list */
  showMore(state) {
    this.#drawn.set(state, this.rows(state) + 2 * ROWS);
    this.#page.redraw();
  }
}
