/** Who has no ticket at hand: found by name or organisation from two letters on, and let in by one tap. */
import { html, nothing } from "lit-html";
import { MIN_LETTERS } from "../../checkin/name_search.js";
import { origin } from "../../kit/view.js";
import { t, tn } from "../../core/words.js";

/** @typedef {import("./state.js").CheckinState} CheckinState */
/** @typedef {import("../../checkin/people_search.js").Hit} Hit */

/** @param {CheckinState} desk */
export function search(desk) {
  if (!desk.supervises) return nothing;
  const all = desk.search.find(desk.query);
  const short = desk.query.trim().length < MIN_LETTERS;
  const typed = (/** @type {FieldEvent} */ { target }) => {
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
        data-draft="search"
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
    <p id="hits" class="unseen" role="status">${short ? t("Type two letters or more.") : found(all.length)}</p>
    ${
      all.length
        ? html`<ul>
            ${all.map((hit) => row(desk, hit))}
          </ul>`
        : !short
          ? html`<p class="note">${t("Nobody found. Try fewer letters, or add the person below.")}</p>`
          : nothing
    }
  </section>`;
}

/** @param {number} n */
const found = (n) => (n ? tn("{n} person found", "{n} people found", n) : t("Nobody found."));

/** @param {CheckinState} desk @param {Hit} hit */
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
      class="button"
      aria-label=${t("Correct {name}", { name: hit.name })}
      @click=${() => desk.correct(hit.attendee)}
    >
      ${t("Correct")}
    </button>
  </li>`;

/** @param {CheckinState} desk @param {Hit} hit */
function stateOf(desk, hit) {
  if (hit.in) {
    return html`<span class="state in"
      >${hit.at === null ? t("in") : t("in since {time}", { time: desk.clock.time(hit.at) })}</span
    >`;
  }
  return hit.state === "valid"
    ? html`<span class="state do">${desk.type === "exit" ? t("Check out") : t("Check in")}</span>`
    : html`<span class="state no">${stateWord(hit.state)}</span>`;
}

/** @param {string} state of an attendee */
export const stateWord = (state) =>
  ({ canceled: t("booking cancelled"), blocked: t("blocked"), unpaid: t("not paid"), unapproved: t("not approved") })[
    state
  ] ?? "";

/** @param {CheckinState} desk @param {Hit} hit */
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
