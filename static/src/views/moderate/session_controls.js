/** What the moderator does to the session in front: questions, reactions, its times. */
import { t } from "../../core/words.js";
import { reactable, Tempo, tempoWords } from "../../event/reactions.js";

/** @typedef {import("./state.js").ModeratorState} ModeratorState */

export class SessionControls {
  /** What became of the last change of the day. */
  news = "";
  #page;
  #tempo = new Tempo();

  /** @param {ModeratorState} page */
  constructor(page) {
    this.#page = page;
    const { table } = page;
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

  /** How many asked for another tempo in the last minute; empty if nobody did. */
  get tempoWords() {
    const { session } = this.#page;
    return session ? tempoWords(this.#tempo.of(session.id, Date.now())) : "";
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
   * @param {string} name @param {any} args
   */
  change(name, args) {
    const { undo } = this.#page;
    this.news = "";
    return undo.follow(this.#page.act(name, args), undo.wordsFor(name, [args.id ?? args.from]));
  }

  /** Say what came of it, here and to screen readers. @param {string} text */
  tell(text) {
    this.news = text;
    this.#page.say(text);
    this.#page.redraw();
  }
}
