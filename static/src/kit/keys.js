/**
 * Single-key shortcuts that never get in the way: not in text fields, not with a modifier, not while an input method
 * composes, and switchable off for people whose speech or switch input types letters (WCAG 2.1.4).
 */

const STORED = "companion.keys";
const TEXT_INPUTS = new Set(["", "text", "search", "url", "email", "tel", "password", "number", "date", "time"]);

/** What a target is as an element; empty: it is none. @param {EventTarget|null|undefined} target */
const nameOf = (target) => String(/** @type {Partial<Element>} */ (target ?? {}).tagName ?? "").toLowerCase();

/** Where somebody types. @typedef {HTMLElement & {value: string, type?: string}} Typed */

/**
 * Whether somebody writes there, so that letters belong to the text.
 * @param {EventTarget|null|undefined} target the target of a key event
 * @returns {target is Typed}
 */
export function writing(target) {
  const element = /** @type {Partial<Typed>|null|undefined} */ (target);
  const name = nameOf(target);
  if (name === "textarea" || name === "select" || element?.isContentEditable) return true;
  return name === "input" && TEXT_INPUTS.has(String(element?.type ?? "").toLowerCase());
}

/**
 * The name of a pressed shortcut key: a lower-case letter, a digit, "?", or a name such as "Enter" or "ArrowDown".
 * @param {KeyboardEvent} event
 * @returns {string|null} null when the key is not a shortcut here
 */
export function shortcut(event) {
  if (event.defaultPrevented || event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return null;
  const target = event.composedPath?.()[0] ?? event.target;
  if (writing(target)) return null;
  const key = event.key;
  if (key === "Enter" || key === " ") return pressable(target) ? null : key;
  return key.length === 1 ? key.toLowerCase() : key;
}

/**
 * Finds what a key does.
 * @template T
 * @param {KeyboardEvent} event
 * @param {Map<string, T>} map key name to command
 * @param {{letters?: boolean}} [options] letters false: only keys that write no character count
 * @returns {T|null}
 */
export function commandFor(event, map, { letters = true } = {}) {
  const key = shortcut(event);
  if (key === null || (!letters && key.length === 1)) return null;
  return map.get(key) ?? null;
}

/** @param {EventTarget|null} target whether Enter and Space already press it */
const pressable = (target) => ["button", "a", "summary", "input", "select"].includes(nameOf(target));

/** Whether this device wants single-key shortcuts. @param {Pick<Storage, "getItem">} [storage] */
export function lettersOn(storage = globalThis.localStorage) {
  try {
    return storage.getItem(STORED) !== "off";
  } catch {
    return true;
  }
}

/** Remembers the choice on this device. @param {boolean} on @param {Pick<Storage, "setItem">} [storage] */
export function setLetters(on, storage = globalThis.localStorage) {
  try {
    storage.setItem(STORED, on ? "on" : "off");
  } catch {
    return; // A device that keeps nothing forgets the choice at the next visit.
  }
}
