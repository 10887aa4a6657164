/** What one person is doing with the polls: which can be voted in, what is being chosen, and what became of it. */
import { Ballots, complete } from "../../polls/ballots.js";
import { accepts, asked, choosable, excluded } from "../../polls/polls.js";
import { polls } from "../../polls/shown.js";
import { t } from "../../core/words.js";
import { arrived } from "./slip.js";

/** @typedef {import("./state.js").AttendeeState} AttendeeState */
/** @typedef {import("../../polls/ballots.js").Choice} Choice */

export class Voting {
  #page;
  #ballots;
  /** Polls whose saved ballot is being changed. @type {Set<string>} */
  #changing = new Set();

  /** @param {AttendeeState} page */
  constructor(page) {
    const { boot, table, sender } = page.app;
    this.#page = page;
    this.#ballots = new Ballots({ event: boot.event, table, sender, told: (poll, kept) => this.#told(poll, kept) });
  }

  /** Whether a ballot would count now. @param {RowOf<"poll">} poll */
  accepts(poll) {
    return accepts(poll, this.#page.app.boot.me, this.#page.app.clock.now());
  }

  /** Whether this person can take part. @param {RowOf<"poll">} poll */
  asked(poll) {
    return asked(poll, this.#page.app.boot.me);
  }

  /** Why not; empty if they can. @param {RowOf<"poll">} poll */
  excluded(poll) {
    return excluded(poll, this.#page.app.boot.me);
  }

  /**
   * The code for a poll that takes one ballot for each: what was typed, else the one from the slip.
   * @param {RowOf<"poll">} poll
   */
  code(poll) {
    return this.of(poll).code ?? arrived(this.#page.app.boot.event);
  }

  /** @param {RowOf<"poll">} poll @param {string} code */
  writeCode(poll, code) {
    this.#ballots.writeCode(poll, code);
    this.#page.redraw();
  }

  /** What is known of the ballot in a poll. @param {RowOf<"poll">} poll */
  of(poll) {
    const kept = this.#ballots.of(poll);
    const sending = this.#ballots.sending(poll);
    return {
      ...kept,
      sending,
      draft: kept.draft ?? kept.cast?.choice ?? undefined,
      voted: Boolean(kept.cast || sending),
    };
  }

  /** Whether the controls are shown: a ballot is to be cast, or to be changed. @param {RowOf<"poll">} poll */
  choosing(poll) {
    return this.accepts(poll) && (this.#changing.has(poll.id) || !this.of(poll).voted);
  }

  /** Polls that wait for this person. */
  get waiting() {
    return polls(this.#page.app.table).filter((poll) => this.accepts(poll) && !this.of(poll).voted);
  }

  /** Keep what is being chosen. @param {RowOf<"poll">} poll @param {Choice} draft */
  write(poll, draft) {
    this.#page.notes.delete(poll.id);
    this.#ballots.write(poll, draft);
    this.#page.redraw();
  }

  /** Send what was chosen; if that is nothing yet, say so. @param {RowOf<"poll">} poll */
  vote(poll) {
    const choice = complete(poll, this.of(poll).draft);
    if (poll.level === "codes" && !this.code(poll).trim()) {
      this.#page.note(poll.id, t("Please type the code from your slip."));
    } else if (choice !== undefined) this.#send(poll, choice);
    else this.#page.note(poll.id, choosable(poll) ? t("Please choose first.") : t("Please write something first."));
  }

  /** @param {RowOf<"poll">} poll */
  abstain(poll) {
    this.#send(poll, null);
  }

  /** Choose again. @param {RowOf<"poll">} poll */
  change(poll) {
    this.#changing.add(poll.id);
    this.#show(poll, "input:checked", ".choices :is(input, textarea, button)");
  }

  /** Leave the saved ballot as it is. @param {RowOf<"poll">} poll */
  keep(poll) {
    this.#changing.delete(poll.id);
    this.#ballots.write(poll, undefined);
    this.#show(poll, ".own");
  }

  /** @param {RowOf<"poll">} poll @param {Choice} choice */
  #send(poll, choice) {
    this.#changing.delete(poll.id);
    this.#ballots.send(poll, choice, poll.level === "codes" ? this.code(poll).trim() : undefined);
    this.#show(poll, ".own");
  }

  /**
   * What the person acted on is gone: the focus goes to what came in its place.
   * @param {RowOf<"poll">} poll
   * @param {string[]} wanted the first that is there
   */
  #show(poll, ...wanted) {
    this.#page.redraw();
    requestAnimationFrame(() => {
      const found = wanted.map((what) => document.querySelector(`#poll-${poll.id} ${what}`)).find(Boolean);
      /** @type {HTMLElement|undefined} */ (found)?.focus();
    });
  }

  /** @param {RowOf<"poll">} poll @param {import("../../polls/ballots.js").Kept} kept */
  #told(poll, { refused }) {
    this.#page.say.now(refused ? t("Not saved: {message}", { message: refused.message }) : t("Your ballot is saved."));
    this.#page.redraw();
  }
}
