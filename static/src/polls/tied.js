/** The same question twice, such as in both rounds of a workshop: what came out then, beside now. No DOM. */
import { placeOf } from "../programme/session.js";
import { choosable, countsOf } from "./polls.js";
import { results, told } from "./results.js";

/** @typedef {import("../core/table.js").Table} Table */
/**
 * @typedef {{poll: RowOf<"poll">, ballots: number|null, place: Place|null,
 *   shares: Map<string, number>}} Side shares: by option, 0 to 1
 */

/**
 * Whether two polls can be compared; the same as the server checks.
 * @param {RowOf<"poll">} a @param {RowOf<"poll">} b
 */
const alike = (a, b) => choosable(a) && a.kind === b.kind && same(a) === same(b);

/** @param {RowOf<"poll">} poll */
const same = ({ options }) => JSON.stringify(options.map(({ id, de, en }) => [id, de, en]));

/** The polls that one can be compared with, the newest first. @param {Table} table @param {RowOf<"poll">} poll */
export const comparable = (table, poll) =>
  table
    .all("poll")
    .filter((other) => other.id !== poll.id && other.before !== poll.id && other.session && alike(other, poll))
    .sort((a, b) => b.made - a.made);

/**
 * Both sides of a comparison, then and now; null unless both are counted and may be told.
 * @param {Table} table @param {RowOf<"poll">} poll @returns {[Side, Side]|null}
 */
export function sides(table, poll) {
  const earlier = poll.before ? table.get("poll", poll.before) : null;
  if (!earlier || !alike(earlier, poll)) return null;
  const [then, now] = [side(table, earlier), side(table, poll)];
  return then && now ? [then, now] : null;
}

/** @param {Table} table @param {RowOf<"poll">} poll @returns {Side|null} */
function side(table, poll) {
  const { tally, hands, turnout } = countsOf(table, poll.id);
  if (!["closed", "archived"].includes(poll.state) || !told(tally, hands)) return null;
  const shares = new Map(results(poll, tally, hands).map(({ id, share }) => [id, share]));
  const place = poll.session ? placeOf(table, poll.session) : null;
  return { poll, ballots: turnout?.ballots ?? null, place, shares };
}
