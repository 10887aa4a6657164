/** A programme while it is brought in: read by the server, corrected row by row, and imported when it is right. */
import { t } from "../core/words.js";
import { request, send } from "../kit/request.js";

/**
 * @typedef {object} Item a row of the agenda as it was understood
 * @property {number} [key] stays with it, whatever is corrected
 * @property {string|null} [room]
 * @property {string} [typed] the people as somebody is typing them
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
/** @typedef {{title?: Words, start?: number|null, end?: number|null, [field: string]: unknown}} Fields of a row */
/**
 * @typedef {{what: "new"|"moved"|"renamed"|"changed"|"cancelled", kind: string, id: string, title: Words|null,
 *   before: Fields, after: Fields}} ItemChange
 * @typedef {{what: "detail"|"added", kind: string, id: string, title: string, before: Fields,
 *   after: Fields}} DetailChange
 *   title: the name of the field
 * @typedef {ItemChange|DetailChange} Change
 */
/** @typedef {{title: string|null, venue: string|null, date: string|null}} About what a text says of the event */
/**
 * @typedef {{changes: Change[], notes?: string[], doubt?: string, whole?: boolean|null,
 *   agenda?: Partial<About> & {items: Item[], ignored: string[], [more: string]: unknown}}} Preview
 *   what an import would do
 */
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
  /** What the text says of the event itself. @type {About} */
  about = { title: null, venue: null, date: null };
  /** What of that is taken over. @type {About} */
  taken = { title: null, venue: null, date: null };
  /** Whether it is the whole programme; else it is added. @type {boolean|null} null: as the server sees it */
  whole = null;
  /** By what the last import is taken back. @type {string|null} */
  undo = null;
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
  #asked = 0;
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
    if (!PROGRAMME.test(file.name)) return this.#readOther(file);
    Object.assign(this, { text: await file.text(), file: file.name });
    return this.#ask({ text: this.text, name: file.name });
  }

  /** Read a file of another program: the server tells what text is in it. @param {File} file */
  async #readOther(file) {
    Object.assign(this, { busy: true, problems: [] });
    this.#redraw();
    const address = `${this.#address}/text?${String(new URLSearchParams({ name: file.name }))}`;
    const headers = { "Content-Type": "application/octet-stream" };
    const { ok, body, message } = await request(address, { method: "POST", body: file, headers, gives: "text" });
    if (ok) return this.readText(body.text);
    Object.assign(this, { busy: false, problems: body?.problems ?? [{ line: 0, message }] });
    return this.#redraw();
  }

  /** Correct an item; whoever does so is sure. @param {Item} item @param {Partial<Item>} fields */
  correct({ key }, fields) {
    const corrected = (/** @type {Item} */ item) => ({ ...item, ...fields, confidence: 1, asks: [] });
    this.#change((this.items ?? []).map((other) => (other.key === key ? corrected(other) : other)));
  }

  /** @param {Item} item */
  leaveOut({ key }) {
    this.#change((this.items ?? []).filter((other) => other.key !== key));
  }

  /** Put a new item behind one, as part of the same round or on the same day. @param {Item} item */
  addBehind(item) {
    const { day, workshop, round, end } = item;
    const fresh = { day, start: workshop ? null : end, end: null, end_inferred: true, title: "", people: [] };
    const kind = workshop ? "workshop" : "talk";
    const row = { ...fresh, kind, languages: [], round: workshop ? round : null, workshop: workshop ? "+" : null };
    this.#change(this.#around(item, (at) => [at, { ...row, room: null, key: nextKey() }]));
  }

  /** Make one item of this and the one above. @param {Item} item */
  joinAbove(item) {
    const all = this.items ?? [];
    const above = all[all.findIndex(({ key }) => key === item.key) - 1];
    if (!above) return;
    const title = [above.title, item.title].filter(Boolean).join(" ");
    const joined = { ...above, title, people: [...above.people, ...item.people], end: item.end ?? above.end };
    const rest = all.filter(({ key }) => key !== item.key);
    this.#change(rest.map((other) => (other.key === above.key ? { ...joined, confidence: 1, asks: [] } : other)));
  }

  /** Let an item stand before the one above it. @param {Item} item */
  moveUp(item) {
    const all = [...(this.items ?? [])];
    const at = all.findIndex(({ key }) => key === item.key);
    if (at > 0) all.splice(at - 1, 2, /** @type {Item} */ (all[at]), /** @type {Item} */ (all[at - 1]));
    this.#change(all);
  }

  /** Take over what the text says of the event, or not. @param {Partial<About>} what */
  take(what) {
    this.taken = { ...this.taken, ...what };
    this.#askSoon();
  }

  /** Say whether it is the whole programme. @param {boolean} whole */
  isWhole(whole) {
    this.whole = whole;
    this.#askSoon();
  }

  /** Import what was read, as it was corrected last. */
  apply() {
    clearTimeout(this.#timer);
    return this.#ask({ ...this.#source, apply: true, ...(this.doubt && { sure: true }) });
  }

  discard() {
    this.#reset();
    this.#redraw();
  }

  get #source() {
    if (!this.items) return { text: this.text, name: this.file };
    const titled = this.items.filter(({ title }) => title.trim());
    const rows = titled.map(({ confidence, asks, key, typed, ...item }) => ({
      ...item,
      ...trimmed(item),
      ...(item.workshop && { workshop: item.title }),
    }));
    return { items: rows, taken: this.taken, ...(this.whole !== null && { whole: this.whole }) };
  }

  /** @param {Item[]} items */
  #change(items) {
    this.items = items;
    this.#askSoon();
  }

  /** @param {Item} item @param {(item: Item) => Item[]} replace */
  #around(item, replace) {
    return (this.items ?? []).flatMap((other) => (other.key === item.key ? replace(other) : [other]));
  }

  #reset() {
    Object.assign(this, { text: "", file: null, items: null, changes: null, busy: false });
    Object.assign(this, { ignored: [], notes: [], problems: [], doubt: "", whole: null });
    this.about = { title: null, venue: null, date: null };
    this.taken = { title: null, venue: null, date: null };
  }

  #askSoon() {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#ask(this.#source), PAUSE);
    this.#redraw();
  }

  /** @param {object} body */
  async #ask(body) {
    const asked = (this.#asked += 1);
    Object.assign(this, { busy: true, problems: [], done: "", undo: null });
    this.#redraw();
    const { ok, body: answer, message } = await send(this.#address, body, "changes");
    if (asked !== this.#asked) return; // something newer was asked since
    this.busy = false;
    if (!ok) this.problems = answer?.problems ?? [{ line: 0, message }];
    else if ("apply" in body) {
      this.#reset();
      this.done = t("Taken over as release {n}.", { n: answer.release ?? 1 });
      this.undo = answer.undo ?? null;
    } else this.#show(answer);
    this.#redraw();
  }

  /** @param {Preview} answer */
  #show({ agenda, changes, notes = [], doubt = "", whole = null }) {
    if (agenda) {
      const { title = null, venue = null, date = null } = agenda;
      Object.assign(this, { items: withQuestions(agenda), ignored: agenda.ignored, about: { title, venue, date } });
    }
    Object.assign(this, { changes, notes, doubt, whole: this.items ? whole : null });
  }
}

/**
 * What was typed, without blanks at its ends.
 * @param {{title: string, start: string|null, end: string|null, room?: string|null}} item
 */
function trimmed({ title, start, end, room }) {
  const plain = (/** @type {string|null} */ text) => text?.trim() || null;
  return {
    title: title.trim(),
    start: plain(start),
    end: plain(end),
    ...(room !== undefined && { room: plain(room) }),
  };
}

/** @param {{items: Item[], questions?: {row: number, code: string}[]}} agenda @returns {Item[]} */
const withQuestions = ({ items, questions = [] }) =>
  items.map((item, n) => ({
    ...item,
    key: nextKey(),
    asks: questions.filter(({ row }) => row === n).map(({ code }) => code),
  }));

let keys = 0;
const nextKey = () => (keys += 1);

/** @param {string} code of a question about an item */
export function askWords(code) {
  if (code === "end_before_start") return t("The end stands before the beginning and was not taken over.");
  if (code === "next_day") return t("In the night: put on the day after.");
  return t("No time is given.");
}
