/** What screen readers hear: own acts at once, what comes in gathered into one sentence now and then. */
import { t } from "../core/words.js";

/** Between two announcements of what comes in, ms. */
const PAUSE = 10_000;
/** What was said less than this long ago has hardly been heard, ms. */
const MOMENT = 1000;
/** A shorter gap in the connection is no news, ms. */
const GONE = 4000;
/** Sentences that a log keeps. */
const KEPT = 5;

/**
 * The page's one polite live region. Own acts are said at once, arrivals at most every ten seconds.
 * @param {HTMLElement} element an element with role="status"
 */
export function announcer(element) {
  let last = 0;
  /** @type {{text: string, at: number}[]} */
  let recent = [];
  /** @type {{text: string, said: () => void}|null} */
  let waiting = null;
  const say = (/** @type {string} */ text) => {
    last = Date.now();
    recent = [...recent.filter(({ at }) => last - at < MOMENT), { text, at: last }];
    // A live region speaks when its text changes, so the same sentence again has to begin from nothing.
    element.textContent = "";
    requestAnimationFrame(() => (element.textContent = recent.map(({ text }) => text).join(" ")));
  };
  const arrivals = () => {
    if (!waiting) return;
    say(waiting.text);
    waiting.said();
    waiting = null;
  };
  return {
    /** @param {string} text */
    now: say,
    /**
     * Until it is said, a later text replaces an earlier one.
     * @param {string} text @param {() => void} [said] called when it is
     */
    soon(text, said = () => {}) {
      if (!waiting) setTimeout(arrivals, Math.max(0, last + PAUSE - Date.now()));
      waiting = { text, said };
    },
  };
}

/**
 * Say once that the connection is gone, when it is gone for longer than a moment, and once that it is back.
 * @param {{link: import("../core/link.js").Link, onStatus: (fn: () => void) => void}} app
 * @param {(text: string) => void} say
 */
export function tellConnection({ link, onStatus }, say) {
  /** @type {ReturnType<typeof setTimeout>|undefined} */
  let timer;
  let told = false;
  const lost = () => {
    told = true;
    say(t("The connection is gone. What is sent now is kept and goes out when it is back."));
  };
  onStatus(() => {
    if (link.status.state !== "connected") return void (timer ??= setTimeout(lost, GONE));
    clearTimeout(timer);
    timer = undefined;
    if (told) say(t("The connection is back."));
    told = false;
  });
}

/**
 * Write into a log, in which screen readers hear what is new.
 * @param {HTMLElement} element an element with role="log" @param {string} text
 */
export function writeLog(element, text) {
  const line = document.createElement("p");
  line.textContent = text;
  element.append(line);
  while (element.children.length > KEPT) element.firstElementChild?.remove();
}

/**
 * Do something at most once in a while: at once, or when the pause since the last time is over.
 * @param {() => void} act @param {number} [pause] ms
 * @returns {() => void} asks for it
 */
export function nowAndThen(act, pause = PAUSE) {
  let last = 0;
  /** @type {ReturnType<typeof setTimeout>|undefined} */
  let timer;
  return () => {
    timer ??= setTimeout(
      () => {
        timer = undefined;
        last = Date.now();
        act();
      },
      Math.max(0, last + pause - Date.now()),
    );
  };
}
