/**
 * Hand scanners type: a burst of keys that no hand types so fast, and Enter. They are heard wherever the focus is, so
 * that nobody has to click into a field before scanning, and a scan never presses the button that happens to have the
 * focus.
 */
import { writing } from "../kit/keys.js";

/** Between two keys of a scanner, ms: they come 5 to 100 ms apart, and a busy device delivers them later. */
const GAP = 500;
/** Fewer keys are no code. */
const LEAST = 4;
/** In a field people type too, so there it has to be surely a machine: so many keys, so fast on average, ms. */
const SURE = { least: 8, gap: 40 };

export class KeyboardWedge {
  #text = "";
  #first = 0;
  #last = -Infinity;

  /** Whether a key at this time goes on with others. @param {number} at ms */
  begun(at) {
    return this.#text !== "" && at - this.#last <= GAP;
  }

  /**
   * One key.
   * @param {string} key its name @param {number} at ms @param {boolean} [field] whether it was typed into a field
   * @returns {string|null} the code that it ends
   */
  key(key, at, field = false) {
    if (at - this.#last > GAP) this.#text = "";
    if (key === "Enter") return this.#end(field);
    if ([...key].length !== 1) return null; // Shift and the like come between the letters
    if (!this.#text) this.#first = at;
    this.#text += key;
    this.#last = at;
    return null;
  }

  /** @param {boolean} field */
  #end(field) {
    const [text, gap] = [this.#text, (this.#last - this.#first) / Math.max(1, this.#text.length - 1)];
    this.#text = "";
    const sure = field ? text.length >= SURE.least && gap <= SURE.gap : text.length >= LEAST;
    return sure ? text : null;
  }
}

/**
 * Hear scanners on the whole page.
 * @param {(code: string) => void} take @param {() => boolean} off whether keys belong to something else now
 */
export function onKeyboardScan(take, off) {
  const wedge = new KeyboardWedge();
  /** What stood in the field when the burst began. @type {{field: any, value: string}} */
  let before = { field: null, value: "" };
  addEventListener(
    "keydown",
    (event) => {
      const target = /** @type {any} */ (event.target);
      if (
        off() ||
        event.isComposing ||
        event.ctrlKey ||
        event.metaKey ||
        event.altKey ||
        target?.dataset?.takes === "codes"
      ) {
        return;
      }
      const field = writing(target);
      if (field && !wedge.begun(event.timeStamp)) before = { field: target, value: target.value };
      const code = wedge.key(event.key, event.timeStamp, field);
      if (code === null) {
        // A blank would press what has the focus.
        if (!field && event.key === " " && wedge.begun(event.timeStamp)) event.preventDefault();
        return;
      }
      event.preventDefault();
      event.stopPropagation();
      if (field && before.field === target) restore(target, before.value);
      take(code);
    },
    { capture: true },
  );
}

/** Take out of a field what the scanner typed into it. @param {any} field @param {string} value */
function restore(field, value) {
  field.value = value;
  field.dispatchEvent(new Event("input", { bubbles: true }));
}
