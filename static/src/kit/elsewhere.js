/** For whoever is in another time zone than the event: which one that is, and beside its times the reader's own. */
import { html, nothing } from "lit-html";
import { format, known } from "../core/zones.js";
import { locale, t } from "../core/words.js";

/** @typedef {import("../core/clock.js").Clock} Clock */

const HOURS = /** @type {const} */ ({ hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
const WEEKDAY = /** @type {const} */ ({ weekday: "short", ...HOURS });
const DATE = /** @type {const} */ ({ year: "numeric", month: "numeric", day: "numeric" });

/** Of the device. */
const here = { hours: shape(HOURS), withDay: shape(WEEKDAY), date: shape(DATE) };

/** @param {Intl.DateTimeFormatOptions} options */
function shape(options) {
  return new Intl.DateTimeFormat(locale, options);
}

/** Of events, by their zone. @type {Map<string, {format: (ms: number) => string}>} */
const dates = new Map();

/**
 * When a moment is on this device: "05:40", on another date than at the event "Sun 05:40".
 * @param {Clock} clock @param {number|null|undefined} ms @returns {string} empty where it says the same as the event's
 */
function own(clock, ms) {
  if (ms == null) return "";
  const there = dates.get(clock.zone) ?? format(clock.zone, DATE);
  dates.set(clock.zone, there);
  const sameDay = there.format(ms) === here.date.format(ms);
  if (sameDay && clock.time(ms) === here.hours.format(ms)) return "";
  return (sameDay ? here.hours : here.withDay).format(ms);
}

/** From when to when, on this device. @param {Clock} clock @param {{start?: number|null, end?: number|null}} item */
const ownSpan = (clock, { start, end }) => [own(clock, start), own(clock, end)].filter(Boolean).join("–");

/**
 * The same in brackets, to stand behind the event's times.
 * @param {Clock} clock @param {{start?: number|null, end?: number|null}} item
 */
export function beside(clock, item) {
  const span = ownSpan(clock, item);
  return span
    ? html` <span class="own-time"><span class="unseen">${t("where you are:")}</span> (${span})</span>`
    : nothing;
}

/** "Berlin (CET)". @param {string} zone @param {number} ms */
function nameOf(zone, ms) {
  const timeZone = known(zone);
  if (!timeZone || timeZone === "UTC") return "UTC";
  const parts = new Intl.DateTimeFormat(locale, { ...HOURS, timeZone, timeZoneName: "short" }).formatToParts(ms);
  const short = parts.find(({ type }) => type === "timeZoneName")?.value;
  return `${zone.split("/").at(-1)?.replaceAll("_", " ")} (${short})`;
}

/** Above a programme: whose times these are. @param {Clock} clock @param {number|null} [ms] a moment of it */
export function zoneNote(clock, ms) {
  const at = ms ?? clock.now();
  return own(clock, at)
    ? html`<p class="quiet zone-note">
        ${t("Times of {zone}; in brackets, what your clock says then.", { zone: nameOf(clock.zone, at) })}
      </p>`
    : nothing;
}

/**
 * Below what is on now, or comes next: the event's zone, and until or from when it is on this device.
 * @param {Clock} clock @param {{state: string, start?: number|null, end?: number|null}} item
 */
export function nowHere(clock, { state, start, end }) {
  const running = state === "running";
  const ms = running ? end : start;
  const time = own(clock, ms);
  if (ms == null || !time) return nothing;
  const words = running
    ? t("{zone} · where you are: until {time}", { zone: nameOf(clock.zone, ms), time })
    : t("{zone} · where you are: {time}", { zone: nameOf(clock.zone, ms), time });
  return html`<span class="own-time">${words}</span>`;
}
