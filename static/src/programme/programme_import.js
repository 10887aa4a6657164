/** A programme while it is brought in: read by the server, corrected row by row, and imported when it is right. */
import { t } from "../core/words.js";
import { send } from "../kit/request.js";

/**
 * @typedef {object} Item a row of the agenda as it was understood
 * @property {string|null} day
 * @property {string|null} start
 * @property {string|null} end
 * @property {boolean} end_inferred whether the end is a guess
 * @property {string} title
 * @property {string} kind
 * @property {string[]} people
 * @property {string[]} languages
 * @property {number|null} round
 * @property {string|null} workshop
 * @property {number} [confidence] 0 to 1; without one it is sure
 * @property {string[]} [asks] what the text leaves open about it
 */
/** @typedef {{what: string, kind: string, id: string, title: any, before: any, after: any}} Change */
/** @typedef {{line: number, message: string}} Problem line 0: about all of it */

/** From here on a row needs no second look. */
const SURE = 0.8;
/** How long after a correction the server is asked what would change now, ms. */
const PAUSE = 600;
/** Files that are a programme and no text with an agenda in it. */
const PROGRAMME = /\.(ya?ml|json|xml)$/i;

/** @param {Item} item */
export const isSure = ({ confidence = 1 }) => confidence >= SURE;

export class ProgrammeImport {
  text = "";
  /** The name of the file that the text is from. @type {string|null} */
  file = null;
  /** @type {Item[]|null} null: the text is a programme, and not read as an agenda */
  items = null;
  /** Lines that were not understood. @type {string[]} */
  ignored = [];
  /** What would change. @type {Change[]|null} */
  changes = null;
  /** @type {string[]} */
  notes = [];
  /** Why it may be the programme of another event, in words. */
  doubt = "";
  /** @type {Problem[]} */
  problems = [];
  /** What was imported last, in words. */
  done = "";
  busy = false;
  #address;
  #redraw;
  /** @type {ReturnType<typeof setTimeout>|undefined} */
  #timer;

  /** @param {string} address of the organiser's page @param {() => void} redraw */
  constructor(address, redraw) {
    this.#address = `${address}/programme`;
    this.#redraw = redraw;
  }

  /** Whether something was read and waits to be imported. */
  get read() {
    return this.items !== null || this.changes !== null;
  }

  /** @param {string} text an agenda, as it was pasted */
  readText(text) {
    Object.assign(this, { text, file: null });
    return this.#ask({ text });
  }

  /** @param {File} file */
  async readFile(file) {
    Object.assign(this, { text: await file.text(), file: file.name });
    return this.#ask(PROGRAMME.test(file.name) ? { text: this.text, name: file.name } : { text: this.text });
  }

  /** Correct an item; whoever does so is sure. @param {Item} item @param {Partial<Item>} fields */
  correct(item, fields) {
    this.items = (this.items ?? []).map((other) =>
      other === item ? { ...item, ...fields, confidence: 1, asks: [] } : other,
    );
    this.#askSoon();
  }

  /** @param {Item} item */
  leaveOut(item) {
    this.items = (this.items ?? []).filter((other) => other !== item);
    this.#askSoon();
  }

  /** Import what was read. */
  apply() {
    return this.#ask({ ...this.#source, apply: true, ...(this.doubt && { sure: true }) });
  }

  discard() {
    this.#reset();
    this.#redraw();
  }

  get #source() {
    return this.items
      ? { items: this.items.map(({ confidence, asks, ...item }) => item) }
      : { text: this.text, name: this.file };
  }

  #reset() {
    Object.assign(this, { text: "", file: null, items: null, changes: null, busy: false });
    Object.assign(this, { ignored: [], notes: [], problems: [], doubt: "" });
  }

  #askSoon() {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#ask(this.#source), PAUSE);
    this.#redraw();
  }

  /** @param {object} body */
  async #ask(body) {
    Object.assign(this, { busy: true, problems: [], done: "" });
    this.#redraw();
    const { ok, body: answer, message } = await send(this.#address, body, "changes");
    this.busy = false;
    if (!ok) this.problems = answer?.problems ?? [{ line: 0, message }];
    else if ("apply" in body) {
      this.#reset();
      this.done = t("Taken over as release {n}.", { n: answer.release ?? 1 });
    } else this.#show(answer);
    this.#redraw();
  }

  /** @param {any} answer */
  #show({ agenda, changes, notes = [], doubt = "" }) {
    if (agenda) Object.assign(this, { items: withQuestions(agenda), ignored: agenda.ignored });
    Object.assign(this, { changes, notes, doubt });
  }
}

/** @param {{items: Item[], questions?: {row: number, code: string}[]}} agenda @returns {Item[]} */
const withQuestions = ({ items, questions = [] }) =>
  items.map((item, n) => ({ ...item, asks: questions.filter(({ row }) => row === n).map(({ code }) => code) }));

/** @param {string} code of a question about an item */
export function askWords(code) {
  if (code === "end_before_start") return t("The end stands before the beginning and was not taken over.");
  if (code === "next_day") return t("In the night: put on the day after.");
  return t("No time is given.");
}
