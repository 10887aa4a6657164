/** What one person is doing with the questions: which session, which order, held or not, and the text not sent yet. */
import { bySupport, byTime } from "../../questions/fair.js";
import { Order } from "../../kit/order.js";
import { questionsOf, votesIn } from "../../programme/session.js";
import { followed } from "../../questions/places.js";
import { Reading } from "../../kit/reading.js";
import { drafts } from "../../core/drafts.js";
import { device } from "../../core/storage.js";
import { PATIENCE } from "../../kit/view.js";
import { supports } from "../../topics/topics.js";
import { t } from "../../core/words.js";
import { Parts } from "./parts.js";

/** @typedef {ReturnType<typeof import("../../core/boot.js").start>} App */

/** Shorter texts are like everything. */
const ENOUGH = 12;
const ALIKE = 0.3;
const NOTE_STAYS = 8000;
/** What the text of a question is kept under, until it is sent. */
export const ASK = "ask";
const UNSENT = { text: "", saved: /** @type {boolean} */ (false) };

export class AttendeeState {
  /** @type {App} */
  app;
  /** @type {() => void} */
  redraw = () => {};
  /** @type {{now: (text: string) => void, soon: (text: string, said?: () => void) => void}} */
  say = { now() {}, soon() {} };
  held = false;
  sort = device.get("companion:sort") === "newest" ? "newest" : "support";
  name = device.get("companion:name");
  lang = "";
  text = "";
  /** Why a check-in was refused. */
  arriving = "";
  /** Whether they have checked in a moment ago. */
  arrived = false;
  /** What became of the question sent last; shown where it was written. */
  sent = UNSENT;
  /** Short-lived sentences beside a question: its id to the text. @type {Map<string, string>} */
  notes = new Map();

  #chosen = "";
  /** The place shown last, kept while a text for it is being written. @type {string|null} */
  #last = null;
  /** @type {Order<RowOf<"question">>} */
  #order = new Order();
  /** @type {Order<RowOf<"question">>} */
  #answered = new Order();
  #reading = new Reading(
    () => document.querySelector(".questions"),
    () => this.redraw(),
  );

  /** What one does with polls; there once their part is. */
  voting = /** @type {import("./voting.js").Voting} */ (/** @type {unknown} */ (null));

  /** The poll that comes to the reader; there once their part is. */
  sheet = /** @type {import("./sheet.js").Sheet} */ (/** @type {unknown} */ (null));

  /** @param {App} app */
  constructor(app) {
    this.app = app;
    this.text = drafts.get(ASK)?.text ?? "";
    this.parts = new Parts(this);
  }

  /** Whether nobody is busy with the questions, so that things may move. */
  get free() {
    return !this.held && this.#reading.free;
  }

  /** The session or slot whose questions are shown, and, if that is open, the choice. */
  get where() {
    const { table } = this.app;
    if (this.#chosen && table.get("qa", this.#chosen)) return { id: this.#chosen, choice: [] };
    const found = followed(table);
    if (this.text && this.#last && found.id !== this.#last) return { id: this.#last, choice: [] };
    this.#last = found.id;
    return found;
  }

  /** Whether the person has picked a place; else the page follows the programme. */
  get chosen() {
    return this.#chosen;
  }

  /** @param {string} id empty: follow the programme */
  choose(id) {
    this.#chosen = id;
    this.#last = null;
    this.redraw();
  }

  /** @param {string} sort */
  setSort(sort) {
    this.sort = sort;
    device.set("companion:sort", sort);
    this.redraw();
  }

  hold() {
    this.held = !this.held;
    this.say.now(this.held ? t("List paused.") : t("List live again."));
    this.redraw();
  }

  /** Go to the top of the list, where new questions come in. */
  catchUp() {
    this.held = false;
    this.#reading.rest();
    document.querySelector(".questions")?.scrollIntoView();
    this.redraw();
  }

  /** @param {string} text */
  write(text) {
    this.text = text;
    this.redraw();
  }

  /** The name stays on this device only. @param {string} name */
  sign(name) {
    this.name = name;
    device.set("companion:name", name);
  }

  /** The questions as they are to be shown, answered ones apart. @param {string|null} session */
  list(session) {
    const { table } = this.app;
    const all = questionsOf(table, session);
    const live = all.filter((q) => q.state === "live");
    const votes = votesIn(table);
    const ids = this.sort === "support" ? bySupport(live, votes) : byTime(live).reverse();
    const wanted = [
      ...all.filter((q) => q.state === "answering"),
      ...ids.flatMap((id) => table.get("question", id) ?? []),
    ];
    const answered = all
      .filter((q) => q.state === "answered")
      .sort((a, b) => (b.answered_at ?? 0) - (a.answered_at ?? 0));
    const how = { free: this.free, frozen: this.held };
    const found = this.#order.arrange(wanted, { ...how, about: `${session} ${this.sort}` });
    return {
      ...found,
      // What the person took back itself need not wait for its eyes to leave.
      rows: found.rows.filter((q) => table.get("own_question", q.id)?.state !== "withdrawn"),
      answered: this.#answered.arrange(answered, { ...how, about: session }).rows,
    };
  }

  /** Questions that ask nearly the same as the text being written. @param {string|null} session */
  alike(session) {
    const text = this.text.trim();
    if (text.length < ENOUGH) return [];
    const visible = questionsOf(this.app.table, session);
    const hits = this.parts.similar.now?.similar(text, visible, { limit: 2, min: ALIKE });
    return (hits ?? []).map((hit) => this.app.table.get("question", hit.id)).filter(Boolean);
  }

  /** Say something beside a question, for a while. @param {string} id @param {string} text */
  note(id, text) {
    this.notes.set(id, text);
    this.say.now(text);
    this.redraw();
    setTimeout(() => {
      this.notes.delete(id);
      this.redraw();
    }, NOTE_STAYS);
  }

  /** Own support for a question: as the table has it, and what was asked of the server since. @param {string} id */
  support(id) {
    const { table, sender } = this.app;
    const on = supports(table, id);
    const last = sender.pending.filter((entry) => isTap(entry) && entry.args.id === id).pop();
    const want = last ? last.do === "question.upvote" : on;
    return { on, want, sending: want !== on };
  }

  /** Support a question, or take it back. @param {string} id */
  async tap(id) {
    const { want } = this.support(id);
    const answer = await this.app.sender.do(want ? "question.unvote" : "question.upvote", { id }, { quiet: true });
    if (!answer.ok) this.note(id, answer.message ?? "");
  }

  /** Take an own question back. @param {string} id */
  async withdraw(id) {
    const answer = await this.app.sender.do("question.withdraw", { id }, { quiet: true });
    if (answer.ok) this.say.now(t("Your question was taken back."));
    else this.note(id, answer.message ?? "");
  }

  /** Send the text as a question. @param {string} session */
  async ask(session) {
    const text = this.text.trim();
    if (!text) return;
    const args = {
      session,
      text,
      ...(this.name.trim() && { name: this.name.trim() }),
      ...(this.lang && { lang: this.lang }),
    };
    this.write("");
    const sent = (this.sent = { ...UNSENT });
    setTimeout(this.redraw, PATIENCE + 100); // by then it has been sent, or it has to be said that it is not
    const answer = await this.app.sender.do("question.ask", args);
    const queued = answer.result?.state === "queued";
    sent.saved = answer.ok;
    sent.text = !answer.ok
      ? t("Not saved: {message}", { message: answer.message ?? "" })
      : queued
        ? t("Saved. Your question waits for approval.")
        : t("Saved. Your question is on the list.");
    this.say.now(sent.text);
    this.redraw();
    setTimeout(() => {
      if (sent.saved) sent.text = "";
      this.redraw();
    }, NOTE_STAYS);
  }

  /** Put a refused question back into the box. @param {import("../../core/send.js").Entry} entry */
  again(entry) {
    this.app.sender.forget(entry.cid);
    this.sent = UNSENT;
    drafts.write(ASK, { text: entry.args.text });
    this.write(entry.args.text);
    document.querySelector("textarea")?.focus();
  }
}

/** @param {import("../../core/send.js").Entry} entry */
const isTap = (entry) => (entry.do === "question.upvote" || entry.do === "question.unvote") && entry.state !== "failed";
