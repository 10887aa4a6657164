/** What the team tells everybody, along the lower edge of a screen, in every language that it was written in. */
import { html, nothing } from "lit-html";
import { keyed } from "lit-html/directives/keyed.js";
import { holding } from "../../event/announcements.js";
import { t } from "../../core/words.js";
import { fitted } from "./fit.js";

/** @param {Pick<import("./stage.js").Show, "table"|"clock">} show */
export function announced({ table, clock }) {
  const [first] = holding(table, clock.now());
  if (!first) return nothing;
  const texts = Object.entries(first.text).filter(([, text], i, all) => i === 0 || text !== all[0]?.[1]);
  return keyed(
    first.id,
    html`<aside class=${`announced enter ${first.level}`} aria-label=${t("Announcement")}>
      <div class="place">
        <p class="fit" data-fit="clamp" ${fitted()}>
          ${texts.map(([lang, text]) => html`<span dir="auto" lang=${lang}>${text}</span>`)}
        </p>
      </div>
    </aside>`,
  );
}
