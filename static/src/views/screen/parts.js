/** What every slide shares: the line on top, the two groups, and how to join. */
import { html, nothing } from "lit-html";
import { hereWords, share, time } from "../../kit/view.js";
import { shortName } from "../../event/name.js";
import { presence } from "../../programme/session.js";
import { pick, picked, t } from "../../core/words.js";

/** @typedef {import("./stage.js").Show} Show */

/**
 * The session's title, whether this is a rehearsal, and the time.
 * @param {Show} show @param {{title: Words, languages: string[]}|null} session null: the event's name
 */
export function top({ table, boot, clock }, session) {
  const event = table.get("event", boot.event);
  const title = session ? session.title : shortName(event);
  return html`<header class="top">
    <p class="what" lang=${picked(title, event?.languages)}><b>${pick(title)}</b></p>
    ${clock.rehearsal ? html`<span class="rehearsal">${t("Rehearsal")}</span>` : nothing}
    <span class="clock">${time(clock, clock.now())}</span>
  </header>`;
}

/** How many people are here, or that they are too few to be told. @param {import("../../core/table.js").Table} table */
export function crowd(table) {
  const here = presence(table);
  const few = here.all === null && table.all("presence").length;
  return few ? html`<span>${t("The count shows from five people on.")}</span>` : hereWords(here);
}

/** How many people follow, by group. @param {Show} show */
export function groups({ table }) {
  const here = presence(table);
  return html`<div class="groups">
    <p>${crowd(table)}</p>
    ${here.onsite && here.remote ? share(here.onsite, here.remote) : nothing}
  </div>`;
}

/**
 * Who looks at a slide: people in the building, people at the page that it is part of, or those who watch a stream.
 * @typedef {"hall"|"page"|"stream"} Audience
 */

/** @param {Boot} boot @returns {Audience} */
export const audienceOf = (boot) =>
  boot.page === "watch" ? "page" : boot.overlay || boot.remote_only ? "stream" : "hall";

/**
 * The short way in: address, code and QR. Who scans the code of the hall counts as in the room, so a stream shows the
 * way for people elsewhere, and who reads this on the event's own page is in.
 * @param {Show} show
 */
export function way({ table, boot, audience }) {
  const code = table.get("event", boot.event)?.code;
  if (!code || audience === "page") return nothing;
  if (audience === "stream") {
    return html`<div class="way">
      <p>${t("Join in:")} <b dir="ltr">${remoteWay(boot)}</b></p>
      ${qr(boot.qr_remote, "")}
    </div>`;
  }
  return html`<div class="way">
    <p>${t("Join in:")} <b dir="ltr">${host(boot.join)}</b><br />${t("Code")} <b class="code" dir="ltr">${code}</b></p>
    ${qr(boot.qr, "")}
  </div>`;
}

/** The same in one line, where slides need the height. @param {Show} show */
export function wayInALine({ table, boot, audience }) {
  const code = table.get("event", boot.event)?.code;
  if (!code || audience === "page") return nothing;
  return html`<p class="in">
    ${t("Join in:")}
    ${
      audience === "stream"
        ? html`<b dir="ltr">${remoteWay(boot)}</b>`
        : html`<b dir="ltr">${host(boot.join)}</b> · ${t("Code")} <b class="code" dir="ltr">${code}</b>`
    }
  </p>`;
}

/** @param {string|null|undefined} picture @param {string} alt */
export const qr = (picture, alt) => (picture ? html`<img class="qr" src=${picture} alt=${alt} />` : nothing);

/** The address for people elsewhere, as they type it. @param {Boot} boot */
export const remoteWay = (boot) => typed(boot.remote);

/** An address without what nobody types. @param {string|undefined} address */
export const typed = (address) => (address ?? "").replace(/^https?:\/\//, "").replace(/\/$/, "");

/** The part of an address that people type. @param {string|undefined} address */
export function host(address) {
  try {
    return new URL(address ?? "", location.href).host;
  } catch {
    return "";
  }
}
