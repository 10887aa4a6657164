/** A questionnaire while it is put together. */
import { t } from "../core/words.js";

/** @typedef {{kind: "text"|"link"|"file", title: string, required: boolean}} Question */

/** Questions of one questionnaire. */
const MOST = 20;

export class QuestionnaireDraft {
  /** @type {Question[]} */
  questions = [];
  open = false;

  get full() {
    return this.questions.length >= MOST;
  }

  /** Begin with what most events ask. */
  begin() {
    this.open = true;
    this.questions = [
      { kind: "text", title: t("What have you done, and what has it brought?"), required: true },
      { kind: "link", title: t("Where can it be seen?"), required: false },
      { kind: "file", title: t("A picture, a recording or a document"), required: false },
    ];
  }

  close() {
    this.open = false;
  }

  add() {
    if (!this.full) this.questions = [...this.questions, { kind: "text", title: "", required: false }];
  }

  /** @param {Question} question */
  remove(question) {
    this.questions = this.questions.filter((other) => other !== question);
  }

  /** The questions as the server takes them, without those that nobody worded. */
  get worded() {
    return this.questions
      .filter(({ title }) => title.trim())
      .map((question) => ({ ...question, title: { de: question.title } }));
  }
}
