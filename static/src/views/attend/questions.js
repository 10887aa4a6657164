/** The questions of one session: which one, in which order, and the list. */
import { html, nothing } from "lit-html";
import { repeat } from "lit-html/directives/repeat.js";
import { placeOf, running } from "../../programme/session.js";
import { places } from "../../questions/places.js";
import { pick, picked, t, tn } from "../../core/words.js";
import { roundSoon, rounds } from "../../rooms/rooms.js";
import { dayOver } from "./now.js";
import { own } from "./own.js";
import { question } from "./question.js";

/** @typedef {import("./state.js").AttendeeState} AttendeeState */

/** Once the day is over, first what became of one's own part in it. @param {AttendeeState} page */
export const questions = (page) =>
  html`${dayOver(page.app.table) ? page.parts.recap.now?.recap(page) : asked(page)}${list(page)}`;

/** While the day goes on, items that are over may be evaluated. @param {AttendeeState} page */
const asked = (page) => (page.app.table.all("evaluation").length ? page.parts.recap.now?.evaluating(page) : nothing);

/** @param {AttendeeState} page */
function list(page) {
  const { id, choice } = page.where;
  const rooms = roomsToChoose(page);
  if (choice.length) return rooms ?? which(page, choice);
  if (id === null && rooms) return rooms;
  if (id === null) return empty(t("No questions can be asked at the moment."));
  const { rows, fresh, left, answered } = page.list(id);
  return html`${page.chosen ? nothing : rooms} ${elsewhere(page, id)} ${own(page, id)}${onList(page, id)}
    ${rows.length || fresh ? tools(page, rows.length, fresh) : nothing}
    <ul class="questions" aria-label=${t("Questions")}>
      ${repeat(
        rows,
        (q) => q.id,
        (q) => question(page, q, left.has(q.id)),
      )}
    </ul>
    ${rows.length || answered.length ? nothing : empty(t("No questions yet. Yours can be the first."))}
    ${answered.length ? done(page, answered) : nothing}
    ${page.app.table.get("fate", id) ? page.parts.fate.now?.fate(page, id) : nothing} ${picker(page, id)}`;
}

/** The rooms of the round that comes next or runs; null: there is none. @param {AttendeeState} page */
function roomsToChoose(page) {
  const { table, clock } = page.app;
  const round = roundRunning(table) ?? roundSoon(table, clock.now());
  const { rooms } = page.parts;
  return round && (rooms.now?.chooser(page, round) ?? rooms.waiting);
}

/** The round that runs. @param {import("../../core/table.js").Table} table */
const roundRunning = (table) => rounds(table).find(({ state }) => state === "running") ?? null;

/** @param {string} words */
const empty = (words) => html`<p class="empty">${words}</p>`;

/**
 * The page does not follow the programme: say what it shows instead, and the way back.
 * @param {AttendeeState} page
 * @param {string} id
 */
function elsewhere(page, id) {
  const place = placeOf(page.app.table, id);
  const round = page.app.table.get("slot", id)?.session;
  const now = running(page.app.table);
  if (!place || (now && [id, round].includes(now.id) && !page.chosen)) return nothing;
  return html`<p class="elsewhere">
    <span>${t("Questions about")}</span>
    <b dir="auto" lang=${picked(place.title, place.languages)}>${pick(place.title)}</b>
    ${
      page.chosen
        ? html`<button type="button" @click=${() => page.choose("")}>${t("Back to the current session")}</button>`
        : nothing
    }
  </p>`;
}

/**
 * Nothing in this bar changes its width, or it would move the list.
 * @param {AttendeeState} page
 * @param {number} n
 * @param {number} fresh
 */
function tools(page, n, fresh) {
  return html`<div class="tools">
    <p class="count">${fresh ? catchUp(page, fresh) : tn("{n} question", "{n} questions", n)}</p>
    <div class="order" role="group" aria-label=${t("Order")}>${sorts(page)}</div>
    <button type="button" class="hold" aria-pressed=${page.held} @click=${() => page.hold()}>
      <span>${t("Pause the list")}</span>
    </button>
  </div>`;
}

/** @param {AttendeeState} page @param {number} fresh */
const catchUp = (page, fresh) =>
  html`<button type="button" class="fresh" @click=${() => page.catchUp()}>${tn("{n} new", "{n} new", fresh)}</button>`;

/** @param {AttendeeState} page */
function sorts(page) {
  return [
    ["support", t("Most votes")],
    ["newest", t("Newest")],
  ].map(
    ([sort, words]) =>
      html`<button type="button" aria-pressed=${page.sort === sort} @click=${() => page.setSort(sort)}>
        ${words}
      </button>`,
  );
}

/** Where one's own questions stand. @param {AttendeeState} page @param {string} id */
const onList = (page, id) =>
  page.app.table.all("own_question").length ? page.parts.moment.now?.pinned(page, id) : nothing;

/** @param {AttendeeState} page @param {RowOf<"question">[]} answered */
function done(page, answered) {
  return html`<details class="answered">
    <summary>${tn("{n} answered question", "{n} answered questions", answered.length)}</summary>
    <ul>
      ${repeat(
        answered,
        (q) => q.id,
        (q) => question(page, q),
      )}
    </ul>
  </details>`;
}

/**
 * Several run at once: only the person knows where they are.
 * @param {AttendeeState} page @param {import("../../questions/places.js").Place[]} choice
 */
function which(page, choice) {
  return html`<section class="which" aria-labelledby="which">
    <h2 id="which">${t("Which workshop are you in?")}</h2>
    <ul>
      ${choice.map(
        ({ id, place }) =>
          html`<li>
            <button type="button" @click=${() => go(page, id)}>
              ${room(page, place)}<span dir="auto" lang=${picked(place?.title, place?.languages)}
                >${pick(place?.title)}</span
              >
            </button>
          </li>`,
      )}
    </ul>
  </section>`;
}

/** Who chooses a room from elsewhere is in it. @param {AttendeeState} page @param {string} id */
function go(page, id) {
  page.choose(id);
  if (page.app.boot.me.mode === "remote" && page.app.table.get("slot", id)) {
    void page.app.sender.do("slot.follow", { id }, { quiet: true });
  }
}

/** @param {AttendeeState} page @param {Place|null} place */
function room(page, place) {
  const found = place && "room" in place && place.room ? page.app.table.get("room", place.room) : null;
  return found ? html`<b>${pick(found.title)}</b>` : nothing;
}

/** Ask elsewhere than what is on. @param {AttendeeState} page @param {string} id */
function picker(page, id) {
  const all = places(page.app.table);
  if (all.length < 2 && all[0]?.id === id) return nothing;
  const groups = [
    { label: t("Now"), found: all.filter((place) => place.state === "running") },
    { label: t("Later"), found: all.filter((place) => place.state === "planned") },
    { label: t("Earlier"), found: all.filter((place) => place.state === "over") },
  ];
  const option = (/** @type {{id: string}} */ { id }) =>
    html`<option value=${id} ?selected=${page.chosen === id}>${titleOf(page, id)}</option>`;
  return html`<label class="picker"
    ><span>${t("Ask about another part of the programme")}</span>
    <select
      .value=${page.chosen ? id : ""}
      @change=${(/** @type {FieldEvent} */ event) => page.choose(event.target.value)}
    >
      <option value="" ?selected=${!page.chosen}>${page.chosen ? t("What is on now") : current(page, id)}</option>
      ${groups
        .filter(({ found }) => found.length)
        .map(({ label, found }) => html`<optgroup label=${label}>${found.map(option)}</optgroup>`)}
    </select>
  </label>`;
}

/**
 * What one asks about without choosing: between two items that is not what is on.
 * @param {AttendeeState} page @param {string} id
 */
function current(page, id) {
  const found = places(page.app.table).find((place) => place.id === id);
  return found?.state === "running" ? t("What is on now") : titleOf(page, id);
}

/** @param {AttendeeState} page @param {string} id */
function titleOf(page, id) {
  const place = placeOf(page.app.table, id);
  const round = place?.round ? `${place.round}. ` : "";
  return `${round}${pick(place?.title)}`;
}
