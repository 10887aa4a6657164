/** The two lists: what waits for approval, and who is next. */
import { html, nothing } from "lit-html";
import { repeat } from "lit-html/directives/repeat.js";
import { openHandovers, unanswered } from "../../questions/handovers.js";
import { presence, questionOf, questionsOf } from "../../programme/session.js";
import { origin, share } from "../../kit/view.js";
import { lang, t, tn } from "../../core/words.js";
import { sortWord } from "./actions.js";
import { mustWait } from "../../event/profile.js";
import { SORTS } from "./question_lists.js";
import { cap } from "./bars.js";
import { settle } from "./focus.js";
import { mutes } from "./mutes.js";
import { card } from "./question.js";

/** @typedef {import("./state.js").ModeratorState} ModeratorState */
/** @typedef {import("../../questions/columns.js").Column} Column */

const MINUTE = 60_000;

/** @param {ModeratorState} page */
export function waiting(page) {
  const { waiting: wanted, dismissed, archived } = page.lists.columns;
  const ids = page.lists.ids("waiting");
  settle(page, "waiting", [...ids, ...folded(page, "dismissed", dismissed), ...folded(page, "archived", archived)]);
  const oldest = wanted.length
    ? Math.floor((page.clock.now() - (questionOf(page.table, wanted[0])?.at ?? 0)) / MINUTE)
    : 0;
  return html`<section
    class="column"
    data-column="waiting"
    aria-labelledby="h-waiting"
    ?data-front=${page.tab === "waiting"}
    @pointermove=${() => page.lists.touch("waiting")}
  >
    <header>
      <h2 id="h-waiting" tabindex="-1">
        ${t("Waiting for approval")} <span class="count tabular">${wanted.length}</span>
      </h2>
      ${oldest > 0 ? html`<small class="tabular">${t("oldest {n} min", { n: oldest })}</small>` : nothing}
      ${lateCount(page, "waiting", wanted)}
      <button
        type="button"
        class="button small"
        aria-haspopup="dialog"
        @click=${() => page.openDialog({ what: "ask" })}
      >
        ${t("For somebody …")}${cap(page, "i")}
      </button>
    </header>
    ${list(page, ids, { column: "waiting", home: ["queued"], hint: true })} ${ids.length ? nothing : empty(page)}
    ${fold(page, "waiting", "dismissed", t("Dismissed"), dismissed)}
    ${fold(page, "waiting", "archived", t("Archived"), archived)} ${mutes(page)}
  </section>`;
}

/** @param {ModeratorState} page */
export function next(page) {
  const { next: wanted, stage, answered } = page.lists.columns;
  const ids = page.lists.ids("next").filter((id) => id !== stage?.id);
  settle(page, "next", [...(stage ? [stage.id] : []), ...ids, ...folded(page, "answered", answered)]);
  return html`<section
    class="column"
    data-column="next"
    aria-labelledby="h-next"
    ?data-front=${page.tab === "next"}
    @pointermove=${() => page.lists.touch("next")}
  >
    <header>
      <h2 id="h-next" tabindex="-1">${t("Up next")} <span class="count tabular">${wanted.length}</span></h2>
      ${lateCount(page, "next", wanted)}
      <div class="seg" role="group" aria-label=${t("Order")}>
        ${SORTS.map(
          (sort) =>
            html` <button type="button" aria-pressed=${page.lists.sort === sort} @click=${() => page.lists.order(sort)}>
              ${sortWord(sort)}
            </button>`,
        )}
      </div>
    </header>
    ${stage ? card(page, stage, { column: "next", home: ["answering"] }) : nothing}
    ${list(page, ids, { column: "next", home: ["live"] }, true)}
    ${
      ids.length || stage
        ? nothing
        : html`<p class="empty">
            ${t("No questions on the list yet. What you approve comes here, in the order that is fair to both groups.")}
          </p>`
    }
    ${fold(page, "next", "answered", t("Answered"), answered)} ${inWriting(page)} ${balance(page)}
  </section>`;
}

/** What is left can be answered in writing. @param {ModeratorState} page */
function inWriting(page) {
  const left = page.session ? unanswered(page.table, page.session.id).length : 0;
  if (!left && !openHandovers(page.table).length) return nothing;
  return html`<div class="acts">
    <button
      type="button"
      class="button small"
      aria-haspopup="dialog"
      @click=${() => page.openDialog({ what: "written" })}
    >
      ${t("Answers in writing")} …${cap(page, ",")}
    </button>
  </div>`;
}

/**
 * @param {ModeratorState} page @param {string[]} ids
 * @param {{column: Column, home: string[], hint?: boolean}} place @param {boolean} [ranked]
 */
function list(page, ids, place, ranked = false) {
  const [name = ""] = place.home;
  const most = page.lists.rows(name);
  const rows = ids
    .slice(0, most)
    .map((id) => questionOf(page.table, id))
    .filter((q) => q !== undefined);
  return html`<ol class="list" role="list">
      ${repeat(
        rows,
        (q) => q.id,
        (q, i) => html`<li>${card(page, q, { ...place, rank: ranked ? i + 1 : 0 })}</li>`,
      )}
    </ol>
    ${
      ids.length > most
        ? html`<button type="button" class="button more" @click=${() => page.lists.showMore(name)}>
            ${t("Show more")} <span class="count tabular">${ids.length - most}</span>
          </button>`
        : nothing
    }`;
}

/** @param {ModeratorState} page @param {string} name @param {string[]} ids */
const folded = (page, name, ids) => (page.lists.isOpen(name) ? ids : []);

/**
 * @param {ModeratorState} page @param {Column} column @param {string} name @param {string} title @param {string[]} ids
 */
function fold(page, column, name, title, ids) {
  if (!ids.length) return nothing;
  const open = page.lists.isOpen(name);
  return html`<div class="fold">
    <h3>
      <button type="button" aria-expanded=${open} @click=${() => page.lists.toggle(name)}>
        ${title} <span class="count tabular">${ids.length}</span>
      </button>
    </h3>
    ${open ? list(page, ids, { column, home: [name] }) : nothing}
  </div>`;
}

/** @param {ModeratorState} page @param {Column} column @param {string[]} wanted */
function lateCount(page, column, wanted) {
  const late = page.lists.late(column, wanted);
  if (!late) return nothing;
  return html`<button type="button" class="late" @click=${() => page.lists.toggleHold()}>
    ${tn("{n} new", "{n} new", late)}
  </button>`;
}

/** @param {ModeratorState} page */
function empty(page) {
  const { open, moderated } = page.sessions.qa;
  if (!open) {
    return html`<p class="empty">
      ${t("Questions are closed in this session. Open them at the top, and they arrive here.")}
    </p>`;
  }
  if (!mustWait(page.table, moderated)) {
    return html`<p class="empty">${t("Approval first is off: questions go straight to the list.")}</p>`;
  }
  return html`<p class="empty">${t("Nothing waits. New questions appear here first.")}</p>`;
}

/** @param {number} part */
const remoteShare = (part) =>
  t("{percent} of the people present are remote.", { percent: part.toLocaleString(lang, { style: "percent" }) });

/** What both groups have had so far. @param {ModeratorState} page */
function balance(page) {
  const had = { onsite: 0, remote: 0 };
  for (const { state, mode } of questionsOf(page.table, page.session?.id)) {
    if (state === "answering" || state === "answered") had[/** @type {"onsite"|"remote"} */ (mode)] += 1;
  }
  const here = presence(page.table);
  const part = here.all && here.remote !== null ? here.remote / here.all : null;
  return html`<footer class="balance">
    <p>
      <span>${t("Answered so far:")}</span> ${origin("onsite", t("{n} from the room", { n: had.onsite }))}
      ${origin("remote", t("{n} remote", { n: had.remote }))}
    </p>
    ${share(had.onsite, had.remote)} ${part === null ? nothing : html`<p class="note">${remoteShare(part)}</p>`}
  </footer>`;
}
