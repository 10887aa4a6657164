/** Which event this is, who is here, and the ways to its other pages. */
import { html, nothing } from "lit-html";
import { presence } from "../../programme/session.js";
import { leaving } from "../../kit/leave.js";
import { languages, wayHome } from "../../kit/shell.js";
import { connection, hereWords } from "../../kit/view.js";
import { pick, picked, t } from "../../core/words.js";
import { known } from "../../core/zones.js";

/** @typedef {import("./state.js").OrganiserState} OrganiserState */

/** @param {OrganiserState} page @param {import("../../core/link.js").Status} status */
export function header(page, status) {
  const event = page.table.get("event", page.boot.event);
  return html`<header>
    <div class="head">
      ${wayHome(page.boot, event)} <span class="note">${t("Organise")}</span> ${languages(page.boot)}
    </div>
    <div>
      <h1 lang=${picked(event?.title, event?.languages)}>${pick(event?.title)}</h1>
    </div>
    <p class="here">
      ${hereWords(presence(page.table))}
      <span class="note">${connection(status)}</span>
    </p>
    <nav aria-label=${t("Pages of this event")}>${places(page)}</nav>
    ${leaving(page.boot.event, { refuse: (why) => page.refuse(why) })}
  </header>`;
}

/** @param {OrganiserState} page */
function places(page) {
  const base = `/e/${page.boot.event}`;
  /** @type {[string, string][]} */
  const all = [
    ["/moderate", t("Moderate")],
    ["/rooms", t("Rooms")],
    ["/desk", t("Check-in desk")],
    ["/screen/main", t("Projector")],
    ["/", t("For attendees")],
    ["/watch", t("For remote people")],
  ];
  return all.map(([path, word]) => html`<a class="button" href=${base + path}>${word}</a>`);
}

/** @param {OrganiserState} page */
export function rehearsal({ clock }) {
  if (!clock.rehearsal) return nothing;
  const words = t("Event time is {time}. At its end all is again as it was before.", { time: clock.time(clock.now()) });
  return html`<p class="banner">
    <b>${t("Rehearsal")}</b> ${words} <a href="#rehearsal">${t("Change or end it")}</a>
  </p>`;
}

/** What organisers should know of this server, and of their browser. @param {OrganiserState} page */
export const notes = ({ boot, zone }) => [
  .../** @type {string[]} */ (boot.notes).map((text) => html`<p class="banner"><b>${t("Server")}</b> ${text}</p>`),
  known(zone) ? nothing : html`<p class="banner">${unknownZone(zone)}</p>`,
];

/** @param {string} zone */
const unknownZone = (zone) =>
  t("This browser does not know the time zone {zone}: times are in UTC here. Please change times in a newer one.", {
    zone,
  });
