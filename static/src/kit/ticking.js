/** Something that changes by the second, such as a countdown, without drawing the whole page by the second. */
import { AsyncDirective, directive } from "lit-html/async-directive.js";

const SECOND = 1000;

class Ticking extends AsyncDirective {
  /** @type {() => unknown} */
  #value = () => "";
  /** @type {ReturnType<typeof setInterval>|undefined} */
  #timer;

  /** @param {() => unknown} value what to draw, asked for again every second */
  render(value) {
    this.#value = value;
    if (this.isConnected) this.#start();
    return value();
  }

  disconnected() {
    clearInterval(this.#timer);
    this.#timer = undefined;
  }

  reconnected() {
    this.#start();
  }

  #start() {
    this.#timer ??= setInterval(() => this.setValue(this.#value()), SECOND);
  }
}

export const ticking = directive(Ticking);
