/**
 * Hand scanners type: a burst of keys that no hand types so fast, and Enter, Tab or nothing at its end. They are heard
 * wherever the focus is, so that nobody has to click into a field before scanning, and a scan never presses the button
 * that happens to have the focus.
 */
import { writing } from "../kit/keys.js";
import { readings } from "./keyboard_layouts.js";
import { isTicket } from "./scanned.js";
import { onWholeTickets, restore } from "./whole_tickets.js";

/** @typedef {import("./keyboard_layouts.js").Stroke} Stroke */
/** @typedef {import("../kit/keys.js").Typed} Typed */
/**
 * @typedef {object} How a scan came
 * @property {Stroke[]} strokes none: all at once, by an input method or the clipboard
 * @property {number} pace between two keys on average, ms
 * @property {""|"Enter"|"Tab"} end the key that ended it; "": silence
 */

/** Between two keys of a scanner, ms: they come 5 to 100 ms apart, and a busy device delivers them later. */
const GAP = 500;
/** Fewer keys are no code. */
const LEAST = 4;
/** In a field people type too, so there it has to be surely a machine: so many keys, so fast on average, ms. */
const SURE = { least: 8, gap: 40 };
/** So many keys, faster than any hand, are a scan even where nothing ends it. */
const WHOLE = { least: 20, gap: 40, silence: 120 };
/** When to look whether a scan has ended by itself, ms after a key. */
const PAUSES = [WHOLE.silence, GAP];
/** What ends a scan may come twice, and with others; so long all of it is the scanner's, ms. */
const AFTER = 300;

const ENDS = new Set(["Enter", "Tab"]);

export class KeyboardWedge {
  /** @type {Stroke[]} */
  #strokes = [];
  #field = false;
  #first = 0;
  #last = -Infinity;
  #ended = -Infinity;
  /** How the last code came. @type {How} */
  how = { strokes: [], pace: 0, end: "" };
  /** So many strokes were taken by silence alone: by the time at which they were pressed, more may belong to them. */
  #told = 0;

  /** Whether a key at this time goes on with others. @param {number} at ms */
  begun(at) {
    return this.#strokes.length > 0 && at - this.#last <= GAP;
  }

  /**
   * Whether a key that comes now is what the scanner sends after a code, and presses nothing.
   * @param {Stroke & {control?: boolean}} stroke @param {number} at ms
   */
  trails({ key, control = false }, at) {
    const between = this.#strokes.length === this.#told && at - this.#ended <= AFTER;
    return between && (ENDS.has(key) || key === " " || (control && key.toLowerCase() === "j"));
  }

  /**
   * One key.
   * @param {Stroke} stroke @param {number} at ms @param {boolean} [field] whether it was typed into a field
   * @returns {[string, ...string[]]|null} what the code that it ends may be, the likeliest first
   */
  key(stroke, at, field = false) {
    if (at - this.#last > GAP) this.#forget();
    if (stroke.key === "Enter" || stroke.key === "Tab") return this.#end(at, field, stroke.key);
    if ([...stroke.key].length !== 1) return null; // Shift and the like come between the letters
    if (!this.#strokes.length) [this.#first, this.#field] = [at, field];
    this.#strokes.push(stroke);
    this.#last = at;
    return null;
  }

  /**
   * Nothing came for a while.
   * @param {number} at ms @returns {[string, ...string[]]|null} the code, where no key ends it
   */
  silence(at) {
    const quiet = at - this.#last;
    if (this.#strokes.length === this.#told) return null;
    if (quiet < WHOLE.silence || this.#strokes.length < WHOLE.least || this.#pace > WHOLE.gap) return null;
    if (this.#isTicket) return this.#take(at, "");
    if (quiet < GAP || this.#field) return null;
    // A busy device delivers a code in parts: what is no ticket may go on, by the time at which its keys were pressed.
    [this.#told, this.#ended] = [this.#strokes.length, at];
    this.how = { strokes: [...this.#strokes], pace: this.#pace, end: "" };
    return readings(this.#strokes);
  }

  /**
   * Whether what came was a scanner's and is no code: too short for one, and nothing goes on with it. Nobody types so
   * fast, and in a field it may be somebody's own.
   * @param {number} at ms
   */
  missed(at) {
    const lost = at - this.#last >= GAP && this.#strokes.length >= SURE.least && this.#pace <= SURE.gap && !this.#field;
    if (lost) this.#strokes = [];
    return lost;
  }

  /** Between two keys on average, ms. */
  get #pace() {
    return (this.#last - this.#first) / Math.max(1, this.#strokes.length - 1);
  }

  /** @param {number} at @param {boolean} field @param {"Enter"|"Tab"} end */
  #end(at, field, end) {
    const n = this.#strokes.length;
    const fast = n >= SURE.least && this.#pace <= SURE.gap;
    // Tab goes from field to field as well, so after a few slow keys it is somebody's own. A slow scanner in a field is
    // known by what it has typed: nobody types a ticket of 40 letters in one go.
    const taken = n > 0 && n === this.#told;
    const sure = !taken && (fast || (field || end === "Tab" ? this.#isTicket : n >= LEAST));
    if (sure) return this.#take(at, end);
    this.#forget();
    return null;
  }

  get #isTicket() {
    return this.#strokes.length >= WHOLE.least && readings(this.#strokes).some(isTicket);
  }

  /** @param {number} at @param {How["end"]} end */
  #take(at, end) {
    const found = readings(this.#strokes);
    this.how = { strokes: this.#strokes, pace: this.#pace, end };
    this.#forget();
    this.#ended = at;
    return found;
  }

  #forget() {
    [this.#strokes, this.#told] = [[], 0];
  }
}

/** @typedef {(codes: [string, ...string[]], how: How) => void} Take what was scanned, the likeliest reading first */

/**
 * Hear scanners on the whole page, also those that type by an input method or paste, as Android's do.
 * @param {Take} take @param {() => boolean} off whether keys belong to something else now
 * @param {() => void} [missed] called when a scanner typed something that is no code
 */
export function onKeyboardScan(take, off, missed = () => {}) {
  const wedge = new KeyboardWedge();
  /** What stood in the field when the burst began. @type {{field: Typed|null, value: string}} */
  let before = { field: null, value: "" };
  /** @type {ReturnType<typeof setTimeout>[]} */
  const timers = [];
  /** @param {[string, ...string[]]} codes */
  const done = (codes) => {
    if (before.field) restore(before.field, before.value);
    before = { field: null, value: "" };
    take(codes, wedge.how);
  };
  addEventListener(
    "keydown",
    (event) => {
      const { target } = event;
      const stroke = strokeOf(event);
      if (wedge.trails({ ...stroke, control: event.ctrlKey }, event.timeStamp)) return swallow(event);
      if (off() || event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
      const field = writing(target) ? target : null;
      if (!wedge.begun(event.timeStamp)) {
        before = { field, value: field?.value ?? "" };
      }
      const codes = wedge.key(stroke, event.timeStamp, field !== null);
      timers.splice(0).forEach(clearTimeout);
      if (codes) {
        swallow(event);
        done(codes);
        return;
      }
      // A blank would press what has the focus.
      if (!field && event.key === " " && wedge.begun(event.timeStamp)) event.preventDefault();
      // Silence is since the last key came here: a busy device hands keys over later than they were pressed.
      for (const pause of PAUSES) {
        timers.push(
          setTimeout(() => {
            const found = wedge.silence(event.timeStamp + pause);
            if (found) done(found);
            else if (wedge.missed(event.timeStamp + pause)) missed();
          }, pause),
        );
      }
    },
    { capture: true },
  );
  onWholeTickets(take, off);
}

/** @param {KeyboardEvent} event @returns {Stroke} */
const strokeOf = (event) => ({
  key: event.key,
  code: event.code,
  shift: event.shiftKey,
  caps: event.getModifierState("CapsLock"),
});

/** @param {Event} event */
function swallow(event) {
  event.preventDefault();
  event.stopPropagation();
}
