/** What the profile of an event promises, as `core/profiles.py` holds it: what it forbids is not offered. */
import { html } from "lit-html";
import { t } from "../core/words.js";

/** @typedef {import("../core/table.js").Table} Table */
/** @typedef {{names: boolean, liveResults: boolean, direct: boolean}} Profile direct: texts may be shown unseen */

/** @type {Profile} */
const OPEN = { names: true, liveResults: true, direct: true };
/** @type {Profile} */
const SENSITIVE = { names: false, liveResults: false, direct: false };

/** One that this page does not know protects, as on the server. @param {Table} table @returns {Profile} */
export const profileOf = (table) => ((table.all("event")[0]?.profile || "open") === "open" ? OPEN : SENSITIVE);

/** Whether texts wait for the team, given the setting. @param {Table} table @param {boolean} moderated */
export const mustWait = (table, moderated) => moderated || !profileOf(table).direct;

/**
 * What would let texts be shown unseen: the switch, or what it stands at and why nobody can turn it.
 * @param {Table} table @param {string} word @param {() => unknown} draw
 */
export const unlessHeld = (table, word, draw) =>
  profileOf(table).direct
    ? draw()
    : html`<span class="note held-switch">${word}: ${t("always, as the event protects who takes part")}</span>`;
