/** Who may write, and whether the reader of a page is among them. No DOM. */
import { t } from "../core/words.js";

/** @typedef {import("../core/table.js").Row<"write_access">["who"]} Who */

/** From the widest to the narrowest. @type {Who[]} */
export const LEVELS = ["address", "code", "checked-in", "ticket"];

/** @param {import("../core/table.js").Table} table @returns {Who} */
export const writers = (table) =>
  table.all("write_access")[0]?.who ?? (table.all("event")[0]?.code ? "code" : "address");

/** @param {Who} who */
export const levelWord = (who) =>
  ({
    address: t("Anybody with the address"),
    code: t("Who came by the code"),
    "checked-in": t("Who has checked in"),
    ticket: t("Who has opened a ticket"),
  })[who];

/**
 * What keeps the reader from writing, as the server will say it; null: nothing.
 * @param {Who} who @param {Reader} me as the server tells it
 * @returns {"code"|"check-in"|"ticket"|null}
 */
export function missing(who, me) {
  if (me.person || me.roles.length > 1) return null;
  if (who === "ticket") return "ticket";
  if (who !== "address" && !me.came) return "code";
  return who === "checked-in" && !me.here ? "check-in" : null;
}
