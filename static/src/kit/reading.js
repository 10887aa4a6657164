/**
 * Whether somebody is busy with a list, so that nothing in it may move: touched lately, walked by keyboard, or scrolled
 * into.
 */
const STILL = 1500;

export class Reading {
  #touched = -Infinity;
  #timer = 0;
  #list;
  #idle;

  /** @param {() => Element|null} list @param {() => void} idle called when the reader has stopped */
  constructor(list, idle) {
    this.#list = list;
    this.#idle = idle;
    for (const kind of ["pointerdown", "pointermove", "touchmove", "keydown", "wheel"]) {
      addEventListener(kind, this.#touch, { passive: true, capture: true });
    }
    addEventListener("scroll", () => this.#later(), { passive: true });
  }

  /** Whether rows may move now. */
  get free() {
    const list = this.#list();
    if (!list) return true;
    const lately = performance.now() - this.#touched < STILL;
    const into = list.getBoundingClientRect().top < 0;
    return !lately && !into && !list.querySelector(":focus-visible");
  }

  /** The reader asks for what is new. */
  rest() {
    this.#touched = -Infinity;
  }

  #touch = (/** @type {Event} */ event) => {
    if (!(event.target instanceof Element) || !this.#list()?.contains(event.target)) return;
    this.#touched = performance.now();
    this.#later();
  };

  #later() {
    clearTimeout(this.#timer);
    this.#timer = window.setTimeout(this.#idle, STILL + 50);
  }
}
