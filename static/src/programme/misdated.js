/** Items that have begun or ended at a time that is still ahead, which only a clock that was wrong can do. */

const MINUTE = 60_000;

/** @param {import("../core/table.js").Table} table @param {number} now event ms */
export const misdated = (table, now) =>
  [...table.all("session"), ...table.all("slot")].filter(
    ({ started, ended }) => Math.max(started ?? 0, ended ?? 0) > now + MINUTE,
  );
