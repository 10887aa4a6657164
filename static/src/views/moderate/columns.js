/** The two lists: what waits for approval, and who is next. */
import { html, nothing } from "lit-html";
import { repeat } from "lit-html/directives/repeat.js";
import { presence, questionsOf } from "../../programme/session.js";
import { origin, share } from "../../kit/view.js";
import { lang, t, tn } from "../../core/words.js";
import { sortWord } from "./actions.js";
import { SORTS, STILL } from "./desk.js";
import { settle } from "./focus.js";
import { card } from "./question.js";

/** @typedef {import("./desk.js").Desk} Desk */
/** @typedef {import("./lists.js").Column} Column */

/** Lists of the past are opened by hand. @type {Set<string>} */
const unfolded = new Set();
const MINUTE = 60_000;

/** @param {Desk} desk */
export function waiting(desk) {
  const { waiting: wanted, dismissed, archived } = desk.columns;
  const ids = desk.ids("waiting");
  settle(desk, "waiting", [...ids, ...folded("dismissed", dismissed), ...folded("archived", archived)]);
  const oldest = wanted.length
    ? Math.floor((desk.clock.now() - (desk.table.get("question", wanted[0])?.at ?? 0)) / MINUTE)
    : 0;
  return html`<section
    class="col"
    data-column="waiting"
    aria-labelledby="h-waiting"
    ?data-front=${desk.tab === "waiting"}
    @pointermove=${() => touch(desk, "waiting")}
  >
    <header>
      <h2 id="h-waiting" tabindex="-1">
        ${t("Waiting for approval")} <span class="count tabular">${wanted.length}</span>
      </h2>
      ${oldest > 0 ? html`<small class="tabular">${t("oldest {n} min", { n: oldest })}</small>` : nothing}
      ${lateCount(desk, "waiting", wanted)}
    </header>
    ${list(desk, ids, { column: "waiting", home: ["queued"], hint: true })} ${ids.length ? nothing : empty(desk)}
    ${fold(desk, "waiting", "dismissed", t("Dismissed"), dismissed)}
    ${fold(desk, "waiting", "archived", t("Archived"), archived)}
  </section>`;
}

/** @param {Desk} desk */
export function next(desk) {
  const { next: wanted, stage, answered } = desk.columns;
  const ids = desk.ids("next").filter((id) => id !== stage?.id);
  settle(desk, "next", [...(stage ? [stage.id] : []), ...ids, ...folded("answered", answered)]);
  return html`<section
    class="col"
    data-column="next"
    aria-labelledby="h-next"
    ?data-front=${desk.tab === "next"}
    @pointermove=${() => touch(desk, "next")}
  >
    <header>
      <h2 id="h-next" tabindex="-1">${t("Up next")} <span class="count tabular">${wanted.length}</span></h2>
      ${lateCount(desk, "next", wanted)}
      <div class="seg" role="group" aria-label=${t("Order")}>
        ${SORTS.map(
          (sort) =>
            html` <button type="button" aria-pressed=${desk.sort === sort} @click=${() => desk.order(sort)}>
              ${sortWord(sort)}
            </button>`,
        )}
      </div>
    </header>
    ${stage ? card(desk, stage, { column: "next", home: ["answering"] }) : nothing}
    ${list(desk, ids, { column: "next", home: ["live"] }, true)}
    ${
      ids.length || stage
        ? nothing
        : html`<p class="empty">
            ${t("No questions on the list yet. What you approve comes here, in the order that is fair to both groups.")}
          </p>`
    }
    ${fold(desk, "next", "answered", t("Answered"), answered)} ${balance(desk)}
  </section>`;
}

/** How many rows of a list are drawn, by its home state: nobody reads hundreds at once. @type {Map<string, number>} */
const drawn = new Map();
const PAGE = 30;

/**
 * @param {Desk} desk @param {string[]} ids
 * @param {{column: Column, home: string[], hint?: boolean}} place @param {boolean} [ranked]
 */
function list(desk, ids, place, ranked = false) {
  const [name] = place.home;
  const most = drawn.get(name) ?? PAGE;
  const rows = ids
    .slice(0, most)
    .map((id) => desk.table.get("question", id))
    .filter((q) => q !== undefined);
  const more = () => {
    drawn.set(name, most + 2 * PAGE);
    desk.redraw();
  };
  return html`<ol class="list" role="list">
      ${repeat(
        rows,
        (q) => q.id,
        (q, i) => html`<li>${card(desk, q, { ...place, rank: ranked ? i + 1 : 0 })}</li>`,
      )}
    </ol>
    ${
      ids.length > most
        ? html`<button type="button" class="b more" @click=${more}>
            ${t("Show more")} <span class="count tabular">${ids.length - most}</span>
          </button>`
        : nothing
    }`;
}

/** @param {string} name @param {string[]} ids */
const folded = (name, ids) => (unfolded.has(name) ? ids : []);

/** @param {Desk} desk @param {Column} column @param {string} name @param {string} title @param {string[]} ids */
function fold(desk, column, name, title, ids) {
  if (!ids.length) return nothing;
  const open = unfolded.has(name);
  const toggle = () => {
    if (!unfolded.delete(name)) unfolded.add(name);
    desk.redraw();
  };
  return html`<div class="fold">
    <h3>
      <button type="button" aria-expanded=${open} @click=${toggle}>
        ${title} <span class="count tabular">${ids.length}</span>
      </button>
    </h3>
    ${open ? list(desk, ids, { column, home: [name] }) : nothing}
  </div>`;
}

/** @type {ReturnType<typeof setTimeout>|undefined} */
let resting;

/** Rows stay under a moving pointer, and go to their places when it rests. @param {Desk} desk @param {Column} column */
function touch(desk, column) {
  desk.touched = { column, at: performance.now() };
  clearTimeout(resting);
  resting = setTimeout(desk.redraw, STILL + 50);
}

/** @param {Desk} desk @param {Column} column @param {string[]} wanted */
function lateCount(desk, column, wanted) {
  const late = desk.holder.late(column, wanted);
  if (!late) return nothing;
  return html`<button type="button" class="late" @click=${() => desk.toggleHold()}>
    ${tn("{n} new", "{n} new", late)}
  </button>`;
}

/** @param {Desk} desk */
function empty(desk) {
  const { open, moderated } = desk.qa;
  if (!open) {
    return html`<p class="empty">
      ${t("Questions are closed in this session. Open them at the top, and they arrive here.")}
    </p>`;
  }
  if (!moderated) return html`<p class="empty">${t("Approval first is off: questions go straight to the list.")}</p>`;
  return html`<p class="empty">${t("Nothing waits. New questions appear here first.")}</p>`;
}

/** @param {number} part */
const percent = (part) => part.toLocaleString(lang, { style: "percent" });

/** What both groups have had so far. @param {Desk} desk */
function balance(desk) {
  const had = { onsite: 0, remote: 0 };
  for (const { state, mode } of questionsOf(desk.table, desk.session?.id)) {
    if (state === "answering" || state === "answered") had[/** @type {"onsite"|"remote"} */ (mode)] += 1;
  }
  const here = presence(desk.table);
  const all = here.onsite + here.remote;
  return html`<footer class="balance">
    <p>
      <span>${t("Answered so far:")}</span> ${origin("onsite", t("{n} from the room", { n: had.onsite }))}
      ${origin("remote", t("{n} remote", { n: had.remote }))}
    </p>
    ${share(had.onsite, had.remote)}
    ${all ? html`<p class="note">${t("{percent} of the people present are remote.", { percent: percent(here.remote / all) })}</p>` : nothing}
  </footer>`;
}
