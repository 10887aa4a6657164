/** What every slide shares: the line on top, the two groups, and how to join. */
import { html, nothing } from "lit-html";
import { hereWords, share, time } from "../../kit/view.js";
import { presence } from "../../programme/session.js";
import { pick, picked, t } from "../../core/words.js";

/** @typedef {import("./stage.js").Show} Show */

/**
 * The session's title, whether this is a rehearsal, and the time.
 * @param {Show} show @param {import("../../core/table.js").AnyRow|null} session null: the event's title
 */
export function top({ table, boot, clock }, session) {
  const event = table.get("event", boot.event);
  const title = session ? session.title : event?.title;
  return html`<header class="top">
    <p class="what" lang=${picked(title, event?.languages)}><b>${pick(title)}</b></p>
    ${clock.rehearsal ? html`<span class="rehearsal">${t("Rehearsal")}</span>` : nothing}
    <span class="clock">${time(clock, clock.now())}</span>
  </header>`;
}

/** How many people follow, by group. @param {Show} show */
export function groups({ table }) {
  const here = presence(table);
  return html`<div class="groups">
    <p>${hereWords(here)}</p>
    ${here.onsite === null || here.remote === null ? nothing : share(here.onsite, here.remote)}
  </div>`;
}

/** The short way in: address, code and QR. @param {Show} show */
export function way({ table, boot }) {
  const code = table.get("event", boot.event)?.code;
  if (!code) return nothing;
  return html`<div class="way">
    <p>${t("Join in:")} <b dir="ltr">${host(boot.join)}</b><br />${t("Code")} <b class="code" dir="ltr">${code}</b></p>
    ${qr(boot, "")}
  </div>`;
}

/** @param {any} boot @param {string} alt */
export const qr = (boot, alt) => (boot.qr ? html`<img class="qr" src=${boot.qr} alt=${alt} />` : nothing);

/** The part of an address that people type. @param {string|undefined} address */
export function host(address) {
  try {
    return new URL(address ?? "", location.href).host;
  } catch {
    return "";
  }
}
