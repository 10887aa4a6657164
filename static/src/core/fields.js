/**
 * The one watcher of all fields: it knows what is being typed, keeps it (drafts.js), and puts it back when its
 * field is there again. A field is known by `data-draft`, or by its `name` inside an element with `data-draft`; "off"
 * is for what must not be kept, such as codes.
 */
import { drafts as kept } from "./drafts.js";
import { tab } from "./storage.js";

/** @typedef {HTMLInputElement|HTMLTextAreaElement} Field */

const TEXT = new Set(["", "text", "search", "url", "email", "tel", "number", "date", "time", "datetime-local"]);
const FIELDS = "input, textarea";
/** What goes so soon after a press of the writer's own was put away, and not taken away, ms. */
const OWN = 1500;
/** What was handed in may take so long until its field is emptied or goes, ms. */
const HANDED_IN = 30_000;
/** Nobody is taken to be writing any more after so long without a key, ms. */
const PAUSE = 600_000;
const WHERE = "companion:caret";

/** @param {Element} element @returns {element is Field} whether text is typed there that may be kept */
function isField(element) {
  if (element.matches(":disabled, :read-only")) return false;
  if (element instanceof HTMLTextAreaElement) return true;
  return element instanceof HTMLInputElement && TEXT.has(element.getAttribute("type") ?? "");
}

/** @param {Element} field @returns {string|null} null: it is not kept */
function keyOf(field) {
  const around = field.parentElement?.closest("[data-draft]")?.getAttribute("data-draft") ?? null;
  const own = field.getAttribute("data-draft") ?? (around === null ? null : field.getAttribute("name"));
  if (own === "off" || around === "off" || !own) return null;
  return around === null ? own : `${around}.${own}`;
}

export class Fields {
  #drafts;
  /** The fields that are there, by what they are for. @type {Map<Field, {key: string, base: string}>} */
  #there = new Map();
  /** When somebody last pressed something, and typed. */
  #pressed = -Infinity;
  /** What it was pressed in. @type {Element|null} */
  #around = null;
  #typed = -Infinity;
  /** What was handed in, and when. @type {Map<string, number>} */
  #handedIn = new Map();
  #filling = false;

  /** @param {import("../core/drafts.js").Drafts} [drafts] */
  constructor(drafts = kept) {
    this.#drafts = drafts;
  }

  /** Begin, with what is there now. */
  start() {
    const press = (/** @type {Event} */ { target }) => {
      this.#pressed = performance.now();
      this.#around = target instanceof Element ? target.closest("form, dialog, .write") : null;
    };
    for (const kind of ["pointerdown", "click", "popstate", "hashchange"]) addEventListener(kind, press, true);
    const commands = (/** @type {KeyboardEvent} */ { key, ctrlKey, metaKey }) => key?.length > 1 || ctrlKey || metaKey;
    addEventListener("keydown", (event) => void (commands(event) && press(event)), true);
    addEventListener("input", this.#input, true);
    addEventListener("focusin", this.#enter, true);
    addEventListener("submit", this.#submit, true);
    addEventListener("pagehide", () => this.#leave());
    const looks = { childList: true, subtree: true, attributes: true, attributeFilter: ["data-draft"] };
    new MutationObserver(() => this.#look()).observe(document.body, looks);
    setInterval(() => this.#look(), 1000);
    this.#look();
    this.#comeBack();
    // What was being written on this page, and has no field now that it is loaded anew, is shown.
    setTimeout(() => this.#look(true), 2 * OWN);
  }

  /** Whether a reload would take somebody out of what they write. */
  get busy() {
    const here = document.activeElement;
    const writing = [...this.#there].some(([field, { key }]) => field === here && this.#drafts.get(key));
    return writing && performance.now() - this.#typed < PAUSE;
  }

  #input = (/** @type {Event} */ { target }) => {
    if (this.#filling || !(target instanceof HTMLElement) || !isField(target)) return;
    const key = keyOf(target);
    if (!key) return;
    const known = this.#there.get(target);
    const there = known?.key === key ? known : { key, base: "" };
    this.#there.set(target, there);
    this.#typed = performance.now();
    this.#handedIn.delete(there.key);
    this.#drafts.write(there.key, { text: target.value, base: there.base, label: labelOf(target) });
  };

  /** What stands in a field when somebody comes to it is what they begin with. */
  #enter = (/** @type {Event} */ { target }) => {
    const there = this.#there.get(/** @type {Field} */ (target));
    if (there && !this.#drafts.get(there.key)) there.base = /** @type {Field} */ (target).value;
  };

  #submit = (/** @type {Event} */ { target }) => {
    for (const [field, { key }] of this.#there) {
      if (field.form === target) this.#handedIn.set(key, performance.now());
    }
  };

  /** @param {boolean} [settled] the page has had time to show all that it has */
  #look(settled = false) {
    for (const [field, { key }] of this.#there) {
      if (!field.isConnected || keyOf(field) !== key) this.#gone(field, key);
      else if (this.#drafts.get(key)) this.#compare(field, key);
    }
    for (const field of document.querySelectorAll(FIELDS)) {
      if (isField(field) && !this.#there.has(field)) this.#come(field);
    }
    if (settled) {
      const here = new Set([...this.#there.values()].map(({ key }) => key));
      for (const { key } of this.#drafts.ofPage) if (!here.has(key)) this.#drafts.lose(key);
    }
  }

  /** A field is there that was not: its text goes back, unless it holds something newer. @param {Field} field */
  #come(field) {
    const key = keyOf(field);
    if (!key) return;
    this.#there.set(field, { key, base: field.value });
    const draft = this.#drafts.get(key);
    if (!draft) return;
    if (field.value !== draft.text) {
      if (field.value.trim() && field.value !== draft.base) return this.#drafts.lose(key);
      this.#there.set(field, { key, base: draft.base });
      this.#fill(field, draft.text);
    }
    this.#drafts.lose(key, false);
  }

  /** @param {Field} field @param {string} text */
  #fill(field, text) {
    this.#filling = true;
    field.value = text;
    field.dispatchEvent(new Event("input", { bubbles: true }));
    this.#filling = false;
  }

  /** A field holds something that nobody has typed. @param {Field} field @param {string} key */
  #compare(field, key) {
    const draft = /** @type {import("../core/drafts.js").Draft} */ (this.#drafts.get(key));
    if (field.value === draft.text) return this.#drafts.lose(key, false);
    if (draft.homeless) return;
    const emptied = !field.value.trim() || field.value === draft.base;
    if (emptied && (this.#wasHandedIn(key) || this.#own)) this.#drafts.forget((other) => other === draft);
    else if (!this.#own || !emptied) this.#drafts.lose(key);
  }

  /** @param {Field} field @param {string} key */
  #gone(field, key) {
    this.#there.delete(field);
    if (!this.#drafts.get(key) || [...this.#there.values()].some((other) => other.key === key)) return;
    if (this.#wasHandedIn(key)) this.#drafts.forget((draft) => draft.key === key && !draft.homeless);
    else if (!this.#own) this.#drafts.lose(key);
    // Changes to what was there are given up with "Cancel"; what is new may be gone on with.
    else if (this.#around?.contains(field)) this.#drafts.forget((draft) => draft.key === key && draft.base !== "");
  }

  /** @param {string} key */
  #wasHandedIn(key) {
    return performance.now() - (this.#handedIn.get(key) ?? -Infinity) < HANDED_IN;
  }

  get #own() {
    return performance.now() - this.#pressed < OWN;
  }

  /** The page goes, maybe to be loaded anew: remember where the writer is. */
  #leave() {
    const field = /** @type {Field} */ (document.activeElement);
    const key = this.#there.get(field)?.key;
    tab.set(WHERE, key ? JSON.stringify({ key, at: caretOf(field) }) : "");
  }

  #comeBack() {
    const where = tab.get(WHERE);
    tab.set(WHERE, "");
    if (!where || document.activeElement !== document.body) return;
    const { key, at } = JSON.parse(where);
    const field = [...this.#there].find(([, there]) => there.key === key)?.[0];
    field?.focus({ preventScroll: true });
    if (field && at !== null) field.setSelectionRange(at, at);
  }
}

/** @param {Field} field @returns {number|null} null: fields of this kind tell none */
const caretOf = (field) => field.selectionEnd;

/** What a field is called, for people. @param {Field} field */
function labelOf(field) {
  const label = field.labels?.[0];
  const words = [...(label?.childNodes ?? [])].filter((node) => node.nodeType === Node.TEXT_NODE);
  const said = words.map((node) => node.textContent).join(" ");
  return (field.getAttribute("aria-label") || said.trim() || label?.textContent || field.placeholder)
    .trim()
    .slice(0, 80);
}
