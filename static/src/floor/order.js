/**
 * The running order: who speaks next. The same as companion/rules/floor/order.py, by shared examples
 * (tests/vectors/floor): the server decides by it, and the chair's page shows it without waiting for the server.
 * What each rule guarantees is in docs/decisions/floor.md.
 */
import { weights } from "../questions/fair.js";

/** @typedef {"onsite"|"remote"} Side */
/** @typedef {{id: string, mode: Side, kind: string, list: string|null, at: number, spoken: number}} Waiting */
/** @typedef {{onsite: number, remote: number, lists: Record<string, number>}} Taken */

/** A point of order comes before all, a direct reply before what is new. @type {Record<string, number>} */
const URGENT = { order: 0, reply: 1 };
const OTHERS = 2;

/**
 * The ids of the hands that wait, the next one first.
 * @param {Waiting[]} hands in any order
 * @param {string[]} rules which of came, fair, first, lists were chosen
 * @param {string[]} [names] the lists of this floor
 * @param {Taken|null} [taken] turns that each group and list had while another one waited
 * @param {{onsite?: number|null, remote?: number|null}|null} [presence] people connected
 * @returns {string[]}
 */
export function runningOrder(hands, rules, names = [], taken = null, presence = null) {
  const count = { onsite: taken?.onsite ?? 0, remote: taken?.remote ?? 0, lists: { ...taken?.lists } };
  const weight = weights(presence);
  const has = new Set(rules);
  const left = [...hands].sort((a, b) => tier(a, has) - tier(b, has) || older(a, b));
  const order = [];
  while (left.length) {
    const first = tier(left[0], has);
    let among = left.filter((hand) => tier(hand, has) === first);
    if (has.has("lists")) {
      const turn = nextList(among, names, count);
      among = among.filter((hand) => listOf(hand) === turn);
    }
    if (has.has("fair")) {
      const side = nextSide(among, count, weight);
      among = among.filter((hand) => hand.mode === side);
    }
    const [next] = among;
    left.splice(left.indexOf(next), 1);
    countTurn(count, next, left);
    order.push(next.id);
  }
  return order;
}

/**
 * Count a turn. One that kept nobody of another group or list waiting costs nothing.
 * @param {Taken} count @param {Waiting} hand @param {Waiting[]} others
 */
function countTurn(count, hand, others) {
  if (others.some((other) => other.mode !== hand.mode)) count[hand.mode] += 1;
  const own = listOf(hand);
  if (others.some((other) => listOf(other) !== own)) count.lists[own] = (count.lists[own] ?? 0) + 1;
}

const MANY = 1e6;

/** @param {Waiting} hand @param {Set<string>} has */
const tier = (hand, has) => (URGENT[hand.kind] ?? OTHERS) * MANY + (has.has("first") ? hand.spoken : 0);

/** Whoever has chosen no list stands in one without a name. @param {Waiting} hand */
const listOf = (hand) => hand.list ?? "";

/** @param {Waiting} a @param {Waiting} b */
const older = (a, b) => a.at - b.at || compare(a.id, b.id);

/** @param {string} a @param {string} b */
const compare = (a, b) => (a < b ? -1 : a > b ? 1 : 0);

/** @param {Waiting[]} among @param {string[]} names @param {Taken} count */
function nextList(among, names, count) {
  const had = (/** @type {string} */ name) => count.lists[name] ?? 0;
  const place = (/** @type {string} */ name) => (names.includes(name) ? names.indexOf(name) : names.length);
  const found = [...new Set(among.map(listOf))];
  return found.sort((a, b) => had(a) - had(b) || place(a) - place(b) || compare(a, b))[0];
}

/** @param {Waiting[]} among @param {Taken} count @param {{onsite: number, remote: number}} weight @returns {Side} */
function nextSide(among, count, weight) {
  if (among.every((hand) => hand.mode === among[0].mode)) return among[0].mode;
  const onsite = weight.onsite * (2 * count.remote + 1);
  const remote = weight.remote * (2 * count.onsite + 1);
  return onsite > remote ? "onsite" : "remote";
}
