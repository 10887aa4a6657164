/**
 * Time that goes on evenly, whatever somebody does to the device's clock. `performance.now()` never jumps, but on many
 * devices it stands still while they sleep; the device's clock goes on in its sleep, but is put right, or wrong, at
 * any moment. So we count with the first, and believe the second where the page was out of sight.
 */

/** Smaller differences are how unevenly two clocks go, ms. */
const JUMP = 1500;
/** A timer that comes so much too late has been asleep, ms. */
const LATE = 3000;
const LOOK = 1000;

export class Steady {
  #wall;
  #ticks;
  #begun;
  /** What the device's clock was ahead of our count when we last looked. */
  #ahead;
  #slept = 0;
  #away = false;

  /** @param {{wall?: () => number, ticks?: () => number}} [sources] unix ms; ms since whenever */
  constructor({ wall = () => Date.now(), ticks = () => performance.now() } = {}) {
    this.#wall = wall;
    this.#ticks = ticks;
    this.#ahead = this.#begun = wall() - ticks();
  }

  /** Unix ms, as the device had them when the page began. */
  now() {
    this.#look();
    return this.#ticks() + this.#begun + this.#slept;
  }

  /** The page goes out of sight: from now on it may be asleep. */
  leave() {
    this.#look();
    this.#away = true;
  }

  /** It is back. */
  back() {
    this.#look();
    this.#away = false;
  }

  /** @returns {boolean} whether the device's clock has made a leap since we last looked */
  #look() {
    const leap = this.#wall() - this.#ticks() - this.#ahead;
    if (Math.abs(leap) < JUMP) return false;
    this.#ahead += leap;
    if (leap > 0 && this.#away) this.#slept += leap;
    return true;
  }

  /**
   * Follow the page, and call when it may have slept, or when the device's clock was moved.
   * @param {() => void} woken
   */
  follow(woken) {
    let last = this.#ticks();
    document.addEventListener("visibilitychange", () => {
      if (document.visibilityState === "hidden") this.leave();
      else this.back();
    });
    document.addEventListener("freeze", () => this.leave());
    document.addEventListener("resume", () => (this.back(), woken()));
    setInterval(() => {
      const late = this.#ticks() - last > LATE;
      last = this.#ticks();
      const leapt = this.#look();
      if ((late || leapt) && document.visibilityState === "visible") woken();
    }, LOOK);
  }
}

/** The time of this page. */
export const steady = new Steady();
