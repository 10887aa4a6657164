/** After the last item: thanks, and where to read on. */
import { html, nothing } from "lit-html";
import { PLENARY } from "../../summaries/summaries.js";
import { t } from "../../core/words.js";
import { fitted } from "./fit.js";
import { evaluationPath, offered } from "../../reports/evaluations.js";
import { host, qr, top, typed } from "./parts.js";

/** @param {import("./stage.js").Show} show */
export function endSlide(show) {
  const { table, boot, level, audience } = show;
  const [evaluation] = offered(table, show.clock.now(), true);
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
      ${evaluation && audience !== "page" ? asked(boot, evaluation) : nothing}
    </div>
  </div>`;
}

/** What those who took part are asked. @param {Boot} boot @param {RowOf<"evaluation">} evaluation */
function asked(boot, { id }) {
  const address = `${host(boot.join)}/e/${boot.event}/evaluate`;
  return html`<div class="read">
    ${qr(`${evaluationPath(boot.event, id)}/qr.svg`, "")}
    <p>${t("How was it?")}<br /><b dir="ltr">${address}</b></p>
  </div>`;
}
