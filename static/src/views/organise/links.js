/** Staff links: made per role and room, opened on several devices, and taken back one by one or all at once. */
import { html, nothing } from "lit-html";
import { repeat } from "lit-html/directives/repeat.js";
import { pick, t, tn } from "../../core/words.js";
import { copyField } from "./copy.js";

/** @typedef {import("../../pages/organise.js").Office} Office */

const ROLES = ["organiser", "moderator", "desk", "facilitator", "screen"];
const HOURS = [12, 24, 72, 168];

/** @param {string} role */
export function roleWord(role) {
  /** @type {Record<string, string>} */
  const words = {
    organiser: t("Organiser"),
    moderator: t("Moderator"),
    facilitator: t("Facilitator of a room"),
    desk: t("Check-in desk"),
    screen: t("Projector"),
  };
  return words[role] ?? role;
}

/** @param {Office} office */
export function links(office) {
  const rank = (/** @type {any} */ link) => ROLES.indexOf(link.role);
  const rows = [...office.desk.all("link")].sort(
    (a, b) => Number(a.revoked) - Number(b.revoked) || b.made - a.made || rank(a) - rank(b) || (a.id < b.id ? -1 : 1),
  );
  return html`<section aria-labelledby="h-links">
    <h2 id="h-links">${t("Staff links")}</h2>
    <p class="note">
      ${t("Whoever opens a staff link gets its role on that device. Send it to one person or team, and take it back when it is not needed any more.")}
    </p>
    ${form(office)} ${office.trouble ? html`<p class="trouble" role="alert">${office.trouble}</p>` : nothing}
    <ul class="links">
      ${repeat(
        rows,
        (row) => row.id,
        (row) => entry(office, row),
      )}
    </ul>
  </section>`;
}

/** @param {Office} office */
function form(office) {
  const rooms = [...office.table.all("room")].sort((a, b) => a.order - b.order);
  const workshops = [...office.table.all("workshop")].sort((a, b) => a.order - b.order);
  const submit = (/** @type {SubmitEvent} */ event) => {
    event.preventDefault();
    office.make(/** @type {HTMLFormElement} */ (event.target));
  };
  const choose = (/** @type {Event} */ event) => {
    office.role = /** @type {HTMLSelectElement} */ (event.target).value;
    office.redraw();
  };
  return html`<form class="card make" @submit=${submit}>
    <label
      >${t("Role")}<select name="role" @change=${choose}>
        ${["moderator", "facilitator", "desk", "screen", "organiser"].map((role) => html`<option value=${role}>${roleWord(role)}</option>`)}
      </select></label
    >
    ${
      office.role === "facilitator" && rooms.length + workshops.length
        ? html`<label
            >${t("Room or workshop")}<select name="place">
              ${workshops.map((row) => html`<option value=${`workshop:${row.id}`}>${pick(row.title)}</option>`)}
              ${rooms.map((room) => html`<option value=${`room:${room.id}`} ?selected=${room === rooms[0]}>${pick(room.title)}</option>`)}
            </select></label
          >`
        : nothing
    }
    <label
      >${t("For whom (optional)")}
      <input type="text" name="label" maxlength="60" autocomplete="off" placeholder=${t("Team at the entrance")}
    /></label>
    <label
      >${t("Valid")}<select name="hours">
        <option value="">${t("until it is taken back")}</option>
        ${HOURS.map((n) => html`<option value=${n}>${lasting(n)}</option>`)}
      </select></label
    >
    <label class="check"><input type="checkbox" name="single" /> ${t("For one device only")}</label>
    ${office.role === "desk" ? html`<label class="check"><input type="checkbox" name="steward" /> ${t("Scans only, sees no list")}</label>` : nothing}
    <button class="b main">${t("Make a link")}</button>
  </form>`;
}

/** @param {number} hours */
const lasting = (hours) => (hours < 48 ? tn("{n} hour", "{n} hours", hours) : tn("{n} day", "{n} days", hours / 24));

/** @param {Office} office @param {any} link */
function entry(office, link) {
  const room = link.room
    ? office.table.get("room", link.room)
    : link.workshop
      ? office.table.get("workshop", link.workshop)
      : null;
  const openings = office.desk
    .all("opening")
    .filter((opening) => opening.link === link.id)
    .sort((a, b) => b.at - a.at);
  const expired = link.expires !== null && link.expires <= Date.now();
  const live = !link.revoked && !expired;
  const state = link.revoked ? t("taken back") : expired ? t("expired") : validity(office, link);
  const open = office.shown?.id === link.id;
  return html`<li class=${live ? "card link-row" : "card link-row ended"}>
    <div class="head">
      <p>
        <b>${roleWord(link.role)}</b
        >${link.steward ? html` · ${t("scans only")}` : nothing}${room ? html` · ${pick(room.title)}` : nothing}
        ${link.label ? html` · <bdi>${link.label}</bdi>` : nothing}
      </p>
      <p class="note">${state}</p>
      ${
        live
          ? html`<div class="acts">
              <button type="button" class="b" aria-expanded=${open} @click=${() => office.show(link.id)}>
                ${open ? t("Hide") : t("Show link")}
              </button>
              <button type="button" class="b stop" @click=${() => office.revoke(link.id)}>
                ${office.asked === link.id ? t("Really take it back?") : t("Take back")}
              </button>
            </div>`
          : nothing
      }
    </div>
    ${
      open && live
        ? html`<div class="secret">
            <img class="qr" src=${office.shown?.qr ?? ""} alt=${t("QR code of this staff link")} />
            <div>
              ${copyField(office.shown?.url ?? "", t("Staff link"))}
              <p class="note">${t("Never show this on the projector: whoever scans it has the role.")}</p>
            </div>
          </div>`
        : nothing
    }
    ${
      openings.length
        ? html`<ul class="openings">
            ${openings.map((opening) => device(office, link, opening))}
          </ul>`
        : nothing
    }
  </li>`;
}

/** @param {Office} office @param {any} link */
function validity(office, link) {
  const until =
    link.expires === null ? t("until it is taken back") : t("until {time}", { time: office.stamp(link.expires) });
  return link.single ? `${until} · ${t("one device only")}` : until;
}

/** @param {Office} office @param {any} link @param {any} opening */
const device = (office, link, opening) =>
  html`<li>
    <span class="tabular">${t("opened {time}", { time: office.stamp(opening.at) })}</span> ${
      opening.ended || link.revoked
        ? html`<span class="note">${t("ended")}</span>`
        : html`<button type="button" class="b small" @click=${() => office.act("opening.end", { id: opening.id })}>
            ${t("End on this device")}
          </button>`
    }
  </li>`;
