/** The moderator's page between two drawings: what is chosen, open, held and selected, and how a command is sent. */
import { day, placeOf, questionsOf, running } from "../../lib/panel.js";
import { followed } from "../../lib/places.js";
import { lastDeed, saidDeed } from "../../lib/undo.js";
import { lettersOn } from "../../lib/keys.js";
import { actionsOn } from "./actions.js";
import { Holder, columns } from "./lists.js";

/** @typedef {import("./lists.js").Column} Column */
/** @typedef {"edit"|"reply"|"label"|"assign"} Editor */

/** Rows keep their places under a pointer that moved less than this long ago, ms. */
export const STILL = 1500;
const SORTS = /** @type {const} */ (["fair", "support", "time"]);

export class Desk {
  /** Session that was picked by hand. @type {string|null} */
  picked = null;
  /** @type {"fair"|"support"|"time"} */
  sort = "fair";
  holder = new Holder();
  /** @type {Set<string>} */
  selected = new Set();
  /** @type {{id: string, what: Editor}|null} */
  editor = null;
  /** The open dialog. @type {{what: "help"}|{what: "session"}|{what: "merge", ids: string[]}|null} */
  dialog = null;
  /** Column in front on a small screen, and the one the arrows act in. @type {Column|"screen"} */
  tab = "waiting";
  /** The current row of each column. @type {Record<Column, string|null>} */
  current = { waiting: null, next: null };
  /** When a pointer last moved over a list, and over which. @type {{column: Column|null, at: number}} */
  touched = { column: null, at: -Infinity };
  /** The last refusal, to be shown until something succeeds. @type {string|null} */
  trouble = null;
  letters = lettersOn();
  screen = "main";
  /** Deeds that the server would not take back. @type {Set<string>} */
  stuck = new Set();
  redraw = () => {};

  /** @param {ReturnType<typeof import("../../lib/boot.js").start>} app @param {(text: string) => void} say tells screen readers what was done */
  constructor({ table, sender, boot, clock, link }, say) {
    this.table = table;
    this.sender = sender;
    this.boot = boot;
    this.clock = clock;
    this.link = link;
    this.say = say;
  }

  /** The session or slot in front: the picked one, else the one that attendees are asking in. */
  get session() {
    const { id, choice } = followed(this.table);
    const wanted = this.picked ?? id ?? choice[0]?.id;
    return (wanted ? placeOf(this.table, wanted) : null) ?? running(this.table) ?? day(this.table)[0] ?? null;
  }

  get qa() {
    return this.table.get("qa", this.session?.id ?? "") ?? { id: "", open: false, moderated: true };
  }

  get columns() {
    return columns(this.table, this.session?.id ?? null, this.sort);
  }

  /** What a column shows, held or not. @param {Column} column */
  ids(column) {
    const under = this.touched.column === column && performance.now() - this.touched.at < STILL;
    return this.holder.show(column, this.columns[column], { still: under || this.editor !== null });
  }

  /** The question that keys act on. */
  get focused() {
    const column = this.tab === "screen" ? "next" : this.tab;
    const id = this.current[column];
    return id ? this.table.get("question", id) ?? null : null;
  }

  /** Ids of questions whose command is on its way. */
  get busy() {
    return new Set(this.sender.pending.filter((entry) => entry.state === "sending").flatMap((entry) => [entry.args.id, ...(entry.args.ids ?? [])]));
  }

  /**
   * Send a command; a refusal is shown.
   * @param {string} name @param {object} args
   */
  async act(name, args) {
    const answer = await this.sender.do(name, args, { quiet: true });
    this.trouble = answer.ok ? null : answer.message ?? null;
    if (this.trouble) this.say(this.trouble);
    this.redraw();
    return answer;
  }

  /** Do an action by its name to one question or to several. @param {string} name @param {string[]} ids */
  async perform(name, ids) {
    const [id] = ids;
    const question = id ? this.table.get("question", id) : null;
    const action = question && actionsOn(question.state).find((known) => known.name === name);
    if (!id || !action) return;
    if (name === "merge") return this.openDialog({ what: "merge", ids });
    if (!action.do) return this.open(id, /** @type {Editor} */ (name));
    const answer = await this.act(action.do, ids.length === 1 ? { id } : { ids });
    if (!answer.ok) return;
    this.touched = { column: null, at: -Infinity };
    ids.forEach((done) => this.selected.delete(done));
    this.say(saidDeed({ id: "", do: action.do, ids, at: 0, by: "", undone: false }, this.textOf));
  }

  /** The deed that undo would take back. */
  get deed() {
    const here = new Set(questionsOf(this.table, this.session?.id).map((q) => q.id));
    const merged = this.table.all("question").filter((q) => q.merged && here.has(q.merged)).map((q) => q.id);
    merged.forEach((id) => here.add(id));
    return lastDeed(/** @type {any[]} */ (this.table.all("deed")), { concerns: (id) => here.has(id), stuck: this.stuck });
  }

  async undo() {
    const { deed } = this;
    if (!deed) return;
    const answer = await this.act("question.undo", { id: deed.id });
    if (!answer.ok && answer.code === "changed_since") this.stuck.add(deed.id);
    this.redraw();
  }

  /** @param {string} id */
  textOf = (id) => this.table.get("question", id)?.text ?? "";

  /** @param {string} what @param {string|null} [text] */
  show(what, text = null) {
    const id = what === "top" && this.session?.state !== "running" ? this.session?.id ?? null : null;
    return this.act("screen.show", { screen: this.screen, what, id, ...(text ? { text } : {}) });
  }

  toggleHold() {
    if (this.holder.on) this.holder.release();
    else this.holder.hold();
    this.redraw();
  }

  nextSort() {
    this.sort = SORTS[(SORTS.indexOf(this.sort) + 1) % SORTS.length];
    this.redraw();
  }

  /** @param {"open"|"moderated"} what */
  toggleQa(what) {
    if (this.session) this.act("session.qa", { id: this.session.id, [what]: !this.qa[what] });
  }

  /** @param {string} id */
  toggleSelected(id) {
    if (!this.selected.delete(id)) this.selected.add(id);
    this.redraw();
  }

  /** @param {string} id @param {Editor} what */
  open(id, what) {
    this.editor = { id, what };
    this.redraw();
  }

  close() {
    this.editor = null;
    this.redraw();
  }

  /** @param {NonNullable<Desk["dialog"]>} dialog */
  openDialog(dialog) {
    this.dialog = dialog;
    this.redraw();
  }

  closeDialog() {
    this.dialog = null;
    this.redraw();
  }

  /** @param {string} id the session to look at; the one that the attendees follow is followed again */
  pick(id) {
    this.picked = id === followed(this.table).id ? null : id;
    this.selected.clear();
    this.holder.release();
    this.current = { waiting: null, next: null };
    this.redraw();
  }

  /** Whether a reload would cost something. */
  get writing() {
    return this.editor !== null || this.dialog !== null;
  }
}
