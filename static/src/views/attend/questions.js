/** The questions of one session: which one, in which order, and the list. */
import { html, nothing } from "lit-html";
import { repeat } from "lit-html/directives/repeat.js";
import { placeOf, running } from "../../programme/session.js";
import { places } from "../../questions/places.js";
import { pick, picked, t, tn } from "../../core/words.js";
import { own } from "./own.js";
import { question } from "./question.js";

/** @typedef {import("./board.js").Board} Board */

/** @param {Board} board */
export function questions(board) {
  const { id, choice } = board.where;
  if (choice.length) return which(board, choice);
  if (id === null) return empty(t("No questions can be asked at the moment."));
  const { rows, fresh, left, answered } = board.list(id);
  return html`${elsewhere(board, id)} ${own(board, id)}
    ${rows.length || fresh ? tools(board, rows.length, fresh) : nothing}
    <ul class="questions" aria-label=${t("Questions")}>
      ${repeat(
        rows,
        (q) => q.id,
        (q) => question(board, q, left.has(q.id)),
      )}
    </ul>
    ${rows.length || answered.length ? nothing : empty(t("No questions yet. Yours can be the first."))}
    ${answered.length ? done(board, answered) : nothing} ${picker(board, id)}`;
}

/** @param {string} words */
const empty = (words) => html`<p class="empty">${words}</p>`;

/**
 * The page does not follow the programme: say what it shows instead, and the way back.
 * @param {Board} board
 * @param {string} id
 */
function elsewhere(board, id) {
  const place = placeOf(board.app.table, id);
  const now = running(board.app.table);
  if (!place || (now && [id, place.session].includes(now.id) && !board.chosen)) return nothing;
  return html`<p class="elsewhere">
    <span>${t("Questions for")}</span>
    <b dir="auto" lang=${picked(place.title, place.languages)}>${pick(place.title)}</b>
    ${
      board.chosen
        ? html`<button type="button" @click=${() => board.choose("")}>${t("Back to what is on now")}</button>`
        : nothing
    }
  </p>`;
}

/**
 * Nothing in this bar changes its width, or it would move the list.
 * @param {Board} board
 * @param {number} n
 * @param {number} fresh
 */
function tools(board, n, fresh) {
  return html`<div class="tools">
    <p class="count">${fresh ? catchUp(board, fresh) : tn("{n} question", "{n} questions", n)}</p>
    <div class="order" role="group" aria-label=${t("Order")}>${sorts(board)}</div>
    <button type="button" class="hold" aria-pressed=${board.held} @click=${() => board.hold()}>
      ${t("Hold the list")}
    </button>
  </div>`;
}

/** @param {Board} board @param {number} fresh */
const catchUp = (board, fresh) =>
  html`<button type="button" class="fresh" @click=${() => board.catchUp()}>${tn("{n} new", "{n} new", fresh)}</button>`;

/** @param {Board} board */
function sorts(board) {
  return [
    ["support", t("Support")],
    ["newest", t("Newest")],
  ].map(
    ([sort, words]) =>
      html`<button type="button" aria-pressed=${board.sort === sort} @click=${() => board.setSort(sort)}>
        ${words}
      </button>`,
  );
}

/** @param {Board} board @param {any[]} answered */
function done(board, answered) {
  return html`<details class="answered">
    <summary>${tn("{n} answered question", "{n} answered questions", answered.length)}</summary>
    <ul>
      ${repeat(
        answered,
        (q) => q.id,
        (q) => question(board, q),
      )}
    </ul>
  </details>`;
}

/** Several run at once: only the person knows where they are. @param {Board} board @param {any[]} choice */
function which(board, choice) {
  return html`<section class="which" aria-labelledby="which">
    <h2 id="which">${t("Which one are you following?")}</h2>
    <ul>
      ${choice.map(
        ({ id, place }) =>
          html`<li>
            <button type="button" @click=${() => go(board, id)}>
              ${room(board, place)}<span dir="auto" lang=${picked(place.title, place.languages)}
                >${pick(place.title)}</span
              >
            </button>
          </li>`,
      )}
    </ul>
  </section>`;
}

/** Who chooses a room from elsewhere is in it. @param {Board} board @param {string} id */
function go(board, id) {
  board.choose(id);
  if (board.app.boot.me.mode === "remote" && board.app.table.get("slot", id)) {
    void board.app.sender.do("slot.follow", { id }, { quiet: true });
  }
}

/** @param {Board} board @param {any} place */
function room(board, place) {
  const found = place.room ? board.app.table.get("room", place.room) : null;
  return found ? html`<b>${pick(found.title)}</b>` : nothing;
}

/** Ask elsewhere than what is on. @param {Board} board @param {string} id */
function picker(board, id) {
  const all = places(board.app.table);
  if (all.length < 2 && all[0]?.id === id) return nothing;
  const groups = [
    { label: t("Now"), found: all.filter((place) => place.state === "running") },
    { label: t("Later"), found: all.filter((place) => place.state === "planned") },
    { label: t("Earlier"), found: all.filter((place) => place.state === "over") },
  ];
  const option = (/** @type {any} */ { id }) =>
    html`<option value=${id} ?selected=${board.chosen === id}>${titleOf(board, id)}</option>`;
  return html`<label class="picker"
    ><span>${t("Ask about another part of the programme")}</span>
    <select .value=${board.chosen ? id : ""} @change=${(/** @type {any} */ event) => board.choose(event.target.value)}>
      <option value="" ?selected=${!board.chosen}>${t("What is on now")}</option>
      ${groups
        .filter(({ found }) => found.length)
        .map(({ label, found }) => html`<optgroup label=${label}>${found.map(option)}</optgroup>`)}
    </select>
  </label>`;
}

/** @param {Board} board @param {string} id */
function titleOf(board, id) {
  const place = placeOf(board.app.table, id);
  const round = place?.round ? `${place.round}. ` : "";
  return `${round}${pick(place?.title)}`;
}
