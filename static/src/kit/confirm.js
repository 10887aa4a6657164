/** For what cannot be taken back: the first press asks, the second one does it. */

export class Confirm {
  /** What was pressed once. @type {string|null} */
  #asked = null;
  /** @type {ReturnType<typeof setTimeout>|undefined} */
  #timer;
  #redraw;
  #wait;

  /**
   * @param {() => void} redraw called when the words of a button change
   * @param {{wait?: number}} [options] wait: for how long the first press counts, ms; by default until the second one
   */
  constructor(redraw, { wait = Infinity } = {}) {
    this.#redraw = redraw;
    this.#wait = wait;
  }

  /** Whether this was pressed once and the next press does it. @param {string} what */
  asks(what) {
    return this.#asked === what;
  }

  /** @param {string} what @param {() => unknown} act */
  press(what, act) {
    const again = this.asks(what);
    this.reset();
    if (again) act();
    else this.#ask(what);
    this.#redraw();
  }

  /** Forget the first press. */
  reset() {
    clearTimeout(this.#timer);
    this.#asked = null;
  }

  /** @param {string} what */
  #ask(what) {
    this.#asked = what;
    if (this.#wait === Infinity) return;
    this.#timer = setTimeout(() => {
      this.reset();
      this.#redraw();
    }, this.#wait);
  }
}
