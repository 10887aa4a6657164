/** A poll while it is written, and how it is made. */
import { readBox, takesOptions, writeBox, wrong } from "../../polls/pollbox.js";
import { profileOf } from "../../event/profile.js";
import { pick, t } from "../../core/words.js";

/** @typedef {import("./state.js").ModeratorState} ModeratorState */
/**
 * @typedef {object} Form
 * @property {{id: string, seen: number}|null} edits the draft that is changed, with its `made`; null: a new poll
 * @property {string} text the question, then one option per line
 * @property {string} kind
 * @property {string} results
 * @property {string} electorate
 * @property {string} level
 * @property {number} seconds until it closes; 0: by hand
 * @property {number} grace seconds more for people who watch the stream
 * @property {number} max choices or words per ballot; 0: as many as there can be
 * @property {boolean} abstain
 * @property {boolean} moderated
 * @property {boolean} atClose whether results can come at the close only
 * @property {boolean} show it on the screen when it opens
 */

/** What a stream is usually late, in seconds. */
const LATE = 15;
/** Words per ballot of a word cloud. */
const WORDS = 3;

export class PollDraft {
  /** What is being written. @type {Form|null} */
  form = null;
  /** What was written when the form was left, for the next time it opens. @type {Form|null} */
  #kept = null;
  /** A poll is on its way; pressing twice makes one. */
  #making = false;
  #page;

  /** @param {ModeratorState} page */
  constructor(page) {
    this.#page = page;
  }

  /** Begin a new poll, or go on with the one that was left. */
  begin() {
    const begun = this.form ?? this.#kept;
    this.form = begun ?? this.#blank();
    if (begun) /** @type {HTMLElement|null} */ (document.querySelector(".poll-form textarea"))?.focus();
    this.#page.see("polls", "poll");
  }

  /** Begin a new poll with the words of another one. @param {RowOf<"poll">} poll */
  copy(poll) {
    this.form = { ...this.#blank(), ...asWritten(poll) };
    this.#page.see("polls", "poll");
  }

  /** Change a draft. @param {RowOf<"poll">} poll */
  edit(poll) {
    const blank = this.#blank();
    this.form = { ...blank, ...asWritten(poll), edits: { id: poll.id, seen: poll.made } };
    if (blank.atClose) this.form.results = "close";
    this.#page.see("polls", "poll");
  }

  /** @returns {Form} */
  #blank() {
    const { table, boot } = this.#page;
    const event = table.get("event", boot.event);
    const atClose = !profileOf(table).liveResults;
    const terms = { kind: "single", electorate: "everyone", level: "mood", grace: event?.stream ? LATE : 0 };
    const more = { seconds: 0, max: 0, abstain: false, moderated: true, show: true };
    return { ...terms, ...more, results: "close", atClose, edits: null, text: "" };
  }

  /** Put the form away; what was written is kept as long as the page lives. */
  putAside() {
    if (this.form) this.#kept = this.form.text.trim() ? this.form : null;
    this.form = null;
  }

  leave() {
    this.putAside();
    this.#page.see("polls", "polls");
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
    const { session, polls } = this.#page;
    if (!form || !session || this.#making) return;
    if (this.problem) return this.#page.refuse(this.problem);
    this.#making = true;
    const id = await this.#save(form, session.id);
    this.#making = false;
    if (id === null) return;
    this.form = this.#kept = null;
    this.#page.redraw();
    const opened = open && (await this.#open(id, form));
    const { title } = readBox(form.text);
    const words = pick(title.de && title.en ? title : title.de || title.en);
    this.#page.say(opened ? t("The poll is open: “{title}”", { title: words }) : t("Saved as a draft"));
    await polls.bringToFront(id);
    this.#page.see("polls", "polls");
  }

  /** @param {Form} form @param {string} here the session in front @returns {Promise<string|null>} its id */
  async #save({ edits, ...form }, here) {
    const terms = termsOf(form);
    const session = edits ? (this.#page.table.get("poll", edits.id)?.session ?? null) : here;
    const made = await this.#page.act(edits ? "poll.edit" : "poll.create", { ...edits, session, ...terms });
    return made.ok ? (edits?.id ?? made.result.id) : null;
  }

  /** @param {string} id @param {Form} form @returns {Promise<boolean>} whether it is open */
  async #open(id, { seconds, show }) {
    const { ok } = await this.#page.act("poll.open", { id, ...(seconds ? { seconds } : {}) });
    if (ok && show) await this.#page.screens.showPoll(id);
    return ok;
  }
}

/** A poll as it could have been written. @param {RowOf<"poll">} poll @returns {Partial<Form>} */
function asWritten(poll) {
  const { kind, results, electorate, level, grace, abstain, moderated } = poll;
  const max = poll.max < poll.options.length && kind === "multiple" ? poll.max : 0;
  return {
    text: writeBox({
      title: /** @type {{de: string, en: string}} */ (poll.title),
      options: poll.options,
      kind: poll.kind,
    }),
    kind,
    results,
    electorate,
    level,
    grace,
    abstain,
    moderated,
    max,
  };
}

/** What is sent of a form. @param {Omit<Form, "edits">} form */
function termsOf({ text, kind, results, electorate, level, grace, abstain, moderated, max }) {
  const { title, options } = readBox(text);
  const used = takesOptions(kind) ? options : [];
  const most = max && Math.min(max, kind === "cloud" ? WORDS : used.length);
  const terms = { kind, title, options: used, results, electorate, level, grace, abstain, moderated };
  return most ? { ...terms, max: most } : terms;
}
