/** The answer to the last scan: it must be read from an arm's length, in half a second. */
import { html, nothing } from "lit-html";
import { keyed } from "lit-html/directives/keyed.js";
import { origin } from "../../kit/view.js";
import { t, tn } from "../../core/words.js";
import { sign } from "./signs.js";
import { verdict } from "./verdict.js";

/** @typedef {import("./state.js").CheckinState} CheckinState */
/** @typedef {import("../../checkin/gate.js").Result} Result */

/** @param {CheckinState} desk */
export function card(desk) {
  const shown = desk.card;
  if (desk.offered) {
    return html`<section class="verdict idle" aria-label=${t("Result")}>
      <p>${t("A ticket was opened in this browser.")}</p>
      <button type="button" class="button main big" @click=${() => void desk.scan({ secret: desk.offered })}>
        ${t("Check this ticket")}
      </button>
    </section>`;
  }
  if (!shown) {
    return html`<section class="verdict idle" aria-label=${t("Result")}>
      ${desk.trouble && !desk.open ? html`<p class="told">${desk.trouble}</p>` : nothing}
      <p>${t("Scan a ticket to see the result here.")}</p>
    </section>`;
  }
  const { result } = desk;
  if (!result) {
    return html`<section class="verdict busy" aria-label=${t("Result")} aria-busy="true">
      <p>${t("One moment …")}</p>
    </section>`;
  }
  const { tone, sign: name, head, text } = verdict(desk, result);
  // Two people in a row may get the same words: the card comes anew, so that it is seen to be another one.
  return keyed(
    shown.at,
    html`<section class=${`verdict ${tone}`} tabindex="-1" aria-label=${t("Result")}>
      <header>
        ${sign(name)}
        <div>
          <h2>${head}</h2>
          ${text ? html`<p dir="auto">${text}</p>` : nothing}
        </div>
      </header>
      ${who(desk, result)}${ask(desk, result)}${full(result)}
      ${shown.news ? html`<p class="told">${shown.news}</p>` : nothing} ${acts(desk, result)}
    </section>`,
  );
}

/** @param {CheckinState} desk @param {Result} result */
function who(desk, { person, attendee }) {
  const known =
    person ?? /** @type {Partial<RowOf<"attendee">>|undefined} */ (desk.table.get("attendee", attendee ?? ""));
  if (!known) return nothing;
  return html`<div class="person" lang=${known.lang ?? nothing}>
    <p class="name" dir="auto">${known.name}</p>
    ${known.org ? html`<p class="org" dir="auto">${known.org}</p>` : nothing}
    ${known.mode === "remote" ? html`<p>${origin("remote", t("booked to take part remotely"))}</p>` : nothing}
    ${known.choices?.length ? choices(known.choices) : nothing}
    ${known.attention || known.note ? hint(known, desk.supervises) : nothing}
  </div>`;
}

/** @param {string[]} all */
const choices = (all) =>
  html`<p class="chosen"><b>${t("Has chosen:")}</b> <span dir="auto">${all.join(" · ")}</span></p>`;

/** @param {{attention?: boolean, note?: string}} person @param {boolean} supervises whether notes are told here */
const hint = ({ attention, note }, supervises) =>
  html`<p class=${attention ? "hint attention" : "hint"}>
    ${attention ? html`${sign("attention")}<b>${t("Attention")}</b> ` : nothing}<span dir="auto"
      >${note || supervises ? note : t("Please ask a supervisor: there is a note on this person.")}</span
    >
  </p>`;

/** The question that has to be answered before somebody comes in. @param {CheckinState} desk @param {Result} result */
function ask(desk, { status, questions }) {
  const asked = desk.card?.request;
  const [question] = questions ?? [];
  if (status !== "incomplete" || !question || !asked) return nothing;
  const answer = (/** @type {boolean} */ consent) => () => void desk.scan(asked, { consent });
  return html`<div class="question">
    <p dir="auto" id="question">${question.question}</p>
    <div class="acts" role="group" aria-labelledby="question">
      <button type="button" class="button main big" @click=${answer(true)}>${t("Yes")}</button>
      <button type="button" class="button big" @click=${answer(false)}>${t("No")}</button>
    </div>
  </div>`;
}

/** How full it is behind the door. @param {Result} result */
function full({ place, status }) {
  if (!place || status !== "ok") return nothing;
  const count = place.capacity
    ? t("{n} of {of} in the room", { n: place.n, of: place.capacity })
    : tn("{n} person in the room", "{n} people in the room", place.n);
  return place.full
    ? html`<p class="hint attention">
        ${sign("attention")}<b>${t("This room is full.")}</b> <span class="tabular">${count}</span>
      </p>`
    : html`<p class="room-count tabular">${count}</p>`;
}

/** @param {CheckinState} desk @param {Result} result */
function acts(desk, { status, nonce, attendee, group, type }) {
  const undone = desk.recent.entries.some((entry) => entry.undone.includes(nonce));
  const parts = [
    status === "ok" && group && type !== "exit"
      ? html`<button type="button" class="button main" @click=${() => void desk.group()}>
          ${t("+ {n} from the same booking", { n: group })}
        </button>`
      : nothing,
    status === "ok" && !undone
      ? html`<button type="button" class="button" @click=${() => void desk.undo([nonce])}>${t("Undo")}</button>`
      : nothing,
    desk.supervises && attendee
      ? html`<button type="button" class="button" @click=${() => desk.correct(attendee)}>${t("Correct")}</button>`
      : nothing,
  ].filter((part) => part !== nothing);
  return parts.length ? html`<div class="acts">${parts}</div>` : nothing;
}
