/**
 * What the team does to an item of the day with one tap: begin, more time, end, shift everything from here, move,
 * cancel.
 */
import { html, nothing } from "lit-html";
import { ahead, held, roomOf } from "../../rooms/rooms.js";
import { pick, t, tn } from "../../core/words.js";
import { askEarly } from "./early.js";
import { option } from "../../kit/options.js";

/**
 * @typedef {{table: import("../../core/table.js").Table, clock: import("../../core/clock.js").Clock,
 *   act: (name: string, args: Record<string, unknown>) => Promise<import("../../core/send.js").Answer>,
 *   said?: (text: string) => void, early: import("./early.js").EarlyStart}} Acting said: tells what came of it
 */

/** By how many minutes everything is shifted, or one item moved. */
const SHIFTS = [5, 10, 15, -5];
const MOVES = [-5, 5, 15];

/** @param {string} word @param {() => void} click @param {string} [look] */
const button = (word, click, look = "button") =>
  html`<button type="button" class=${look} @click=${click}>${word}</button>`;

/** Begin, more time, end. @param {Acting} acting @param {Item} item */
export function hold(acting, item) {
  const session = "workshop" in item ? null : item;
  const kind = session ? "session" : "slot";
  const act =
    (/** @type {string} */ name, /** @type {Record<string, unknown>} */ more = {}) =>
    () =>
      void acting.act(`${kind}.${name}`, { id: item.id, ...more });
  if (item.state === "cancelled") return button(t("It takes place after all"), act("restore"));
  if (session && acting.early.asking === session.id) return askEarly(acting, acting.early, session);
  const begin = item.state === "over" ? t("Start again") : t("Start now");
  const start = session ? () => acting.early.press(acting, session) : act("start");
  return html`${held(item) ? nothing : button(begin, start, "button main")}
  ${item.end ? [5, 10].map((minutes) => button(t("+ {n} min", { n: minutes }), act("extend", { minutes }))) : nothing}
  ${held(item) ? button(t("End now"), act("end")) : nothing}`;
}

/**
 * Shift everything from here; move or cancel this alone; hold its time.
 * @param {Acting} acting @param {RowOf<"session">} session
 */
export function plan(acting, session) {
  const id = session.id;
  const act = (/** @type {string} */ name, /** @type {Record<string, unknown>} */ args) => () =>
    void acting.act(name, args);
  if (session.state === "over" || session.state === "cancelled") return nothing;
  const timed = session.start != null;
  const pin = session.pinned ? t("Unlock its time") : t("Lock its time");
  return html`<div class="plan">
    ${
      timed
        ? html`<div class="acts" role="group" aria-label=${t("Everything from here")}>
            <b>${t("Everything from here")}</b>
            ${SHIFTS.map((minutes) => button(signed(minutes), () => void shift(acting, id, minutes)))}
          </div>`
        : nothing
    }
    ${
      ahead(session)
        ? html`<div class="acts" role="group" aria-label=${t("Only this")}>
            <b>${t("Only this")}</b>
            ${timed ? MOVES.map((minutes) => button(signed(minutes), act("session.move", { id, minutes }))) : nothing}
            ${timed ? button(pin, act("session.pin", { id, on: !session.pinned })) : nothing}
            ${button(t("Cancel it"), act("session.cancel", { id }), "button stop")}
          </div>`
        : nothing
    }
  </div>`;
}

/** Another room, another size, or not at all. @param {Acting} acting @param {RowOf<"slot">} slot */
export function place(acting, slot) {
  const rooms = [...acting.table.all("room")].sort((a, b) => a.order - b.order);
  const change = (/** @type {Record<string, unknown>} */ more) =>
    void acting.act("slot.change", { id: slot.id, ...more });
  const here = roomOf(acting.table, slot);
  const cancel = () => void acting.act("slot.cancel", { id: slot.id });
  return html`<div class="plan">
    <label class="inline"
      >${t("Room")}
      <select @change=${(/** @type {FieldEvent} */ event) => change({ room: event.target.value })}>
        ${here ? nothing : html`<option selected disabled>${t("Room not yet known")}</option>`}
        ${rooms.map(({ id, title }) => option(id, pick(title), id === slot.room))}
      </select></label
    >
    <label class="inline"
      >${t("Places")}
      <input
        type="number"
        min="0"
        max="9999"
        data-draft=${`capacity-${slot.id}`}
        .value=${String(slot.capacity ?? "")}
        placeholder=${String(here?.capacity ?? "")}
        @change=${(/** @type {FieldEvent} */ event) => change({ capacity: Number(event.target.value) || 0 })}
    /></label>
    <label class="inline"
      >${t("Remote places")}
      <input
        type="number"
        min="0"
        max="9999"
        data-draft=${`capacity-remote-${slot.id}`}
        .value=${String(slot.capacity_remote ?? "")}
        @change=${(/** @type {FieldEvent} */ event) => change({ capacity_remote: Number(event.target.value) || 0 })}
    /></label>
    ${slot.state === "over" || slot.state === "cancelled" ? nothing : button(t("Cancel it"), cancel, "button stop")}
  </div>`;
}

/** @param {number} n */
const signed = (n) => (n > 0 ? t("+ {n} min", { n }) : t("− {n} min", { n: -n }));

/** Everything from an item on begins later. @param {Acting} acting @param {string} from @param {number} minutes */
export async function shift(acting, from, minutes) {
  const answer = await acting.act("programme.shift", { from, minutes });
  if (answer.ok) acting.said?.(shiftWords(acting.table, answer.result));
}

/**
 * @typedef {{items: string[], left: number, absorbed: string|null, pinned: string|null, shortened: string[]}} Shift
 *   what `programme.shift` answers: ids of sessions, and by how many minutes the day ends later
 */

/** What a shift has come to, in sentences. @param {import("../../core/table.js").Table} table @param {Shift} result */
function shiftWords(table, { items, left, absorbed, pinned, shortened }) {
  const title = (/** @type {string} */ id) => pick(table.get("session", id)?.title);
  const said = [tn("{n} item has another time.", "{n} items have other times.", items.length)];
  if (absorbed && left === 0 && !pinned) said.push(t("“{title}” takes up the rest.", { title: title(absorbed) }));
  if (pinned) said.push(t("“{title}” keeps its time.", { title: title(pinned) }));
  for (const id of shortened) said.push(t("“{title}” is shorter now.", { title: title(id) }));
  if (left > 0) said.push(tn("The day ends {n} minute later.", "The day ends {n} minutes later.", left));
  if (left < 0) said.push(tn("The day ends {n} minute earlier.", "The day ends {n} minutes earlier.", -left));
  return said.join(" ");
}
