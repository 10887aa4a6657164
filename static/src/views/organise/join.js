/** How people join, for both groups: address, code, QR, and a poster of each to print. */
import { html } from "lit-html";
import { profileOf } from "../../event/profile.js";
import { origin } from "../../kit/view.js";
import { pick, picked, t } from "../../core/words.js";
import { writeAccess } from "../day/write_access.js";
import { host } from "../screen/parts.js";
import { copyField } from "../../kit/copy_field.js";

/** @typedef {import("./state.js").OrganiserState} OrganiserState */

/** @param {OrganiserState} page */
export function joining(page) {
  const { table, boot } = page;
  const code = table.get("event", boot.event)?.code ?? "";
  const onsite = t("For posters and the projector in the building.");
  const { oneLink } = profileOf(table);
  const everybody = t("Whoever opens it says whether they are in the room or remote.");
  const remote = t("For the invitation by e-mail, and beside the stream.");
  return html`<section aria-labelledby="h-join">
    <h2 id="h-join">${t("How people join")}</h2>
    <div class="cards">
      ${
        oneLink
          ? way("onsite", t("For everybody"), boot.join, boot.qr, everybody)
          : html`${way("onsite", t("In the room"), boot.join, boot.qr, onsite)}
            ${way("remote", t("Remote"), boot.remote, boot.qr_remote, remote)}`
      }
    </div>
    <p>
      ${t("Without a camera: open {address} and type the code", { address: host(boot.join) })}
      <b class="code" dir="ltr">${code}</b>
    </p>
    ${writeAccess(page)}
  </section>`;
}

/**
 * @param {"onsite"|"remote"} mode @param {string} title
 * @param {string} address @param {string} qr @param {string} use
 */
const way = (mode, title, address, qr, use) =>
  html`<article class="card way">
    <img class="qr" src=${qr} alt=${t("QR code of the address {address}", { address })} />
    <div>
      <h3>${origin(mode, title)}</h3>
      <p class="note">${use}</p>
      ${copyField(address, t("Address to join"))}
      <button type="button" class="button" @click=${() => print(mode)}>${t("Print the poster")}</button>
    </div>
  </article>`;

/** @param {"onsite"|"remote"} mode */
function print(mode) {
  document.body.dataset.print = mode;
  window.print();
}

/** Both posters; they exist on paper only. @param {OrganiserState} page */
export function posters({ table, boot }) {
  const event = table.get("event", boot.event);
  /** @type {["onsite"|"remote", string, string][]} */
  const sheets = [
    ["onsite", boot.join, boot.qr],
    ["remote", boot.remote, boot.qr_remote],
  ];
  return sheets.map(
    ([mode, address, qr]) =>
      html`<section class="poster" data-poster=${mode} aria-hidden="true">
        <header>
          <p lang=${picked(event?.title, event?.languages)}>${pick(event?.title)}</p>
          ${origin(mode)}
        </header>
        <h1>${t("Ask, support, vote")}</h1>
        <img src=${qr} alt="" />
        <footer>
          <p>${t("Point your camera at the code, or open")}</p>
          <p class="address" dir="ltr">${host(address)}</p>
          <p>${t("and type the code")}</p>
          <p class="code" dir="ltr">${event?.code ?? ""}</p>
          <p class="small">${t("No app, no account, no name.")}</p>
        </footer>
      </section>`,
  );
}
