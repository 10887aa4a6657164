/** The part of the moderator's page that is about polls: which one is in front, what is being written, and how it is sent. */
import TEMPLATES from "../../polls/templates.json" with { type: "json" };
import { PUBLIC } from "../../polls/polls.js";
import { pick, t } from "../../core/words.js";
import { readBox, takesOptions, writeBox, wrong } from "../../polls/pollbox.js";
import { pollActionsOn } from "./pollactions.js";

/** @typedef {import("./desk.js").Desk} Desk */
/**
 * @typedef {{edits: {id: string, seen: number}|null, text: string, kind: string, results: string, electorate: string, level: string, seconds: number, grace: number, max: number,
 *   abstain: boolean, moderated: boolean, show: boolean}} Form
 */

const ORDER = ["open", "closing", "draft", "closed", "archived"];
/** What a stream is usually late, in seconds. */
const LATE = 15;

export class PollDesk {
  /** A new poll while it is written. @type {Form|null} */
  form = null;
  /** What was written when the form was left, for the next time it opens. @type {Form|null} */
  #kept = null;
  /** A poll is on its way; pressing twice makes one. */
  #making = false;
  #desk;

  /** @param {Desk} desk */
  constructor(desk) {
    this.#desk = desk;
  }

  /** Polls by where they are listed. @returns {{here: any[], archived: any[], elsewhere: any[], library: any[]}} */
  get lists() {
    const { table, session } = this.#desk;
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

  /** The poll in front. */
  get current() {
    const id = this.#desk.current.polls;
    return (id && this.#desk.table.get("poll", id)) || null;
  }

  /** The answer that has the keyboard. */
  get answer() {
    const id = this.#desk.tab === "poll" ? this.#desk.current.poll : null;
    const answer = id ? this.#desk.table.get("answer", id) : null;
    return answer && answer.poll === this.current?.id ? answer : null;
  }

  /** What the key for the screen shows: the poll in front, else the newest one that can be shown. */
  get showable() {
    const { current } = this;
    const inFront = this.#desk.view === "polls" && current && PUBLIC.includes(current.state) ? current : null;
    return inFront ?? this.lists.here.find(({ state }) => PUBLIC.includes(state)) ?? null;
  }

  /** What can be done to a poll here: one of another session can be copied, one of the library changed as well. @param {any} poll */
  actions(poll) {
    const here = poll.session === this.#desk.session?.id;
    const away = poll.session === null ? ["copy", "edit", "archive"] : ["copy", "library"];
    return pollActionsOn(poll).filter(({ name }) => here || away.includes(name));
  }

  /** Do what a key means for the poll in front. @param {string} key */
  press(key) {
    const action = this.current && this.actions(this.current).find((known) => known.key === key);
    if (action) this.perform(action.name);
  }

  /** Do an action by its name. @param {string} name @param {any} [poll] */
  async perform(name, poll = this.current) {
    const action = poll && this.actions(poll).find((known) => known.name === name);
    if (!action) return;
    if (name === "show") return this.#desk.show("poll");
    if (name === "copy") return this.write(poll);
    if (name === "edit") return this.write(poll, { id: poll.id, seen: poll.made });
    if (name === "library") return this.keep(poll);
    if (name === "hands") return this.#desk.openDialog({ what: "hands", id: poll.id });
    if (action.asks) return this.#desk.openDialog({ what: "sure", id: poll.id, name });
    await this.send(name, poll);
  }

  /** Send an action that needs nothing else than the poll. @param {string} name @param {any} poll */
  async send(name, poll) {
    const action = pollActionsOn(poll).find((known) => known.name === name);
    if (!action?.do) return null;
    return this.#desk.act(action.do, { id: poll.id }, action.said?.());
  }

  /** Make a draft of topics, to be looked at before it is opened. @param {string[]} topics ids */
  async ofTopics(topics) {
    const desk = this.#desk;
    if (!desk.session) return;
    const made = await desk.act("poll.create", {
      session: desk.session.id,
      kind: "single",
      title: TEMPLATES.topics,
      topics,
    });
    if (!made.ok) return;
    const { id } = made.result;
    await this.#arrival(id);
    desk.current.polls = id;
    const draft = desk.table.get("poll", id);
    if (draft) this.write(draft, { id, seen: draft.made });
  }

  /** Put a copy into the library. @param {any} poll */
  async keep(poll) {
    await this.#desk.act("poll.copy", { id: poll.id, session: null }, t("A copy is in the library"));
  }

  /**
   * Begin a new poll, or go on with the one that was left.
   * @param {any} [from] one to copy @param {{id: string, seen: number}|null} [edits] the draft to change, with its `made`
   */
  write(from, edits = null) {
    const desk = this.#desk;
    const begun = from ? null : (this.form ?? this.#kept);
    if (begun) {
      this.form = begun;
      /** @type {HTMLElement|null} */ (document.querySelector(".poll-form textarea"))?.focus();
      return desk.see("polls", "poll");
    }
    const event = desk.table.get("event", desk.boot.event);
    this.form = {
      edits,
      text: from ? writeBox(from) : "",
      kind: from?.kind ?? "single",
      results: from?.results ?? "live",
      electorate: from?.electorate ?? "everyone",
      level: from?.level ?? "mood",
      seconds: 0,
      grace: from?.grace ?? (event?.stream ? LATE : 0),
      max: from && from.max < from.options.length && from.kind === "multiple" ? from.max : 0,
      abstain: from?.abstain ?? false,
      moderated: from?.moderated ?? true,
      show: true,
    };
    desk.see("polls", "poll");
  }

  /** Put the form away; what was written is kept as long as the page lives. */
  aside() {
    this.#kept = this.form?.text.trim() ? this.form : this.form ? null : this.#kept;
    this.form = null;
  }

  leave() {
    this.aside();
    this.#desk.see("polls", "polls");
  }

  /** What keeps the form from being sent, in words. */
  get problem() {
    const { form } = this;
    const found = form && wrong(readBox(form.text), form.kind);
    if (!found) return null;
    return {
      title: t("The first line is the question."),
      few: t("Each further line is an option. It takes at least two."),
      many: t("No more than 12 options."),
      long: t("A line may have 140 characters in each language."),
    }[found];
  }

  /** Make the poll, and open it if that is wanted. @param {boolean} open */
  async make(open) {
    const { form } = this;
    const desk = this.#desk;
    if (!form || !desk.session || this.#making) return;
    if (this.problem) return desk.refuse(this.problem);
    const { title, options } = readBox(form.text);
    const used = takesOptions(form.kind) ? options : [];
    const max = form.max && Math.min(form.max, form.kind === "cloud" ? 3 : used.length);
    const { edits, kind, results, electorate, level, grace, abstain, moderated } = form;
    const terms = {
      kind,
      title,
      options: used,
      results,
      electorate,
      level,
      grace,
      abstain,
      moderated,
      ...(max ? { max } : {}),
    };
    const session = edits ? (desk.table.get("poll", edits.id)?.session ?? null) : desk.session.id;
    this.#making = true;
    const made = await desk.act(edits ? "poll.edit" : "poll.create", { ...edits, session, ...terms });
    this.#making = false;
    if (!made.ok) return;
    const id = edits?.id ?? made.result.id;
    this.form = this.#kept = null;
    desk.redraw();
    const opened = open
      ? await desk.act("poll.open", { id, ...(form.seconds ? { seconds: form.seconds } : {}) })
      : null;
    if (opened?.ok && form.show) await desk.act("screen.show", { screen: desk.target, what: "poll", id });
    desk.say(
      opened?.ok
        ? t("The poll is open: “{title}”", { title: pick(title.de && title.en ? title : title.de || title.en) })
        : t("Saved as a draft"),
    );
    await this.#arrival(id);
    desk.current.polls = id;
    desk.see("polls", "polls");
  }

  /** Wait until a poll that the server has made is in the table. @param {string} id @returns {Promise<void>} */
  #arrival(id) {
    const { table } = this.#desk;
    if (table.get("poll", id)) return Promise.resolve();
    return new Promise((resolve) => {
      const off = table.on(() => {
        if (!table.get("poll", id)) return;
        off();
        resolve();
      });
    });
  }

  /** Show or hide answers. @param {"approve"|"hide"} what @param {string[]} ids */
  async judge(what, ids) {
    if (!ids.length) return;
    const done = what === "approve" ? t("Everybody sees it now") : t("Hidden from everybody but you");
    await this.#desk.act(`answer.${what}`, { ids }, done);
  }
}
