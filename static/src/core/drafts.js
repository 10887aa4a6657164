/**
 * Text that somebody has typed and that has gone nowhere yet. Whatever we do in the meantime (a new build, another
 * language, a poll that closes, a role that ends), it stays in this tab until it is sent or thrown away. Pure: what a
 * field is, is known in kit/fields.js.
 */
import { tab } from "./storage.js";

/**
 * @typedef {{key: string, text: string, base: string, label: string, page: string, at: number,
 *   homeless: boolean}} Draft
 *   key: which field of which object; base: what stood there before; label: the field's name; page: where it was
 *   written; at: unix ms; homeless: its field has gone, or shows something else, and the writer did not do that
 */

const STORED = "companion:drafts";
/** What nobody has come back to for so long is forgotten, ms. */
const KEPT = 24 * 3600_000;
/** Marks that writers put before the lines of a list, which are not sent. */
const BULLETS = /^\s*(?:[-–*•]|\(?(?:\d{1,2}|[a-l])[.)])\s+/gmu;

export class Drafts {
  #path;
  #scope;
  #store;
  #now;
  /** @type {Draft[]} */
  #all;
  /** @type {Set<() => void>} */
  #listeners = new Set();

  /**
   * @param {{path?: string, store?: typeof tab, now?: () => number}} [options]
   *   path: of the page; what is typed on one page of an event is there on its others
   */
  constructor({ path = globalThis.location?.pathname ?? "", store = tab, now = Date.now } = {}) {
    this.#path = path;
    this.#scope = /^\/e\/[^/]+/.exec(path)?.[0] ?? path;
    this.#store = store;
    this.#now = now;
    this.#all = (this.#read()[this.#scope] ?? []).filter(({ at }) => now() - at < KEPT);
  }

  /** What is kept, oldest first. */
  get all() {
    return this.#all;
  }

  /** Those whose field is no more, to be shown. */
  get homeless() {
    return this.#all.filter((draft) => draft.homeless);
  }

  /** Those that were written on this page. */
  get ofPage() {
    return this.#all.filter(({ page }) => page === this.#path);
  }

  /** The newest text of a field. @param {string} key */
  get(key) {
    return this.#all.filter((draft) => draft.key === key).pop();
  }

  /** @param {string} key @param {{text: string, base?: string, label?: string}} typed */
  write(key, { text, base = "", label = "" }) {
    const before = this.#all.find((draft) => draft.key === key && !draft.homeless);
    const rest = this.#all.filter((draft) => draft !== before);
    if (text.trim() && text !== base) {
      const [page, at] = [this.#path, this.#now()];
      this.#keep([...rest, { key, text, base, label: label || (before?.label ?? ""), page, at, homeless: false }]);
    } else if (before) this.#keep(rest);
  }

  /** The text stands nowhere any more, or has a place again. @param {string} key @param {boolean} on */
  lose(key, on = true) {
    if (this.#all.some((draft) => draft.key === key && draft.homeless !== on)) {
      this.#keep(this.#all.map((draft) => (draft.key === key ? { ...draft, homeless: on } : draft)));
    }
  }

  /** @param {(draft: Draft) => boolean} which */
  forget(which) {
    const kept = this.#all.filter((draft) => !which(draft));
    if (kept.length !== this.#all.length) this.#keep(kept);
  }

  /** Everything, as when the role of a shared device ends. */
  clear() {
    this.forget(() => true);
  }

  /**
   * Something is sent: what was typed for it is kept there from now on, and no more here.
   * @param {unknown} args @returns {Draft[]} what was typed for it, to be put back if it does not arrive
   */
  sent(args) {
    const words = [...wordsIn(args)].map(folded).filter(Boolean);
    const taken = this.#all.filter(({ text }) => covers(words, text));
    this.forget((draft) => taken.includes(draft));
    return taken;
  }

  /** It was refused: the texts are to be sent otherwise, or to be copied. @param {Draft[]} taken */
  back(taken) {
    const rest = this.#all;
    const placed = new Set(rest.map(({ key }) => key));
    if (taken.length) this.#keep([...taken.map((draft) => ({ ...draft, homeless: placed.has(draft.key) })), ...rest]);
  }

  /** @param {() => void} fn called when what is homeless may have changed */
  on(fn) {
    this.#listeners.add(fn);
  }

  /** @param {Draft[]} all */
  #keep(all) {
    this.#all = all;
    const { [this.#scope]: _, ...others } = this.#read();
    const whole = all.length ? { ...others, [this.#scope]: all } : others;
    this.#store.set(STORED, Object.keys(whole).length ? JSON.stringify(whole) : "");
    for (const fn of this.#listeners) fn();
  }

  /** @returns {Record<string, Draft[]>} */
  #read() {
    try {
      return JSON.parse(this.#store.get(STORED) || "{}");
    } catch {
      return {};
    }
  }
}

/** What is typed in this tab. */
export const drafts = new Drafts();

/** @param {unknown} value @returns {Generator<string>} every text and number in it */
function* wordsIn(value) {
  if (typeof value === "string") yield value;
  else if (typeof value === "number") yield String(value);
  else if (value && typeof value === "object") for (const part of Object.values(value)) yield* wordsIn(part);
}

/** @param {string} text */
const folded = (text) => text.normalize("NFC").replace(/\s+/gu, " ").trim();

/**
 * Whether nothing of a text is missing in what is sent, which may be its lines or its parts.
 * @param {string[]} words @param {string} text
 */
function covers(words, text) {
  const whole = folded(text);
  if (words.includes(whole)) return true;
  let rest = folded(text.replace(BULLETS, "\n"));
  for (const word of [...words].sort((a, b) => b.length - a.length)) rest = rest.replaceAll(word, " ");
  return !/[\p{L}\p{N}]/u.test(rest);
}
