/** The moderator's page between two drawings: what is chosen, open and selected, and how a decision is sent. */
import { day, placeOf, questionOf, running, upcoming } from "../../programme/session.js";
import { followed } from "../../questions/places.js";
import { SimilarQuestions } from "../../questions/similar_questions.js";
import { Confirm } from "../../kit/confirm.js";
import { lettersOn } from "../../kit/keys.js";
import { PageState } from "../../kit/page.js";
import { afterDrawing } from "../../kit/view.js";
import { t } from "../../core/words.js";
import { CrewLine } from "../floor/crew_line.js";
import { floorOf, together } from "../../floor/floor.js";
import { Chair } from "../floor/state.js";
import { AnswerLinks } from "../../reports/answer_links.js";
import { actionsOn } from "./actions.js";
import { leadBack } from "./focus.js";
import { PollsState } from "./polls_state.js";
import { Inbox } from "./inbox.js";
import { QuestionLists } from "./question_lists.js";
import { Screens } from "./screens.js";
import { SessionControls } from "./session_controls.js";
import { Undo } from "./undo.js";

/** @typedef {import("../../questions/columns.js").Column} QuestionColumn */
/** @typedef {"edit"|"reply"|"label"|"assign"} Editor */
/** @typedef {QuestionColumn|"polls"|"poll"|"floor"} Column of questions, of polls, the poll in front, or hands */
/**
 * @typedef {{what: "help"}|{what: "session"}|{what: "summary"}|{what: "merge", ids: string[]}|{what: "hands", id:
 * string}
 *   |{what: "ask"}|{what: "written"}|{what: "confirm", id: string, name: string}
 *   |{what: "erase", of: import("./erase.js").Erasable, id: string}} Dialog
 *   confirm: an action on a poll that cannot be undone; erase: what is to go for good
 */

/** @returns {Record<Column, string|null>} */
const noRows = () => ({ waiting: null, next: null, polls: null, poll: null, floor: null });

export class ModeratorState extends PageState {
  /** Session that was picked by hand. @type {string|null} */
  picked = null;
  /** Questions for which something is done at once. @type {Set<string>} */
  selected = new Set();
  /**
   * What is being written inside a row, and what stood there at the beginning.
   * @type {{id: string, what: Editor, base?: string}|null}
   */
  editor = null;
  /** The dialog that is open. @type {Dialog|null} */
  dialog = null;
  /** What the two columns on the left are about. @type {"questions"|"polls"|"floor"} */
  view = "questions";
  /** Column in front on a small screen, and the one the arrows act in. @type {Column|"screen"} */
  tab = "waiting";
  /** The current row of each column. */
  current = noRows();
  /** Whether single letters are shortcuts. */
  letters = lettersOn();
  /** The parking lot: topics that are ticked, and the one whose words are being changed. */
  lot = { open: false, ticked: /** @type {Set<string>} */ (new Set()), edited: /** @type {string|null} */ (null) };
  /** What had the keyboard before the dialog. @type {Element|null} */
  #opener = null;

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
    this.undo = new Undo(this);
    this.inbox = new Inbox(this);
    this.lists = new QuestionLists(this);
    this.polls = new PollsState(this);
    this.screens = new Screens(this);
    this.sessions = new SessionControls(this);
    this.answerLinks = new AnswerLinks(this, `/e/${boot.event}/moderate/handovers`, "handover.renew");
    this.confirm = new Confirm(() => this.redraw());
    this.similar = new SimilarQuestions(table);
    const host = { table, clock, act: this.act, redraw: () => this.redraw() };
    this.chair = new Chair(host, () => this.session?.id ?? "");
    this.crew = new CrewLine(host, () => ({ role: "moderator" }));
  }

  /** The session or slot in front: the picked one, else the one that the programme is at. */
  get session() {
    const picked = this.picked ? placeOf(this.table, this.picked) : null;
    return picked ?? this.#followed;
  }

  /**
   * Where the programme is: what runs; before it begins the first item, after its end the last; between two items the
   * one in
   * which people ask.
   */
  get #followed() {
    const on = running(this.table);
    if (on) return on;
    const all = day(this.table).filter(({ state }) => state !== "cancelled");
    if (all.every(({ state }) => state === "planned")) return all[0] ?? null;
    if (!upcoming(this.table).length) return all[all.length - 1] ?? null;
    const asked = followed(this.table).id;
    return (asked ? placeOf(this.table, asked) : null) ?? all[0] ?? null;
  }

  /** Whether the page shows something else than where the programme is. */
  get away() {
    return this.picked !== null && this.picked !== this.#followed?.id;
  }

  /** Go with the programme again. */
  follow() {
    this.pick(this.#followed?.id ?? "");
  }

  /** The question that keys act on. */
  get focused() {
    const id = this.view === "questions" ? this.current[this.column] : null;
    return id ? (questionOf(this.table, id) ?? null) : null;
  }

  /** The column that keys act in; beside the screen's that is the one in the middle. @type {Column} */
  get column() {
    if (this.tab !== "screen") return this.tab;
    if (this.view === "floor") return "floor";
    return this.view === "polls" ? "poll" : "next";
  }

  /** Ids of questions and polls whose command is on its way. */
  get busy() {
    const sending = this.sender.pending.filter((entry) => entry.state === "sending");
    return new Set(sending.flatMap((entry) => [entry.args.id, ...(entry.args.ids ?? [])]));
  }

  /**
   * Wait until a row that was changed here has come back.
   * @template {import("../../core/table.js").Kind} K
   * @param {K} kind @param {string} id @param {(row: RowOf<K>) => boolean} [is] what it must be like
   * @returns {Promise<void>}
   */
  arrival(kind, id, is = () => true) {
    const { table } = this;
    const there = () => {
      const row = table.get(kind, id);
      return Boolean(row && is(row));
    };
    if (there()) return Promise.resolve();
    return new Promise((resolve) => {
      const off = table.on(() => {
        if (!there()) return;
        off();
        resolve();
      });
    });
  }

  /** Whether a reload would cost something. */
  get writing() {
    return this.editor !== null || this.dialog !== null || this.polls.draft.form !== null || this.chair.adding !== null;
  }

  /** Bring a column to the front, with the keyboard in it. @param {ModeratorState["view"]} view @param {Column} tab */
  see(view, tab) {
    Object.assign(this, { view, tab });
    this.redraw();
    const drafts = () => this.view === "polls" && this.tab === "poll" && this.polls.draft.form;
    afterDrawing(() => drafts() || leadBack(this, null));
  }

  /**
   * Send a command about questions, and say what was done.
   * @param {string} name @param {{id?: string, ids?: string[], into?: string, [more: string]: unknown}} args
   */
  decide(name, args) {
    const ids = [args.into, args.id, ...(args.ids ?? [])].filter((id) => id !== undefined);
    const words = this.undo.wordsFor(name, ids);
    return this.undo.follow(this.act(name, args, words), words);
  }

  /** Do an action by its name to one question or to several. @param {string} name @param {string[]} ids */
  async perform(name, ids) {
    const [id] = ids;
    const question = id ? questionOf(this.table, id) : null;
    const action = question && actionsOn(question.state).find((known) => known.name === name);
    if (!id || !action) return;
    if (name === "mute") return this.#mute(id);
    if (name === "merge") return this.openDialog({ what: "merge", ids });
    if (name === "erase") return this.openDialog({ what: "erase", of: "question", id });
    if (!action.do) return this.open(id, /** @type {Editor} */ (name));
    const called = name === "answer" && question.state === "live" && together(floorOf(this.table, question.session));
    if (called) return void this.chair.call(id); // so that it counts as a turn, and whoever speaks is done
    const answer = await this.decide(action.do, ids.length === 1 ? { id } : { ids });
    if (!answer.ok) return;
    this.lists.letGo();
    ids.forEach((done) => this.selected.delete(done));
    this.redraw();
  }

  /** Hide all from the device that asked a question, and let what follows wait. @param {string} id */
  async #mute(id) {
    const words = t("Muted a device");
    await this.undo.follow(this.act("device.mute", { of: { question: id } }, words), words);
    this.lists.letGo();
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

  /** Write inside a row. @param {string} id @param {Editor} what */
  open(id, what) {
    this.editor = { id, what };
    this.redraw();
  }

  close() {
    this.editor = null;
    this.redraw();
  }

  /** @param {Dialog} dialog */
  openDialog(dialog) {
    this.#opener = document.activeElement;
    this.dialog = dialog;
    this.redraw();
    if (dialog.what === "session") afterDrawing(() => document.querySelector(".item.chosen")?.scrollIntoView());
  }

  /** Close the dialog; the keyboard goes back to where it was. */
  closeDialog() {
    if (!this.dialog) return;
    this.dialog = null;
    this.confirm.reset();
    this.sessions.early.asking = null;
    this.redraw();
    afterDrawing(() => leadBack(this, this.#opener));
  }

  /** @param {string} id the session to look at; with the one that runs, the page follows the programme again */
  pick(id) {
    if (this.sessions.changed !== id) this.sessions.forget();
    this.picked = !id || id === this.#followed?.id ? null : id;
    this.selected.clear();
    this.lists.release();
    this.current = noRows();
    this.redraw();
  }
}
