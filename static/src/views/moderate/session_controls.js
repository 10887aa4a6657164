/** What the moderator does to the session in front: questions, reactions, its times. */
import { t } from "../../core/words.js";
import { loud, reactable, Tempo, tempoWords } from "../../event/reactions.js";
import { presence } from "../../programme/session.js";
import { shift } from "../day/actions.js";
import { EarlyStart } from "../day/early.js";

/** @typedef {import("./state.js").ModeratorState} ModeratorState */

export class SessionControls {
  /** What became of the last change of the day, of which item, and what takes it back. */
  news = "";
  #changed = "";
  #undo = "";
  #page;
  #tempo = new Tempo();

  /** @param {ModeratorState} page */
  constructor(page) {
    this.#page = page;
    const { table } = page;
    this.early = new EarlyStart(() => page.redraw());
    table.on((changed) => {
      if (changed.has("tempo")) table.all("tempo").forEach((row) => this.#tempo.hear(row, Date.now()));
    });
  }

  /** Whether people can ask in the session in front, and whether their questions wait for approval. */
  get qa() {
    const { table, session } = this.#page;
    return table.get("qa", session?.id ?? "") ?? { id: "", open: false, moderated: true };
  }

  /** Whether people can react in the session in front. */
  get reacting() {
    const { table, session } = this.#page;
    return reactable(table, session && { ...session, state: "running" });
  }

  /** How many asked for another tempo in the last minute; empty if they were too few to say so. */
  get tempoWords() {
    const { session, table } = this.#page;
    return session ? tempoWords(loud(this.#tempo.of(session.id, Date.now()), presence(table).all ?? 0)) : "";
  }

  /** What the buttons of the day act with. @type {import("../day/actions.js").Acting} */
  get acting() {
    const { table, clock } = this.#page;
    const { early } = this;
    return {
      table,
      clock,
      early,
      act: (/** @type {string} */ name, /** @type {Record<string, unknown>} */ args) => this.change(name, args),
      said: (/** @type {string} */ text) => this.tell(text),
    };
  }

  /** The item of the day that was changed last, as long as the change stands; empty if it was taken back. */
  get changed() {
    return this.#record?.undone ? "" : this.#changed;
  }

  /** Whether the last change of the day can still be taken back. */
  get undoable() {
    return this.#record?.undone === false;
  }

  get #record() {
    return this.#page.table.get("undo_record", this.#undo);
  }

  async toggleReactions() {
    const { session } = this.#page;
    if (!session) return;
    const open = !this.reacting;
    const done = open ? t("People can react") : t("Reactions are off");
    await this.#page.act("reaction.switch", { id: session.id, open }, done);
  }

  /** @param {"open"|"moderated"} what */
  async toggleQuestions(what) {
    const { session } = this.#page;
    if (!session) return;
    const on = !this.qa[what];
    const words = {
      open: on ? t("Questions are open") : t("Questions are closed"),
      moderated: on ? t("Questions wait for approval") : t("Questions go straight to the list"),
    };
    await this.#page.act("session.qa", { id: session.id, [what]: on }, words[what]);
  }

  /** Move the planned end. @param {number} minutes */
  extend(minutes) {
    const { session, table } = this.#page;
    if (!session?.end) return;
    void this.change(table.get("slot", session.id) ? "slot.extend" : "session.extend", { id: session.id, minutes });
  }

  /**
   * Change the day; what was done can be undone like a decision about a question.
   * @param {string} name @param {import("../../core/outbox.js").Args} args
   */
  async change(name, args) {
    const { undo } = this.#page;
    this.forget();
    const id = args.id ?? args.from;
    const words = undo.wordsFor(name, [id]);
    const answer = await undo.follow(this.#page.act(name, args), words);
    if (answer.ok) {
      this.#undo = answer.result?.undo ?? "";
      this.#changed = id;
      this.tell(words);
    }
    return answer;
  }

  /** Shift everything from an item on. @param {string} from @param {number} minutes */
  shift(from, minutes) {
    return shift(this.acting, from, minutes);
  }

  /** Take the last change of the day back. */
  async takeBack() {
    const { undo } = this.#page;
    const words = this.news;
    const id = this.#undo;
    this.forget();
    await undo.takeBackOne(id, words);
  }

  /** What was told of the last change does not hold any more. */
  forget() {
    this.news = "";
    this.#changed = "";
    this.#undo = "";
  }

  /** Say what came of it, here and to screen readers. @param {string} text */
  tell(text) {
    this.news = text;
    this.#page.say(text);
    this.#page.redraw();
  }
}
