/** Tickets that are typed by an input method or pasted, all at once: as Android's scanners do, and people. */
import { writing } from "../kit/keys.js";
import { isTicket } from "./scanned.js";

/** No key was pressed. @type {import("./keyboard_wedge.js").How} */
export const AT_ONCE = { strokes: [], pace: 0, end: "" };

/** Shorter additions need no second look. */
const LEAST = 40;

/**
 * A ticket that comes all at once, by an input method or the clipboard, is a scan wherever it lands, and never a name.
 * @param {import("./keyboard_wedge.js").Take} take @param {() => boolean} off
 */
export function onWholeTickets(take, off) {
  /** What stood in each field before the last change. @type {WeakMap<EventTarget, string>} */
  const values = new WeakMap();
  const keep = (/** @type {Event} */ { target }) => {
    if (target && writing(target)) values.set(target, target.value);
  };
  addEventListener("focusin", keep, { capture: true });
  const look = (/** @type {Event} */ event) => {
    const field = event.target;
    if (off() || !writing(field) || /** @type {InputEvent} */ (event).isComposing) return;
    const before = values.get(field) ?? "";
    const added = addition(before, field.value);
    if (added.length < LEAST || !isTicket(added)) return keep(event);
    event.stopPropagation();
    restore(field, before);
    take([added], AT_ONCE);
  };
  for (const kind of ["input", "compositionend"]) addEventListener(kind, look, { capture: true });
  addEventListener("paste", (event) => {
    const text = event.clipboardData?.getData("text") ?? "";
    if (off() || writing(event.target) || !isTicket(text)) return;
    take([text], AT_ONCE);
  });
}

/** What was put into a text somewhere. @param {string} before @param {string} after */
function addition(before, after) {
  let from = 0;
  while (from < before.length && before[from] === after[from]) from += 1;
  let rest = 0;
  while (rest < before.length - from && before.at(-1 - rest) === after.at(-1 - rest)) rest += 1;
  return after.slice(from, after.length - rest);
}

/**
 * Take out of a field what the scanner typed into it.
 * @param {import("../kit/keys.js").Typed} field @param {string} value
 */
export function restore(field, value) {
  field.value = value;
  field.dispatchEvent(new Event("input", { bubbles: true }));
}
