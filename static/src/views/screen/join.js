/** How to join: a QR code as high as the screen allows, and beside it what people without a camera type. */
import { html, nothing } from "lit-html";
import { pick, picked, t } from "../../core/words.js";
import { crowd, host, qr, remoteWay } from "./parts.js";

/** @param {import("./stage.js").Show} show @param {string} [call] what people are asked to do */
export function joinSlide({ table, boot, clock, level, audience }, call = t("Join in: ask, support, vote")) {
  const event = table.get("event", boot.event);
  const [picture, address] = { hall: [boot.qr, boot.join], stream: [boot.qr_remote, boot.remote], page: [] }[audience];
  return html`<div class="slide join">
    ${
      picture
        ? html`<div class="sheet">${qr(picture, t("QR code of the address {address}", { address }))}</div>`
        : nothing
    }
    <div class="words">
      <p class="event" lang=${picked(event?.title, event?.languages)}>
        ${pick(event?.title)} ${clock.rehearsal ? html`<span class="rehearsal">${t("Rehearsal")}</span>` : nothing}
      </p>
      <h1 aria-level=${level}>${call}</h1>
      ${WAYS[audience](boot, event?.code ?? "")}
      <p class="counts">${crowd(table)}</p>
      ${boot.unreachable ? html`<p class="unreachable">${t("Only this computer can open this address.")}</p>` : nothing}
    </div>
  </div>`;
}

/** What people do who have no camera at hand. @type {Record<string, (boot: Boot, code: string) => unknown>} */
const WAYS = {
  hall: (boot, code) =>
    html`<dl>
      <div>
        <dt>${t("Scan, or open")}</dt>
        <dd class="address" dir="ltr">${host(boot.join)}</dd>
      </div>
      <div>
        <dt>${t("and type the code")}</dt>
        <dd class="code" dir="ltr">${code}</dd>
      </div>
    </dl>`,
  stream: (boot) =>
    html`<dl>
      <div>
        <dt>${t("Scan, or open")}</dt>
        <dd class="address" dir="ltr">${remoteWay(boot)}</dd>
      </div>
    </dl>`,
  page: () => html`<p>${t("You have already joined: ask and vote on this page.")}</p>`,
};
