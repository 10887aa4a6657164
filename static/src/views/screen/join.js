/** How to join: a QR code as high as the screen allows, and beside it what people without a camera type. */
import { html, nothing } from "lit-html";
import { presence } from "../../programme/session.js";
import { hereWords } from "../../kit/view.js";
import { pick, picked, t } from "../../core/words.js";
import { host, qr } from "./parts.js";

/** @param {import("./stage.js").Show} show @param {string} [call] what people are asked to do */
export function joinSlide({ table, boot, clock, level }, call = t("Join in: ask, support, vote")) {
  const event = table.get("event", boot.event);
  return html`<div class="slide join">
    ${
      boot.qr
        ? html`<div class="sheet">${qr(boot, t("QR code of the address {address}", { address: boot.join }))}</div>`
        : nothing
    }
    <div class="words">
      <p class="event" lang=${picked(event?.title, event?.languages)}>
        ${pick(event?.title)} ${clock.rehearsal ? html`<span class="rehearsal">${t("Rehearsal")}</span>` : nothing}
      </p>
      <h1 aria-level=${level}>${call}</h1>
      <dl>
        <div>
          <dt>${t("Scan, or open")}</dt>
          <dd class="address" dir="ltr">${host(boot.join)}</dd>
        </div>
        <div>
          <dt>${t("and type the code")}</dt>
          <dd class="code" dir="ltr">${event?.code ?? ""}</dd>
        </div>
      </dl>
      <p class="counts">${hereWords(presence(table))}</p>
    </div>
  </div>`;
}
