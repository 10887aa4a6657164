/** Staff links: made per role and room, opened on several devices, and taken back one by one or all at once. */
import { html, nothing } from "lit-html";
import { repeat } from "lit-html/directives/repeat.js";
import { submitted } from "../../kit/form.js";
import { pick, t, tn } from "../../core/words.js";
import { copyField } from "../../kit/copy_field.js";

/** @typedef {import("./state.js").OrganiserState} OrganiserState */

const ROLES = ["organiser", "moderator", "desk", "facilitator", "crew", "podium", "screen"];
/** In the order in which they are wanted. */
const CHOICES = ["moderator", "facilitator", "desk", "crew", "podium", "screen", "organiser"];
const HOURS = [12, 24, 72, 168];

/** @param {string} role */
export function roleWord(role) {
  /** @type {Record<string, string>} */
  const words = {
    organiser: t("Organiser"),
    moderator: t("Moderator"),
    facilitator: t("Facilitator of a room"),
    desk: t("Check-in desk"),
    crew: t("Technician"),
    podium: t("Podium"),
    screen: t("Projector"),
    operator: t("Operator of this server"),
  };
  return words[role] ?? role;
}

/** @param {OrganiserState} page */
export function staffLinks(page) {
  const rank = (/** @type {RowOf<"link">} */ link) => ROLES.indexOf(link.role);
  const rows = [...page.staff.all("link")].sort(
    (a, b) => Number(a.revoked) - Number(b.revoked) || b.made - a.made || rank(a) - rank(b) || (a.id < b.id ? -1 : 1),
  );
  const known = rows.some((row) => row.id === page.links.shown?.id);
  const note = t(
    "Whoever opens a staff link gets its role on that device. Send it to one person or team, and take it back when it is not needed any more.",
  );
  return html`<section aria-labelledby="h-links">
    <h2 id="h-links">${t("Staff links")}</h2>
    <p class="note">${note}</p>
    ${form(page)} ${page.trouble ? html`<p class="trouble" role="alert">${page.trouble}</p>` : nothing}
    ${page.links.shown && !known ? html`<div class="card" role="status">${secret(page)}</div>` : nothing}
    <ul class="links">
      ${repeat(
        rows,
        (row) => row.id,
        (row) => entry(page, row),
      )}
    </ul>
  </section>`;
}

/** @param {OrganiserState} page */
function form(page) {
  const submit = async (/** @type {SubmitEvent} */ event) => {
    const fields = submitted(event);
    if (await page.links.make(fields)) fields.form.reset();
  };
  const choose = (/** @type {Event} */ event) => {
    page.links.role = /** @type {HTMLSelectElement} */ (event.target).value;
    page.redraw();
  };
  return html`<form class="card make" @submit=${submit}>
    <label
      >${t("Role")}<select name="role" @change=${choose}>
        ${CHOICES.map((role) => html`<option value=${role}>${roleWord(role)}</option>`)}
      </select></label
    >
    ${page.links.role === "facilitator" ? places(page) : nothing}
    <label
      >${t("For whom (optional)")}
      <input
        type="text"
        name="label"
        data-draft="link-label"
        maxlength="60"
        autocomplete="off"
        placeholder=${t("Team at the entrance")}
    /></label>
    <label
      >${t("Valid")}<select name="hours">
        <option value="">${t("until it is taken back")}</option>
        ${HOURS.map((n) => html`<option value=${n}>${lasting(n)}</option>`)}
      </select></label
    >
    <label class="check"><input type="checkbox" name="single" /> ${t("For one device only")}</label>
    ${page.links.role === "desk" ? steward() : nothing}
    <button class="button main">${t("Make a link")}</button>
  </form>`;
}

const steward = () =>
  html`<label class="check"><input type="checkbox" name="steward" /> ${t("Scans only, sees no list")}</label>`;

/** What a facilitator runs. @param {OrganiserState} page */
function places(page) {
  const rooms = [...page.table.all("room")].sort((a, b) => a.order - b.order);
  const workshops = [...page.table.all("workshop")].sort((a, b) => a.order - b.order);
  if (!rooms.length && !workshops.length) return nothing;
  const option = (/** @type {string} */ kind, /** @type {{id: string, title: Words}} */ row, chosen = false) =>
    html`<option value=${`${kind}:${row.id}`} ?selected=${chosen}>${pick(row.title)}</option>`;
  return html`<label
    >${t("Room or workshop")}<select name="place">
      ${workshops.map((row) => option("workshop", row))} ${rooms.map((row, i) => option("room", row, i === 0))}
    </select></label
  >`;
}

/** @param {number} hours */
const lasting = (hours) => (hours < 48 ? tn("{n} hour", "{n} hours", hours) : tn("{n} day", "{n} days", hours / 24));

/** @param {OrganiserState} page @param {RowOf<"link">} link */
function entry(page, link) {
  const room = link.room
    ? page.table.get("room", link.room)
    : link.workshop
      ? page.table.get("workshop", link.workshop)
      : null;
  const openings = page.staff
    .all("opening")
    .filter((opening) => opening.link === link.id)
    .sort((a, b) => b.at - a.at);
  const expired = link.expires !== null && link.expires <= Date.now();
  const live = !link.revoked && !expired;
  const state = link.revoked ? t("taken back") : expired ? t("expired") : validity(page, link);
  const open = page.links.shown?.id === link.id;
  const show = open || page.links.mayShow(link);
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
              ${
                show
                  ? html`<button
                      type="button"
                      class="button"
                      aria-expanded=${open}
                      @click=${() => void page.links.toggle(link.id)}
                    >
                      ${open ? t("Hide") : t("Show link")}
                    </button>`
                  : nothing
              }
              <button type="button" class="button stop" @click=${() => takeBack(page, link.id)}>
                ${page.confirm.asks(link.id) ? t("Really take it back?") : t("Take back")}
              </button>
            </div>`
          : nothing
      }
    </div>
    ${live ? consequences(page, link) : nothing} ${open && live ? secret(page, link) : nothing}
    ${
      openings.length
        ? html`<ul class="openings">
            ${openings.map((opening) => device(page, link, opening))}
          </ul>`
        : nothing
    }
  </li>`;
}

/** @param {OrganiserState} page @param {string} id */
const takeBack = (page, id) => page.confirm.press(id, () => void page.links.revoke(id));

/**
 * What else ends with a link, before it is taken back; and the way on where it is the last one.
 * @param {OrganiserState} page @param {RowOf<"link">} link
 */
function consequences(page, link) {
  const { links, confirm } = page;
  if (links.last?.id === link.id) {
    return html`<p class="trouble">${links.last?.why}</p>
      <p>
        <button type="button" class="button" @click=${() => void links.replace(link.id)}>
          ${t("Replace it with a new link")}
        </button>
      </p>`;
  }
  const ending = links.endingWith(link.id);
  if (!confirm.asks(link.id) || !ending.length) return nothing;
  const names = ending.map((row) => [roleWord(row.role), row.label].filter(Boolean).join(" · "));
  return html`<p class="note" role="status">
    ${tn("One link was made by it and ends with it:", "{n} links were made by it and end with it:", names.length)}
    <bdi>${names.join(", ")}</bdi>
  </p>`;
}

/**
 * The address in view, and what to know of it.
 * @param {OrganiserState} page @param {RowOf<"link">} [link] its row, once it is known
 */
const secret = ({ links }, link) =>
  html`<div class="secret">
    <img class="qr" src=${links.shown?.qr ?? ""} alt=${t("QR code of this staff link")} />
    <div>
      ${copyField(links.shown?.url ?? "", t("Staff link"))}
      ${
        !link || link.role === "organiser"
          ? html`<p class="note">${t("Keep it now: the address of an organiser’s link is shown only once.")}</p>`
          : nothing
      }
      <p class="note">${t("Never show this on the projector: whoever scans it has the role.")}</p>
      ${link ? nothing : html`<p><a class="button" href="">${t("Go on")}</a></p>`}
    </div>
  </div>`;

/** @param {OrganiserState} page @param {RowOf<"link">} link */
function validity(page, link) {
  const until =
    link.expires === null ? t("until it is taken back") : t("until {time}", { time: page.stamp(link.expires) });
  return link.single ? `${until} · ${t("one device only")}` : until;
}

/** @param {OrganiserState} page @param {RowOf<"link">} link @param {RowOf<"opening">} opening */
const device = (page, link, opening) =>
  html`<li>
    <span class="tabular">${t("opened {time}", { time: page.stamp(opening.at) })}</span>
    ${opening.api ? html`<span class="note">${t("a scanning app")}</span>` : nothing}
    ${
      opening.ended || link.revoked
        ? html`<span class="note">${t("ended")}</span>`
        : html`<button type="button" class="button small" @click=${() => page.act("opening.end", { id: opening.id })}>
            ${t("End on this device")}
          </button>`
    }
  </li>`;
