/** The floor of a session or slot as its rows tell it: who speaks, who is next, and how both groups fare. No DOM. */
import { t, tn } from "../core/words.js";
import { onStage, questionsOf } from "../programme/session.js";
import { runningOrder } from "./order.js";

/** @typedef {import("../core/table.js").Table} Table */
/** @typedef {import("../programme/session.js").Question} Asked */
/** @typedef {"onsite"|"remote"} Side */
/**
 * @typedef {{id: string, state: string, sign: string, kind: string, list: string|null, mode: Side|null,
 *   card: RowOf<"hand_card">|null, question?: Asked|null}} Hand
 *   card: what only those who run the floor are told; question: it is no hand but a typed question, among them
 */

/** Rules as they combine, whichever were chosen. */
export const RULES = ["first", "lists", "fair", "came"];
export const KINDS = ["contribution", "question", "reply", "order"];
const SECOND = 1000;
const MINUTE = 60_000;
/** Less than that is amber, ms. */
const SOON = 30_000;
/** A group that waits for so long without a turn is told of. */
const LONG = 5 * MINUTE;

/** The floor of a place, if there is one. @param {Table} table @param {string|null|undefined} place */
export const floorOf = (table, place) => (place ? (table.get("floor", place) ?? null) : null);

/** Whether live questions stand in one order with the hands. @param {RowOf<"floor">|null} floor */
export const together = (floor) => Boolean(floor?.questions);

/** Whether there is anything to see: hands can be raised, wait or speak. @param {RowOf<"floor">|null} floor */
export const alive = (floor) => Boolean(floor && (floor.open || floor.speaking || floor.order.length));

/**
 * All hands of a place.
 * @param {Table} table @param {string} place @returns {Hand[]}
 */
export const handsOf = (table, place) =>
  table
    .all("hand")
    .filter(({ session }) => session === place)
    .map((row) => handOf(table, row));

/** @param {Table} table @param {RowOf<"hand">} row @returns {Hand} */
function handOf(table, row) {
  const card = table.get("hand_card", row.id) ?? null;
  return { ...row, mode: card?.mode ?? row.mode, card };
}

/**
 * Live questions, as they stand among hands.
 * @param {Table} table @param {string} place @returns {Hand[]}
 */
const asked = (table, place) =>
  questionsOf(table, place)
    .filter(({ state }) => state === "live")
    .map(standing);

/** @param {Asked} question @returns {Hand} */
const standing = (question) => ({
  id: question.id,
  state: "waiting",
  sign: "",
  kind: "question",
  list: null,
  mode: question.mode,
  card: null,
  question,
});

/**
 * The question that has the floor where questions stand among hands.
 * @param {Table} table @param {RowOf<"floor">|null} floor
 */
export const taken = (table, floor) => (floor && together(floor) ? onStage(table, floor.id) : null);

/** Who has the floor. @param {Table} table @param {RowOf<"floor">|null} floor @returns {Hand|null} */
export function speaking(table, floor) {
  const row = floor?.speaking ? table.get("hand", floor.speaking) : null;
  return row ? handOf(table, row) : null;
}

/**
 * Who waits, the next one first; where questions stand among them, these as well. Those who run the floor see it
 * reckoned from the rows as they are; others as the server has written it, and last those who are not in it yet.
 * @param {Table} table @param {string} place @returns {Hand[]}
 */
export function inOrder(table, place) {
  const floor = floorOf(table, place);
  if (!floor) return [];
  const hands = handsOf(table, place).filter(({ state }) => state === "waiting");
  const waiting = together(floor) ? [...hands, ...asked(table, place)] : hands;
  if (!waiting.length) return [];
  const ids = waiting.every(({ card, question }) => card || (question && table.get("qmod", question.id)?.at != null))
    ? reckoned(table, place, floor, waiting)
    : floor.order;
  const at = (/** @type {Hand} */ { id }) => (ids.includes(id) ? ids.indexOf(id) : ids.length);
  return waiting.sort((a, b) => at(a) - at(b));
}

/** @param {Table} table @param {string} place @param {RowOf<"floor">} floor @param {Hand[]} waiting */
function reckoned(table, place, floor, waiting) {
  const sums = table.get("team_turns", place);
  const had = sums && { onsite: sums.onsite_taken, remote: sums.remote_taken, lists: sums.lists };
  const hands = waiting.map(({ id, kind, list, card, question }) => {
    // Whose a question is, nobody knows, so it is a first turn.
    const { mode, at, spoken } = card ?? { mode: question?.mode ?? "onsite", at: question?.at ?? 0, spoken: 0 };
    return { id, kind, list, mode, at, spoken };
  });
  return runningOrder(hands, floor.rules, floor.lists, had, table.all("team_presence")[0]);
}

/** The reader's own hand in a place. @param {Table} table @param {string} place */
export const ownHand = (table, place) => table.all("own_hand").find(({ session }) => session === place) ?? null;

/** A colour and a number, in words. @param {string} sign */
export function signWords(sign) {
  const [colour, n = ""] = sign.split("-");
  /** @type {Record<string, () => string>} */
  const known = {
    red: () => t("Red {n}", { n }),
    blue: () => t("Blue {n}", { n }),
    green: () => t("Green {n}", { n }),
    yellow: () => t("Yellow {n}", { n }),
    purple: () => t("Purple {n}", { n }),
    orange: () => t("Orange {n}", { n }),
    white: () => t("White {n}", { n }),
    black: () => t("Black {n}", { n }),
  };
  return known[colour]?.() ?? sign;
}

/** @param {string} rule */
export const ruleWord = (rule) =>
  ({
    first: t("first-timers first"),
    lists: t("lists take turns"),
    fair: t("fair to both groups"),
    came: t("as they came"),
  })[rule] ?? rule;

/** The rules of a floor in one line, as they combine. @param {RowOf<"floor">} floor */
export function rulesWords(floor) {
  const chosen = RULES.filter((rule) => floor.rules.includes(rule) && rule !== "came");
  const words = [...chosen, "came"].map(ruleWord).join(" · ");
  return together(floor) ? t("{rules}; hands and typed questions in one order", { rules: words }) : words;
}

/** @param {string} kind */
export const kindWord = (kind) =>
  ({
    contribution: t("Contribution"),
    question: t("Question"),
    reply: t("Direct reply"),
    order: t("Point of order"),
  })[kind] ?? kind;

/** Minutes and seconds, "2:05". @param {number} ms */
export function length(ms) {
  const seconds = Math.floor(Math.abs(ms) / SECOND);
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
}

/**
 * What is left of a turn, and its light; without a limit, how long it has been.
 * @param {RowOf<"floor">} floor @param {number} now event ms
 * @returns {{light: "go"|"warn"|"stop"|"", words: string}}
 */
export function leftOf(floor, now) {
  if (floor.until === null) return { light: "", words: length(now - (floor.since ?? now)) };
  const left = floor.until - now;
  if (left < 0) return { light: "stop", words: t("{time} over", { time: length(left) }) };
  return { light: left < SOON ? "warn" : "go", words: t("{time} left", { time: length(left + SECOND - 1) }) };
}

/**
 * How both groups fare: turns, time, and how long the one that has waited longest waits now.
 * @param {Table} table @param {string} place @param {number} now event ms
 */
export function parity(table, place, now) {
  const sums = table.get("team_turns", place);
  const waiting = inOrder(table, place);
  return /** @type {Side[]} */ (["onsite", "remote"]).map((mode) => {
    const since = waiting
      .filter((hand) => hand.mode === mode)
      .map(({ card, question }) => card?.at ?? question?.at ?? now);
    const oldest = since.length ? now - Math.min(...since) : 0;
    const last = sums?.[`${mode}_last`] ?? null;
    const silent = since.length ? Math.min(oldest, last === null ? oldest : now - last) : 0;
    return {
      mode,
      turns: sums?.[mode] ?? 0,
      ms: sums?.[`${mode}_ms`] ?? 0,
      waiting: since.length,
      oldest,
      silent: silent >= LONG ? Math.floor(silent / MINUTE) : 0,
    };
  });
}

/** @param {{mode: Side, silent: number}} group minutes without a turn, although somebody waits */
export const silentWords = ({ mode, silent }) =>
  mode === "remote"
    ? tn("no turn for the link for {n} minute", "no turn for the link for {n} minutes", silent)
    : tn("no turn for the room for {n} minute", "no turn for the room for {n} minutes", silent);
