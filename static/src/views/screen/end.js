/** After the last item: thanks, and where to read on. */
import { html, nothing } from "lit-html";
import { PLENARY } from "../../summaries/summaries.js";
import { t } from "../../core/words.js";
import { fitted } from "./fit.js";
import { qr, top, typed } from "./parts.js";

/** @param {import("./stage.js").Show} show */
export function endSlide(show) {
  const { table, boot, level, audience } = show;
  const published = table.get("summary", PLENARY)?.state === "published";
  return html`<div class="slide end">
    ${top(show, null)}
    <div class="main">
      <div class="place enter">
        <h1 class="fit" aria-level=${level} ${fitted()}>${t("That was the programme. Thank you for being here.")}</h1>
      </div>
      ${
        published
          ? html`<div class="read">
              ${audience === "page" ? nothing : qr(boot.qr_summary, "")}
              <p>${t("Read the summary")}<br /><b dir="ltr">${typed(boot.summary)}</b></p>
            </div>`
          : nothing
      }
    </div>
  </div>`;
}
