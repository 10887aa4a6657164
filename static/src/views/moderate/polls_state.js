/** The polls on the moderator's page: which one is in front, what can be done to it, and how that is sent. */
import TEMPLATES from "../../polls/templates.json" with { type: "json" };
import { PUBLIC } from "../../polls/shown.js";
import { t } from "../../core/words.js";
import { sameAnswers } from "./answer_groups.js";
import { pollActionsOn } from "./poll_actions.js";
import { PollDraft } from "./poll_draft.js";

/** @typedef {import("./state.js").ModeratorState} ModeratorState */

const ORDER = ["open", "closing", "draft", "closed", "archived"];
/** Options of a poll. */
const MOST = 12;

export class PollsState {
  #page;
  /** Lists that were opened by hand. @type {Set<string>} */
  #unfolded = new Set();

  /** @param {ModeratorState} page */
  constructor(page) {
    this.#page = page;
    this.draft = new PollDraft(page);
  }

  /** Polls by where they are listed. @returns {Record<"here"|"archived"|"elsewhere"|"library", RowOf<"poll">[]>} */
  get lists() {
    const { table, session } = this.#page;
    const all = [...table.all("poll")].sort(
      (a, b) => ORDER.indexOf(a.state) - ORDER.indexOf(b.state) || b.made - a.made,
    );
    const here = all.filter((poll) => poll.session === session?.id);
    return {
      here: here.filter(({ state }) => state !== "archived"),
      archived: here.filter(({ state }) => state === "archived"),
      elsewhere: all.filter((poll) => poll.session !== null && poll.session !== session?.id),
      library: all.filter((poll) => poll.session === null && poll.state === "draft"),
    };
  }

  /** @param {string} name of a list */
  isOpen(name) {
    return this.#unfolded.has(name);
  }

  /** @param {string} name of a list */
  toggle(name) {
    if (!this.#unfolded.delete(name)) this.#unfolded.add(name);
    this.#page.redraw();
  }

  /** The poll in front. */
  get current() {
    const id = this.#page.current.polls;
    return (id && this.#page.table.get("poll", id)) || null;
  }

  /** The answer that has the keyboard. */
  get answer() {
    const id = this.#page.tab === "poll" ? this.#page.current.poll : null;
    const answer = id ? this.#page.table.get("answer", id) : null;
    return answer && answer.poll === this.current?.id ? answer : null;
  }

  /** What the key for the screen shows: the poll in front, else the newest one that can be shown. */
  get showable() {
    const { current } = this;
    const inFront = this.#page.view === "polls" && current && PUBLIC.includes(current.state) ? current : null;
    return inFront ?? this.lists.here.find(({ state }) => PUBLIC.includes(state)) ?? null;
  }

  /**
   * What can be done to a poll here: one of another session can be copied, one of the library changed as well.
   * @param {RowOf<"poll">} poll
   */
  actions(poll) {
    const here = poll.session === this.#page.session?.id;
    const away = poll.session === null ? ["copy", "edit", "archive"] : ["copy", "library"];
    return pollActionsOn(poll).filter(({ name }) => here || away.includes(name));
  }

  /** Do what a key means for the poll in front. @param {string} key */
  press(key) {
    const action = this.current && this.actions(this.current).find((known) => known.key === key);
    if (action) void this.perform(action.name);
  }

  /** Do an action by its name. @param {string} name @param {RowOf<"poll">|null} [poll] */
  async perform(name, poll = this.current) {
    const action = poll && this.actions(poll).find((known) => known.name === name);
    if (!action) return;
    if (name === "show") return this.#page.screens.show("poll");
    if (name === "copy") return this.draft.copy(poll);
    if (name === "edit") return this.draft.edit(poll);
    if (name === "library") return this.#keep(poll);
    if (name === "hands") return this.#page.openDialog({ what: "hands", id: poll.id });
    if (action.asks) return this.#page.openDialog({ what: "confirm", id: poll.id, name });
    await this.send(name, poll);
  }

  /** Send an action that needs nothing else than the poll. @param {string} name @param {RowOf<"poll">} poll */
  async send(name, poll) {
    const action = pollActionsOn(poll).find((known) => known.name === name);
    return action?.do ? this.#page.act(action.do, { id: poll.id }, action.done?.()) : null;
  }

  /** Put a copy into the library. @param {RowOf<"poll">} poll */
  async #keep(poll) {
    await this.#page.act("poll.copy", { id: poll.id, session: null }, t("A copy is in the library"));
  }

  /** Make a draft of topics, to be looked at before it is opened. @param {string[]} topics ids */
  async ofTopics(topics) {
    const { session, table } = this.#page;
    if (!session) return;
    const used = { topics: topics.slice(0, MOST), title: TEMPLATES.topics };
    const made = await this.#page.act("poll.create", { session: session.id, kind: "single", ...used });
    if (!made.ok) return;
    await this.bringToFront(made.result.id);
    const poll = table.get("poll", made.result.id);
    if (poll) this.draft.edit(poll);
  }

  /** Make a poll the one in front, as soon as the table has it. @param {string} id */
  async bringToFront(id) {
    await this.#page.arrival("poll", id);
    this.#page.current.polls = id;
  }

  /** The answers in the same state that say the same. @param {RowOf<"answer">} answer @returns {string[]} ids */
  alike(answer) {
    const others = this.#page.table
      .all("answer")
      .filter(({ poll, state }) => poll === answer.poll && state === answer.state);
    return sameAnswers(others)
      .filter((group) => group.some(({ id }) => id === answer.id))
      .flatMap((group) => group.map(({ id }) => id));
  }

  /** Show or hide answers. @param {"approve"|"hide"} what @param {string[]} ids */
  async judge(what, ids) {
    if (!ids.length) return;
    const done = what === "approve" ? t("Everybody sees it now") : t("Hidden from everybody but you");
    await this.#page.act(`answer.${what}`, { ids }, done);
  }
}
