/** An evaluation on the wall: its QR code, and the short address for those who type. */
import { html, nothing } from "lit-html";
import { pick, picked, t } from "../../core/words.js";
import { evaluationPath, takesAnswers } from "../../reports/evaluations.js";
import { host, qr } from "./parts.js";

/** @param {import("./stage.js").Show} show */
export function evaluationSlide({ table, boot, clock, screen, level, audience }) {
  const row = screen.id ? table.get("evaluation", screen.id) : null;
  const event = table.get("event", boot.event);
  const open = row && takesAnswers(row, clock.now());
  const address = `${host(boot.join)}/e/${boot.event}/evaluate`;
  const about = row?.session ? table.get("session", row.session) : null;
  return html`<div class="slide join">
    ${
      open && audience !== "page"
        ? html`<div class="sheet">
            ${qr(`${evaluationPath(boot.event, row.id)}/qr.svg`, t("QR code of the address {address}", { address }))}
          </div>`
        : nothing
    }
    <div class="words">
      <p class="event" lang=${picked(about?.title ?? event?.title, event?.languages)}>
        ${pick(about?.title ?? event?.title)}
      </p>
      <h1 aria-level=${level} dir="auto">${open ? pick(row.title) : t("Thank you to everybody who has answered.")}</h1>
      ${
        open
          ? html`<dl>
              <div>
                <dt>${t("Scan, or open")}</dt>
                <dd class="address" dir="ltr">${address}</dd>
              </div>
            </dl>`
          : nothing
      }
      <p class="counts">${open ? t("Anonymous, and quickly done.") : nothing}</p>
    </div>
  </div>`;
}
