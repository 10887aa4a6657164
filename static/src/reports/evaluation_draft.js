/** An evaluation while it is put together. */
import { AGREE, TEMPLATES } from "./evaluation_templates.js";

/** @typedef {import("./evaluation_templates.js").Words} Words */
/** @typedef {{kind: "scale"|"choice"|"text", title: Words, options: string, required: boolean}} Question */

/** Questions of one evaluation. */
const MOST = 20;
const BETWEEN = "|";

export class EvaluationDraft {
  open = false;
  /** @type {Words} */
  title = { de: "", en: "" };
  intro = "";
  /** @type {Question[]} */
  questions = [];

  get full() {
    return this.questions.length >= MOST;
  }

  /** Begin with a template. @param {string} id @param {"de"|"en"} lang of the introduction, which has one language */
  begin(id, lang) {
    const { title, intro, questions } = TEMPLATES.find((each) => each.id === id) ?? TEMPLATES[0];
    this.open = true;
    this.title = { ...title };
    this.intro = intro[lang];
    this.questions = questions.map(({ kind, title: words, options = [], required = false }) => ({
      kind,
      title: { ...words },
      options: kind === "choice" ? options.map(({ de, en }) => `${de} ${BETWEEN} ${en}`).join("\n") : "",
      required,
    }));
  }

  close() {
    this.open = false;
  }

  add() {
    const blank = /** @type {Question} */ ({ kind: "scale", title: { de: "", en: "" }, options: "", required: false });
    if (!this.full) this.questions = [...this.questions, blank];
  }

  /** @param {Question} question */
  remove(question) {
    this.questions = this.questions.filter((other) => other !== question);
  }

  /** The questions as the server takes them, without those that nobody worded. */
  get worded() {
    return this.questions
      .filter(({ title }) => title.de.trim() || title.en.trim())
      .map(({ kind, title, options, required }) => ({
        kind,
        title,
        required,
        options: { scale: AGREE, choice: choices(options), text: [] }[kind],
      }));
  }
}

/** What can be chosen, one on each line: in one language, or in both with a line between. @param {string} typed */
function choices(typed) {
  const lines = typed.split("\n").filter((line) => line.trim());
  return lines.map((line) => {
    const [de, en = de] = line.split(BETWEEN).map((words) => words.trim());
    return { de, en };
  });
}
