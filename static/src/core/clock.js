// Event time: every time shown comes from here. A rehearsal runs the same day with an offset and a speed.
import { steady } from "./steady.js";
import { locale, t } from "./words.js";
import { format } from "./zones.js";

const MINUTE = 60_000;
/** From so many minutes on, a time says more than what is left until then. */
const MOST_LEFT = 90;

export class Clock {
  #table;
  #wall;
  /** Server's wall clock minus ours, ms. */
  #offset = 0;
  /** What the last hello said, until its rows are here. @type {number|undefined} */
  #greeted;
  /** @type {ReturnType<typeof formats>|null} */
  #tz = null;

  /**
   * @param {{table: import("./table.js").Table, slug: string, now: number, wall?: () => number}} options
   *   now: event ms when the page was made
   */
  constructor({ table, slug, now, wall = () => steady.now() }) {
    this.#table = table;
    this.#wall = wall;
    this.slug = slug;
    this.sync(now);
  }

  /** Event now, ms. */
  now() {
    const { wall, at, speed } = this.#row;
    return at + (this.#wall() + this.#offset - wall) * speed;
  }

  /** What time the server has, unix ms; of it only the team is told. */
  get wall() {
    return this.#wall() + this.#offset;
  }

  get rehearsal() {
    return Boolean(this.#row.rehearsal);
  }

  /**
   * A message has come, and the table has taken it.
   * @param {{t: string, now?: number}} msg
   */
  hear({ t: kind, now }) {
    // A hello's time goes with the rows that follow it: with a clock row from before, it would count a jump twice.
    if (kind === "hello") this.#greeted = now;
    else if (now !== undefined) this.sync(now);
    else if (this.#greeted !== undefined) this.sync(this.#greeted);
    if (kind !== "hello") this.#greeted = undefined;
  }

  /** The server said what event time it is, with the clock row that is here. @param {number} now event ms */
  sync(now) {
    const { wall, at, speed } = this.#row;
    if (speed > 0 && Number.isFinite(now)) this.#offset = wall + (now - at) / speed - this.#wall();
  }

  /** "11:40" in the event's time zone and the reader's language. @param {number} ms */
  time(ms) {
    return this.#formats.hours.format(ms);
  }

  /** The event's time zone, by its name. */
  get zone() {
    return this.#formats.zone;
  }

  /** The day of a moment, if it is not today in the event's time zone: "Tue 4 June"; else empty. @param {number} ms */
  otherDay(ms) {
    const { days } = this.#formats;
    const day = (/** @type {number} */ at) => days.format(at);
    return day(ms) === day(this.now()) ? "" : day(ms);
  }

  /** For the datetime attribute. @param {number} ms */
  iso(ms) {
    return new Date(ms).toISOString();
  }

  /** Whole minutes from now until ms, rounded up; negative when it is past. @param {number} ms */
  minutesTo(ms) {
    return Math.ceil((ms - this.now()) / MINUTE);
  }

  /** "until 11:40 · 28 min left", "until 11:40 · 3 min over". @param {number} end event ms */
  until(end) {
    const left = this.minutesTo(end);
    const time = this.time(end);
    if (left > MOST_LEFT) return t("until {time}", { time });
    if (left > 0) return t("until {time} · {n} min left", { time, n: left });
    // An item that nobody ended, or of another day, is not "over" by hours: its time alone says enough.
    return left > -1 || left < -MOST_LEFT
      ? t("until {time}", { time })
      : t("until {time} · {n} min over", { time, n: -left });
  }

  /**
   * The same where the time stands beside it: "28 min left", "3 min over", else "until 11:40".
   * @param {number} end event ms
   */
  left(end) {
    const left = this.minutesTo(end);
    if (left > MOST_LEFT || left < -MOST_LEFT) return this.until(end);
    return left >= 0 ? t("{n} min left", { n: left }) : t("{n} min over", { n: -left });
  }

  /** "just now", "4 min ago". @param {number} ms */
  ago(ms) {
    const minutes = -this.minutesTo(ms);
    return minutes < 1 ? t("just now") : minutes < 60 ? t("{n} min ago", { n: minutes }) : this.time(ms);
  }

  get #row() {
    return this.#table.get("clock", this.slug) ?? { wall: 0, at: 0, speed: 1, rehearsal: false };
  }

  get #formats() {
    const zone = this.#table.get("event", this.slug)?.tz ?? "UTC";
    if (this.#tz?.zone !== zone) this.#tz = formats(zone);
    return this.#tz;
  }
}

const HOURS = /** @type {const} */ ({ hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
const DAYS = /** @type {const} */ ({ weekday: "short", day: "numeric", month: "long" });

/** How times and days of a zone are written. @param {string} zone */
const formats = (zone) => ({ zone, hours: format(zone, HOURS), days: format(zone, DAYS) });

/** Wall time of this device with seconds, "11:12:03". @param {Date} date */
export function wallTime(date) {
  return date.toLocaleTimeString(locale, { hour: "2-digit", minute: "2-digit", second: "2-digit" });
}
