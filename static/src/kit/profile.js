/** What the profile of an event forbids is not offered. */
import { html } from "lit-html";
import { t } from "../core/words.js";
import { profileOf } from "../event/profile.js";

/**
 * What would let texts be shown unseen: the switch, or what it stands at and why nobody can turn it.
 * @param {import("../core/table.js").Table} table @param {string} word @param {() => unknown} draw
 */
export const unlessHeld = (table, word, draw) =>
  profileOf(table).direct
    ? draw()
    : html`<span class="note held-switch">${word}: ${t("always, as the event protects who takes part")}</span>`;
