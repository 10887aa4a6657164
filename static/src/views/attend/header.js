/** On top of every public page: the way home, how fresh everything is, the language, and where one takes part. */
import { html, nothing } from "lit-html";
import { presence } from "../../programme/session.js";
import { shortName } from "../../event/name.js";
import { languages } from "../../kit/shell.js";
import { connection, origin } from "../../kit/view.js";
import { pick, picked, t } from "../../core/words.js";
import { leave } from "./checkin.js";
import { modes, unplaced } from "./whereabouts.js";

/** @typedef {import("./state.js").AttendeeState} AttendeeState */

/** @param {AttendeeState} page */
export function header(page) {
  const { table, boot, link, clock } = page.app;
  const event = table.get("event", boot.event);
  const name = shortName(event);
  const { onsite, remote } = presence(table);
  const here = onsite === null || remote === null ? null : { onsite, remote };
  return html`<header class=${link.status.state === "offline" ? "masthead off" : "masthead"}>
      ${clock.rehearsal ? html`<p class="banner">${t("Rehearsal — nothing here is real")}</p>` : nothing}
      <div class="of">
        <a
          class="event-name"
          href=${home(page)}
          dir="auto"
          lang=${picked(name, event?.languages)}
          title=${name === event?.title ? nothing : pick(event?.title)}
          aria-current=${location.pathname === home(page) ? "page" : nothing}
          >${pick(name)}</a
        >
        <p class="connection">${connection(link.status, here)}</p>
      </div>
      ${languages(boot)} ${me(page)}
    </header>
    ${table.all("announcement").length ? page.parts.announcements.now?.banner(page) : nothing}`;
}

/** The page on which the reader takes part. @param {AttendeeState} page */
const home = ({ app: { boot } }) => `/e/${boot.event}/${boot.me.mode === "remote" ? "watch" : ""}`;

/** Room or remote, and the way out: reachable, but quiet. @param {AttendeeState} page */
function me(page) {
  const { mode } = page.app.boot.me;
  return html`<details class="me">
    <summary>
      <span class="unseen">${t("You take part:")}</span> ${
        mode ? origin(mode) : html`<span class="origin">${t("where?")}</span>`
      }
    </summary>
    <div class="sheet">
      ${unplaced(page) ? nothing : html`<p>${t("Where are you taking part?")}</p>`} ${modes(page)} ${leave(page)}
      <p class="quiet">${t("The team sees this mark on your questions; others only if both groups are large.")}</p>
      <p><a href="/">${t("All events on this server")}</a></p>
    </div>
  </details>`;
}
