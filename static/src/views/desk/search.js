/** Who has no ticket at hand: found by name or organisation from two letters on, and let in by one tap. */
import { html, nothing } from "lit-html";
import { found, LEAST, wordsOf } from "../../checkin/fold.js";
import { origin } from "../../kit/view.js";
import { t, tn } from "../../core/words.js";

/** @typedef {import("./desk.js").Desk} Desk */
/** @typedef {{attendee: string, name: string, org: string, mode: string|null, state: string, in: boolean, at: number|null}} Hit */

const MOST = 8;

/** The list as it was read last, and its people with their words: thousands of names are folded once, not at each key. */
let read = /** @type {{list: any, people: any[]}} */ ({ list: null, people: [] });

/** @param {import("../../core/table.js").Table} table */
function people(table) {
  const list = table.all("attendee");
  if (read.list !== list) {
    read = {
      list,
      people: list.map((row) => ({ id: row.id, name: row.name, words: wordsOf(`${row.name} ${row.org}`) })),
    };
  }
  return read.people;
}

/** @param {Desk} desk @returns {Hit[]} */
function hits({ table, gate, query }) {
  if (query.trim().length < LEAST) return [];
  // Without a network since the page was opened, the list that the device keeps is all there is.
  if (!table.all("attendee").length) {
    return gate
      .search(query)
      .slice(0, MOST)
      .map((hit) => ({ ...hit, at: null }));
  }
  return found(people(table), query, MOST).flatMap(({ id }) => {
    const [row, attendance] = [table.get("attendee", id), table.get("attendance", id)];
    if (!row) return [];
    const { name, org, mode, state } = row;
    const isIn = attendance?.state === "in";
    return [{ attendee: id, name, org, mode, state, in: isIn, at: isIn ? attendance.first : null }];
  });
}

/** @param {Desk} desk */
export function search(desk) {
  if (!desk.supervises) return nothing;
  const all = hits(desk);
  const typed = (/** @type {any} */ { target }) => {
    desk.query = target.value;
    desk.redraw();
  };
  const enter = (/** @type {SubmitEvent} */ event) => {
    event.preventDefault();
    if (all.length === 1 && all[0]) pick(desk, all[0]);
  };
  return html`<section class="search" aria-labelledby="h-search" @keydown=${move}>
    <h2 id="h-search">${t("Search")}</h2>
    <form role="search" @submit=${enter}>
      <label for="query" class="unseen">${t("Name or organisation")}</label>
      <input
        id="query"
        type="search"
        .value=${desk.query}
        @input=${typed}
        autocomplete="off"
        spellcheck="false"
        enterkeyhint="search"
        placeholder=${t("Name or organisation")}
        aria-describedby="hits"
      />
    </form>
    <p id="hits" class="unseen" role="status">
      ${desk.query.trim().length < LEAST ? t("Type two letters or more.") : all.length ? tn("{n} person found", "{n} people found", all.length) : t("Nobody found.")}
    </p>
    ${
      all.length
        ? html`<ul>
            ${all.map((hit) => row(desk, hit))}
          </ul>`
        : desk.query.trim().length >= LEAST
          ? html`<p class="note">${t("Nobody found. Try fewer letters, or add the person below.")}</p>`
          : nothing
    }
  </section>`;
}

/** @param {Desk} desk @param {Hit} hit */
const row = (desk, hit) =>
  html`<li>
    <button type="button" class="hit" @click=${() => pick(desk, hit)}>
      <span class="who"
        ><b dir="auto">${hit.name}</b>${hit.org ? html` <span dir="auto">${hit.org}</span>` : nothing}</span
      >
      <span class="how">${hit.mode === "remote" ? origin("remote") : nothing}${stateOf(desk, hit)}</span>
    </button>
    <button
      type="button"
      class="b"
      aria-label=${t("Correct {name}", { name: hit.name })}
      @click=${() => desk.correct(hit.attendee)}
    >
      ${t("Correct")}
    </button>
  </li>`;

/** @param {Desk} desk @param {Hit} hit */
function stateOf(desk, hit) {
  if (hit.in) {
    return html`<span class="state in"
      >${hit.at === null ? t("in") : t("in since {time}", { time: desk.clock.time(hit.at) })}</span
    >`;
  }
  return hit.state === "valid"
    ? html`<span class="state">${t("not in")}</span>`
    : html`<span class="state no">${stateWord(hit.state)}</span>`;
}

/** @param {string} state of an attendee */
export const stateWord = (state) =>
  ({ canceled: t("booking cancelled"), blocked: t("blocked"), unpaid: t("not paid"), unapproved: t("not approved") })[
    state
  ] ?? "";

/** @param {Desk} desk @param {Hit} hit */
function pick(desk, hit) {
  desk.query = "";
  // On a phone the focus would bring up the keyboard, over the answer.
  if (!matchMedia("(pointer: coarse)").matches) document.getElementById("query")?.focus({ preventScroll: true });
  void desk.scan({ attendee: hit.attendee });
}

/** The arrows go from the field through the list and back. @param {KeyboardEvent} event */
function move(event) {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  const here = /** @type {HTMLElement} */ (event.currentTarget);
  const field = /** @type {HTMLInputElement|null} */ (here.querySelector("#query"));
  if (event.key === "Escape") field?.focus();
  if (!step) return;
  const places = /** @type {HTMLElement[]} */ ([field, ...here.querySelectorAll(".hit")].filter(Boolean));
  const at = places.findIndex(
    (place) =>
      place === document.activeElement || (place.parentElement?.contains(document.activeElement) && place !== field),
  );
  const next = places[Math.min(places.length - 1, Math.max(0, at + step))];
  event.preventDefault();
  next?.focus();
}
