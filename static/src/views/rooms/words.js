/** What the states of a room are called, and which of the few colours says it too. */
import { html, nothing } from "lit-html";
import { ahead, held, moved } from "../../rooms/rooms.js";
import { pick, t } from "../../core/words.js";

/** @typedef {import("../../rooms/rooms.js").Space} Space */

/**
 * State and colour of a slot, as a mark.
 * @param {RowOf<"slot">} slot
 * @param {Space} space
 * @param {import("../../core/clock.js").Clock} clock
 */
export function chip(slot, space, clock) {
  const [word, tone] = stateOf(slot, space, clock);
  return html`<span class=${`slot-state ${tone}`}>${word}</span>`;
}

/**
 * @param {RowOf<"slot">} slot
 * @param {Space} space
 * @param {import("../../core/clock.js").Clock} clock
 * @returns {[unknown, string]}
 */
function stateOf(slot, space, clock) {
  if (slot.state === "cancelled") return [t("cancelled"), "stop"];
  if (slot.state === "over") return [t("over"), ""];
  const more = moved(slot, "end") - Math.max(0, moved(slot, "start"));
  if (held(slot) && (slot.state === "late" || more > 0)) {
    return [more > 0 ? html`+ ${more}<span class="unit"> ${t("min")}</span>` : t("runs late"), "warn"];
  }
  if (space.kind === "full") return [t("full"), "stop"];
  if (held(slot)) return [t("running"), "go"];
  if (slot.state === "open") return [t("doors open"), "go"];
  return [slot.start == null ? t("planned") : t("from {time}", { time: clock.time(slot.start) }), ""];
}

/**
 * "14 / 20 · almost full", in words for everybody.
 * @param {Space} space
 * @param {import("../../core/clock.js").Clock} clock
 */
export function spaceWords(space, clock) {
  if (space.kind === "unknown") {
    return space.at === null
      ? t("not counted")
      : t("unknown, {n} at {time}", { n: space.n ?? 0, time: clock.time(space.at) });
  }
  return { free: t("space"), filling: t("filling"), almost: t("almost full"), full: t("full") }[space.kind] ?? "";
}

/** Why a time is another one than published. @param {Item} item @returns {string} empty: it is not */
export function movedWords(item) {
  const start = moved(item, "start");
  const end = moved(item, "end");
  if (item.state === "over" || item.state === "cancelled") return "";
  if (start > 0 && ahead(item)) return t("starts {n} min later", { n: start });
  if (start < 0 && ahead(item)) return t("starts {n} min earlier", { n: -start });
  if (end > 0 && held(item)) return t("goes on {n} min longer", { n: end });
  if (end < 0 && held(item)) return t("ends {n} min earlier", { n: -end });
  return "";
}

/** @param {string} kind of a note */
export const noteWord = (kind) =>
  ({ insight: t("Insight"), question: t("Open question"), step: t("Next step"), quote: t("Quote") })[kind] ?? kind;

/** "DE / EN". @param {string[]} [languages] */
export const codes = (languages = []) => languages.map((code) => code.toUpperCase()).join(" / ");

/** @param {{name: string}[]} [people] */
export const names = (people = []) => people.map(({ name }) => name).join(", ");

/** The room's name, or that it is open. @param {RowOf<"room">|null} room */
export const roomName = (room) => (room ? pick(room.title) : t("Room not yet known"));

/** @param {unknown} words @param {unknown} [more] */
export const maybe = (words, more = words) => (words ? more : nothing);
