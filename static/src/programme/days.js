/** Items by day, where there is more than one: what begins past midnight belongs to the evening before. */
import { format } from "../core/zones.js";

/** When a day begins, as on paper and in calendars, ms. */
const DAY_BEGINS = 4 * 3_600_000;
const SHAPE = /** @type {const} */ ({ weekday: "long", day: "numeric", month: "long" });

/**
 * Items in their order, a list for each day. One without a time stays with those above it.
 * @template {{start?: number|null}} Item
 * @param {Item[]} items @param {string} zone the event's
 * @returns {{day: string, items: Item[]}[]} day: empty where all are on one
 */
export function byDay(items, zone) {
  const shape = format(zone, SHAPE);
  /** @type {{day: string, items: Item[]}[]} */
  const found = [];
  for (const item of items) {
    const last = found[found.length - 1];
    const day = item.start == null ? (last?.day ?? "") : shape.format(item.start - DAY_BEGINS);
    if (last && (last.day === day || !last.day)) {
      last.day ||= day;
      last.items.push(item);
    } else found.push({ day, items: [item] });
  }
  return found.length > 1 ? found : found.map(({ items: all }) => ({ day: "", items: all }));
}
