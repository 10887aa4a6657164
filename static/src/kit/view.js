// Drawing: one render per frame however much changed, and the small parts that every page shares.
import { html, nothing, render } from "lit-html";
import { t, tn } from "../core/words.js";
import { wallTime } from "../core/clock.js";
import { keepKeyboard } from "./focus.js";

/** @typedef {{on: (changed: () => void) => unknown}} Source of changes */

/**
 * Draw `template()` into root whenever something changed, at most once per frame.
 * @param {HTMLElement} root @param {() => unknown} template
 * @param {{table?: Source, sender?: Source, clock?: import("../core/clock.js").Clock,
 *   around?: (draw: () => void) => void}} sources
 *   what to follow; the clock redraws once per event minute; around: does something before and after each drawing
 * @returns {() => void} call it when anything else changed
 */
export function live(root, template, { table, sender, clock, around = (draw) => draw() } = {}) {
  let due = false;
  function draw() {
    due = false;
    const mend = keepKeyboard(root);
    around(() => void render(template(), root));
    mend();
  }
  function schedule() {
    if (due) return;
    due = true;
    requestAnimationFrame(draw);
  }
  table?.on(schedule);
  sender?.on(schedule);
  if (clock) everyMinute(clock, schedule);
  root.replaceChildren(); // what the server drew stands in the same place
  draw();
  return schedule;
}

/**
 * Wait until what has changed is drawn and laid out: one frame to draw, one more to measure.
 * @param {() => void} act
 */
export const afterDrawing = (act) => void requestAnimationFrame(() => requestAnimationFrame(act));

/** @param {import("../core/clock.js").Clock} clock @param {() => void} fn */
function everyMinute(clock, fn) {
  let shown = Math.floor(clock.now() / 60_000);
  setInterval(() => {
    const minute = Math.floor(clock.now() / 60_000);
    if (minute !== shown) fn();
    shown = minute;
  }, 1000);
}

/**
 * Where a person or question comes from: shape, word and colour.
 * @param {string|null} mode onsite or remote @param {unknown} [word] other text beside the mark
 */
export function origin(mode, word) {
  if (!mode) return nothing;
  const remote = mode === "remote";
  return html`<span class=${remote ? "origin remote" : "origin room"}
    >${word ?? (remote ? t("remote") : t("in the room"))}</span
  >`;
}

/**
 * How many people are here, by groups where these are told, else all of them; nothing where they are too few.
 * @param {import("../programme/session.js").Here} here
 */
export function hereWords({ all, onsite, remote }) {
  if (onsite !== null && remote !== null) {
    return html`${origin("onsite", t("{n} in the room", { n: onsite }))}
    ${origin("remote", t("{n} remote", { n: remote }))}`;
  }
  return all === null ? nothing : html`<span>${tn("{n} person here", "{n} people here", all)}</span>`;
}

/** Both groups in one bar; the numbers must stand beside it as text. @param {number} onsite @param {number} remote */
export function share(onsite, remote) {
  const all = onsite + remote;
  const part = all ? Math.round((100 * onsite) / all) : 0;
  return html`<span class="share" aria-hidden="true"
    >${
      all
        ? html`<i class="room" .style=${`inline-size:${part}%`}></i
            ><i class="remote" .style=${`inline-size:${100 - part}%`}></i>`
        : nothing
    }</span
  >`;
}

/** @param {import("../core/clock.js").Clock} clock @param {number|null|undefined} ms */
export function time(clock, ms) {
  return ms == null ? nothing : html`<time class="tabular" datetime=${clock.iso(ms)}>${clock.time(ms)}</time>`;
}

/** Why the server has nothing for this page now; it is looked at again by itself all the same. @param {string} code */
function refusal(code) {
  if (code === "no_event") return t("The server does not know this event at the moment. Trying again.");
  return t("No access any more. Reload the page.");
}

/** A network that answers in the server's place wants a log-in first, as in hotels; our start page leads there. */
const portal = () =>
  html`<span class="link off"
    >${t("Your network asks for a log-in.")} <a href="/" target="_blank" rel="noopener">${t("Open its page")}</a></span
  >`;

/** A short gap is no news, ms. */
export const PATIENCE = 4000;

/**
 * "connected · 58 in the room, 21 remote" or how old the state is.
 * @param {import("../core/link.js").Status} status @param {{onsite: number, remote: number}|null} [presence]
 */
export function connection(status, presence) {
  if (status.state === "connected") {
    return html`<span class="link on">${t("connected")}${presence ? html` · ${people(presence)}` : nothing}</span>`;
  }
  if (status.refused) return html`<span class="link off">${refusal(status.refused)}</span>`;
  if (status.portal) return portal();
  if (status.state === "connecting" && Date.now() - status.seen.getTime() < PATIENCE) {
    return html`<span class="link">${t("connecting …")}</span>`;
  }
  const seen = wallTime(status.seen);
  return html`<span class="link off">${t("Offline – reconnecting (as of {time})", { time: seen })}</span>`;
}

/** @param {{onsite: number, remote: number}} presence */
function people({ onsite, remote }) {
  return t("{onsite} in the room, {remote} remote", { onsite, remote });
}
