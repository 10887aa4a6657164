/** The switch for who may write, as moderators and organisers see it. */
import { html } from "lit-html";
import { LEVELS, levelWord, writers } from "../../event/write_access.js";
import { t } from "../../core/words.js";
import { option } from "../../kit/options.js";

/**
 * @param {{table: import("../../core/table.js").Table,
 *   act: (name: string, args: Record<string, unknown>) => unknown}} acting
 */
export function writeAccess({ table, act }) {
  const now = writers(table);
  const choose = (/** @type {FieldEvent} */ { target }) => void act("write_access.set", { who: target.value });
  return html`<div class="write-access">
    <label class="inline"
      >${t("Who may write")}
      <select @change=${choose}>
        ${LEVELS.map((who) => option(who, levelWord(who), who === now))}
      </select></label
    >
    <p class="note">
      ${t("Everybody with the address can read. The code is no secret: it stands on the screen. Tickets are.")}
    </p>
  </div>`;
}
