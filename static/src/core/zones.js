/** Time zones, as far as this browser knows them. */
import { locale } from "./words.js";

/** What zones were called that older browsers know by no other name. */
const FORMER = new Map([
  ["Europe/Kyiv", "Europe/Kiev"],
  ["Asia/Kolkata", "Asia/Calcutta"],
  ["Asia/Kathmandu", "Asia/Katmandu"],
  ["Asia/Ho_Chi_Minh", "Asia/Saigon"],
  ["Asia/Yangon", "Asia/Rangoon"],
  ["America/Nuuk", "America/Godthab"],
  ["Atlantic/Faroe", "Atlantic/Faeroe"],
  ["Pacific/Kanton", "Pacific/Enderbury"],
]);

/**
 * The name by which this browser knows a zone.
 * @param {string} zone @returns {string|null} null where it knows it by none
 */
export function known(zone) {
  for (const name of [zone, FORMER.get(zone)]) {
    if (!name) continue;
    try {
      new Intl.DateTimeFormat("en", { timeZone: name });
      return name;
    } catch {
      continue; // this browser is older than the name
    }
  }
  return null;
}

/**
 * Times in a zone. Where the browser does not know it, they are in UTC and say so: the device's own would be wrong
 * without a word. @param {string} zone @param {Intl.DateTimeFormatOptions} shape
 * @returns {{format: (ms: number) => string}}
 */
export function format(zone, shape) {
  const timeZone = known(zone);
  if (timeZone) return new Intl.DateTimeFormat(locale, { ...shape, timeZone });
  const utc = new Intl.DateTimeFormat(locale, { ...shape, timeZone: "UTC" });
  return { format: (ms) => `${utc.format(ms)} UTC` };
}

const DAY = /** @type {const} */ ({ day: "numeric", month: "long", year: "numeric" });

/** "4 June 2024" in a zone. @param {number} ms @param {string} zone */
export const dayIn = (ms, zone) => format(zone, DAY).format(ms);
