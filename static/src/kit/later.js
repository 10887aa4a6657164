/**
 * A part of a page that comes after its first picture: it is loaded once it is wanted or there is nothing else to do,
 * and on a bad network tried again for as long as somebody waits for it.
 */
import { html } from "lit-html";
import { t } from "../core/words.js";
import { PATIENCE } from "./view.js";

/** Pauses between tries grow from the first to the last of these, ms. */
const FIRST = 1000;
const LAST = 15_000;
/** A page that is never idle, as on an old phone, loads the next part after so long, ms. */
const BUSY = 2000;
/** After so many tries the part may be no more on the server, and the page has to be loaded anew. */
const STUBBORN = 4;

/** The styles of all later parts, which the page names in a template. @type {Promise<void>|null} */
let styled = null;

function styles() {
  const found = /** @type {HTMLTemplateElement|null} */ (document.getElementById("later"));
  const link = found?.content.querySelector("link")?.cloneNode();
  if (!(link instanceof HTMLLinkElement)) return Promise.resolve();
  styled ??= new Promise((done, failed) => {
    link.onload = () => done();
    link.onerror = () => {
      styled = null;
      link.remove();
      failed(new Error("no styles"));
    };
    document.head.append(link);
  });
  return styled;
}

/**
 * Firefox never asks again for a script that has failed once, except under another address. The build has put the
 * file's name into the call of `import`.
 * @param {() => Promise<unknown>} load @param {number} tries
 */
function anew(load, tries) {
  const file = /import\("(\.[^"]+)"\)/.exec(String(load))?.[1];
  return file ? import(new URL(`${file}?again=${tries}`, import.meta.url).href) : load();
}

/** @template M */
export class Later {
  #load;
  #changed;
  /** @type {M|null} */
  #module = null;
  #wanted = 0;
  #tries = 0;
  #trying = false;

  /**
   * @param {() => Promise<M>} load
   * @param {(module?: M) => void} changed called with the part once it is there, and without one when there is news
   */
  constructor(load, changed) {
    this.#load = load;
    this.#changed = changed;
  }

  /** The part, or null as long as it is not there; whoever asks wants it. */
  get now() {
    this.#wanted ||= Date.now();
    if (!this.#module) void this.fetch();
    return this.#module;
  }

  /** The part, or null as long as it is not there, without wanting it. */
  get ready() {
    return this.#module;
  }

  /** Load it, without anybody waiting. */
  async fetch() {
    if (this.#trying || this.#module) return;
    this.#trying = true;
    try {
      const load = this.#tries ? anew(this.#load, this.#tries) : this.#load();
      [this.#module] = await Promise.all([load, styles()]);
      this.#changed(this.#module ?? undefined);
    } catch {
      this.#tries += 1;
      if (this.#wanted) this.#again();
    }
    this.#trying = false;
  }

  #again() {
    const pause = Math.min(LAST, FIRST * 2 ** (this.#tries - 1));
    const go = () => (clearTimeout(timer), removeEventListener("online", go), void this.fetch());
    const timer = setTimeout(go, pause);
    addEventListener("online", go);
    this.#changed();
  }

  /** What stands in its place: nothing at first, since it is mostly there at once. */
  get waiting() {
    if (this.#tries >= STUBBORN) {
      return html`<p class="empty" role="status">
        ${t("This part could not be loaded yet. It is tried again by itself.")}
        <a class="button" href=${location.href} @click=${reload}>${t("Load the page again")}</a>
      </p>`;
    }
    if (this.#tries) {
      return html`<p class="empty" role="status">
        ${t("This part could not be loaded yet. It is tried again by itself.")}
      </p>`;
    }
    const slow = Date.now() - this.#wanted > PATIENCE;
    if (!slow) setTimeout(this.#changed, PATIENCE + 100);
    return html`<p class="empty">${slow ? t("Loading …") : ""}</p>`;
  }
}

/** An address with a part named in it would only jump. @param {Event} event */
function reload(event) {
  event.preventDefault();
  location.reload();
}

/**
 * Load parts one after the other once the page has nothing else to do.
 * @param {Pick<Later<unknown>, "fetch">[]} parts
 */
export function whenIdle(parts) {
  const idle = (/** @type {() => void} */ act) =>
    globalThis.requestIdleCallback?.(act, { timeout: BUSY }) ?? setTimeout(act, BUSY);
  const next = () => {
    const part = parts.shift();
    if (part) void part.fetch().then(() => idle(next));
  };
  idle(next);
}
