/** The moderator's page between two drawings: what is chosen, open, held and selected, and how a command is sent. */
import { day, placeOf, questionsOf, running } from "../../programme/session.js";
import { followed } from "../../questions/places.js";
import { lastUndoable, undoWords } from "../../event/undo.js";
import { lettersOn } from "../../kit/keys.js";
import { PageState } from "../../kit/page.js";
import { afterDrawing } from "../../kit/view.js";
import { reactable, Tempo, tempoWords } from "../../event/reactions.js";
import { deck } from "../../summaries/summaries.js";
import { pick, t } from "../../core/words.js";
import { actionsOn, slideWord, sortWord } from "./actions.js";
import { backTo } from "./focus.js";
import { Holder, columns } from "./lists.js";
import { PollDesk } from "./polldesk.js";

/** @typedef {import("./lists.js").Column} Column */
/** @typedef {"edit"|"reply"|"label"|"assign"} Editor */
/** @typedef {Column|"polls"|"poll"} Place a column: of questions, the list of polls, or the poll in front */

/** Rows keep their places under a pointer that moved less than this long ago, ms. */
export const STILL = 1500;
export const SORTS = /** @type {const} */ (["fair", "support", "time"]);

export class Desk extends PageState {
  /** Session that was picked by hand. @type {string|null} */
  picked = null;
  /** @type {"fair"|"support"|"time"} */
  sort = "fair";
  holder = new Holder();
  tempo = new Tempo();
  /** @type {Set<string>} */
  selected = new Set();
  /** @type {{id: string, what: Editor}|null} */
  editor = null;
  /** The open dialog. @type {{what: "help"}|{what: "session"}|{what: "merge", ids: string[]}|{what: "sure", id: string, name: string}|{what: "hands", id: string}|null} */
  dialog = null;
  /** What the two columns on the left are about. @type {"questions"|"polls"} */
  view = "questions";
  /** Column in front on a small screen, and the one the arrows act in. @type {Place|"screen"} */
  tab = "waiting";
  /** The current row of each column. @type {Record<Place, string|null>} */
  current = { waiting: null, next: null, polls: null, poll: null };
  /** When a pointer last moved over a list, and over which. @type {{column: Column|null, at: number}} */
  touched = { column: null, at: -Infinity };
  letters = lettersOn();
  /** The screen that is moved. */
  screen = "main";
  /** Whether what is shown goes to all screens. */
  everywhere = false;
  /** Deeds that the server would not take back. @type {Set<string>} */
  stuck = new Set();
  /** What had the keyboard before the dialog. @type {Element|null} */
  #opener = null;
  /**
   * The last decision made here: its deed, which the answer names before the table shows it.
   * @type {Promise<{id: string, said: string}|null>}
   */
  #last = Promise.resolve(null);
  /** What became of the last change of the day. */
  told = "";

  /**
   * @param {ReturnType<typeof import("../../core/boot.js").start>} app
   * @param {(text: string) => void} say tells screen readers what was done
   */
  constructor({ table, sender, boot, clock, link }, say) {
    super(sender, { say });
    this.table = table;
    this.sender = sender;
    this.boot = boot;
    this.clock = clock;
    this.link = link;
    this.polls = new PollDesk(this);
    table.on(
      (changed) => changed.has("tempo") && table.all("tempo").forEach((row) => this.tempo.hear(row, Date.now())),
    );
  }

  /** The session or slot in front: the picked one, else the one that runs, else the one that attendees are asking in. */
  get session() {
    const wanted = this.picked ?? running(this.table)?.id ?? followed(this.table).id;
    return (wanted ? placeOf(this.table, wanted) : null) ?? day(this.table)[0] ?? null;
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
    const id = this.view === "questions" ? this.current[this.column] : null;
    return id ? (this.table.get("question", id) ?? null) : null;
  }

  /** The column that keys act in; beside the screen's that is the one in the middle. @type {Place} */
  get column() {
    if (this.tab !== "screen") return this.tab;
    return this.view === "polls" ? "poll" : "next";
  }

  /** Ids of questions and polls whose command is on its way. */
  get busy() {
    const sending = this.sender.pending.filter((entry) => entry.state === "sending");
    return new Set(sending.flatMap((entry) => [entry.args.id, ...(entry.args.ids ?? [])]));
  }

  /** Bring a column to the front, with the keyboard in it. @param {Desk["view"]} view @param {Desk["tab"]} tab */
  see(view, tab) {
    Object.assign(this, { view, tab });
    this.redraw();
    const writes = () => this.view === "polls" && this.tab === "poll" && this.polls.form;
    afterDrawing(() => writes() || backTo(this, null));
  }

  /**
   * Send a command about questions, and say what was done.
   * @param {string} name @param {{id?: string, ids?: string[], into?: string, [more: string]: any}} args
   */
  async decide(name, args) {
    const ids = [args.into, args.id, ...(args.ids ?? [])].filter((id) => id !== undefined);
    const said = undoWords({ id: "", do: name, ids, at: 0, by: "", undone: false }, this.textOf);
    const sent = this.act(name, args, said);
    this.#last = sent.then(({ ok, result }) => (ok && result?.undo ? { id: result.undo, said } : null));
    return sent;
  }

  /** Do an action by its name to one question or to several. @param {string} name @param {string[]} ids */
  async perform(name, ids) {
    const [id] = ids;
    const question = id ? this.table.get("question", id) : null;
    const action = question && actionsOn(question.state).find((known) => known.name === name);
    if (!id || !action) return;
    if (name === "merge") return this.openDialog({ what: "merge", ids });
    if (!action.do) return this.open(id, /** @type {Editor} */ (name));
    const answer = await this.decide(action.do, ids.length === 1 ? { id } : { ids });
    if (!answer.ok) return;
    this.touched = { column: null, at: -Infinity };
    ids.forEach((done) => this.selected.delete(done));
    this.redraw();
  }

  /** The deed that undo would take back. */
  get deed() {
    const here = new Set(questionsOf(this.table, this.session?.id).map((q) => q.id));
    const merged = this.table
      .all("question")
      .filter((q) => q.merged && here.has(q.merged))
      .map((q) => q.id);
    merged.forEach((id) => here.add(id));
    const onDay = (/** @type {string} */ id) => Boolean(this.table.get("session", id) ?? this.table.get("slot", id));
    return lastUndoable(/** @type {any[]} */ (this.table.all("undo_record")), {
      concerns: (id) => here.has(id) || onDay(id),
      stuck: this.stuck,
    });
  }

  /** Take back what was done last, also if that is still on its way. */
  async undo() {
    const last = await this.#last;
    const { deed } = this;
    const fresh = last && !this.table.get("undo_record", last.id) ? last : null;
    const id = fresh?.id ?? deed?.id;
    if (!id) return;
    this.#last = Promise.resolve(null);
    const said = fresh?.said ?? undoWords(/** @type {any} */ (deed), this.textOf);
    const answer = await this.act("undo", { id }, t("Taken back: {deed}", { deed: said }));
    if (answer.code === "changed_since") this.stuck.add(id);
    this.redraw();
  }

  /** @param {string} id */
  textOf = (id) => this.table.get("question", id)?.text ?? pick(placeOf(this.table, id)?.title);

  /** Put something on the screen. @param {string} what @param {string|null} [text] */
  async show(what, text = null) {
    // The projector follows the session that runs; another one that is moderated here has to be named.
    const away = this.session?.id !== running(this.table)?.id;
    const named = what === "top" ? this.session?.id : what === "question" ? this.columns.stage?.id : null;
    const id = what === "poll" ? this.polls.showable?.id : (away && named) || null;
    if (id === undefined) {
      this.refuse(t("There is no open or closed poll to show."));
      return { ok: false };
    }
    const [card, part] = what === "summary" ? (deck(this.table)[0] ?? []) : [id];
    if (card === undefined) {
      this.refuse(t("No summary is published yet. Open the page of the summary to look at it."));
      return { ok: false };
    }
    const args = { screen: this.target, what, id: card, ...(part && { part }), ...(text && { text }) };
    return this.act("screen.show", args, t("On the screen now: {what}", { what: slideWord(what) }));
  }

  /** Where it is shown: one screen, or all of them. */
  get target() {
    return this.everywhere ? "*" : this.screen;
  }

  /** The screens that there are, the main one first. */
  get screens() {
    return this.table.ids("screen").sort((a, b) => Number(b === "main") - Number(a === "main") || (a < b ? -1 : 1));
  }

  /** @param {string} name */
  toScreen(name) {
    this.screen = name;
    this.say(t("Screen: {name}", { name }));
    this.redraw();
  }

  nextScreen() {
    const { screens } = this;
    this.toScreen(screens[(screens.indexOf(this.screen) + 1) % screens.length] ?? "main");
  }

  /** The next card of the summary, or the one before. @param {number} by */
  turn(by) {
    return this.act("screen.turn", { screen: this.screen, by });
  }

  /** Show the poll that is on the screen as something else. @param {string} id @param {string|null} part */
  showPart(id, part) {
    return this.act("screen.show", { screen: this.target, what: "poll", id, part });
  }

  toggleHold() {
    if (this.holder.on) this.holder.release();
    else this.holder.hold();
    this.say(this.holder.on ? t("The lists are held") : t("The lists follow again"));
    this.redraw();
  }

  /** @param {"fair"|"support"|"time"} [sort] by default the next one */
  order(sort = SORTS[(SORTS.indexOf(this.sort) + 1) % SORTS.length]) {
    this.sort = sort;
    this.say(t("Order: {sort}", { sort: sortWord(sort) }));
    this.redraw();
  }

  /** Whether people can react in the session in front. */
  get reacting() {
    const { session } = this;
    return reactable(this.table, session && { ...session, state: "running" });
  }

  /** How many asked for another tempo in the last minute; empty if nobody did. */
  get tempoWords() {
    return this.session ? tempoWords(this.tempo.of(this.session.id, Date.now())) : "";
  }

  async toggleReactions() {
    if (!this.session) return;
    const open = !this.reacting;
    const done = open ? t("People can react") : t("Reactions are off");
    await this.act("reaction.switch", { id: this.session.id, open }, done);
  }

  /** @param {"open"|"moderated"} what */
  async toggleQa(what) {
    if (!this.session) return;
    const on = !this.qa[what];
    const words = {
      open: on ? t("Questions are open") : t("Questions are closed"),
      moderated: on ? t("Questions wait for approval") : t("Questions go straight to the list"),
    };
    await this.act("session.qa", { id: this.session.id, [what]: on }, words[what]);
  }

  /** Move the planned end. @param {number} minutes */
  extend(minutes) {
    const { session } = this;
    if (session?.end) {
      this.dayAct(this.table.get("slot", session.id) ? "slot.extend" : "session.extend", { id: session.id, minutes });
    }
  }

  /** Change the day; what was done can be undone like a decision about a question. @param {string} name @param {any} args */
  async dayAct(name, args) {
    this.told = "";
    const answer = await this.act(name, args);
    this.#last = Promise.resolve(
      answer.ok && answer.result?.undo
        ? {
            id: answer.result.undo,
            said: undoWords(
              { id: "", do: name, ids: [args.id ?? args.from], at: 0, by: "", undone: false },
              this.textOf,
            ),
          }
        : null,
    );
    return answer;
  }

  /** Say what came of it, here and to screen readers. @param {string} text */
  tell(text) {
    this.told = text;
    this.say(text);
    this.redraw();
  }

  /** @param {string} id */
  toggleSelected(id) {
    if (!this.selected.delete(id)) this.selected.add(id);
    this.redraw();
  }

  /** @param {("selected"|"trouble")[]} what */
  clear(...what) {
    if (what.includes("selected")) this.selected.clear();
    if (what.includes("trouble")) this.trouble = null;
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
    this.#opener = document.activeElement;
    this.dialog = dialog;
    this.redraw();
  }

  /** Close the dialog; the keyboard goes back to where it was. */
  closeDialog() {
    if (!this.dialog) return;
    this.dialog = null;
    this.redraw();
    afterDrawing(() => backTo(this, this.#opener));
  }

  /** @param {string} id the session to look at; with the one that runs, the page follows the programme again */
  pick(id) {
    this.told = "";
    this.picked = id === running(this.table)?.id ? null : id;
    this.selected.clear();
    this.holder.release();
    this.current = { waiting: null, next: null, polls: null, poll: null };
    this.redraw();
  }

  /** Whether a reload would cost something. */
  get writing() {
    return this.editor !== null || this.dialog !== null || this.polls.form !== null;
  }
}
