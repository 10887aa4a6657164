/** What came out of a poll, the same on every screen: the rows, what 100 % is, and one sentence. Nothing here draws. */
import { lang, pick, t, tn } from "../core/words.js";
import { choosable } from "./polls.js";
import { endedWithFew, tooFew } from "./turnout.js";

/**
 * @typedef {{id: string, label: Record<string, string>, n: number, share: number, lead: boolean,
 *   parts: {onsite: number|null, remote: number|null, hands: number|null}}} Result
 *   n: ballots, in a ranking points; share: of `basis`, 0 to 1; lead: nothing has more; parts: in the unit of n, null
 *   if not told
 */

/**
 * @typedef {{tally?: RowOf<"tally">, hands?: RowOf<"show_of_hands">, turnout?: RowOf<"turnout">}} Counts
 *   the rows that count a poll
 */

/** Results lag behind the ballots by five, and come in fives. */
const TEN = 10;

/**
 * What came out, one row per option: in the order of the options, a ranking from the best to the last.
 *
 * A ranking counts by Borda: of k options the first gets k points, the next one less, what is left out none. Hands
 * raised in a ranking are first places.
 * @param {RowOf<"poll">} poll
 * @param {RowOf<"tally">|undefined} tally
 * @param {RowOf<"show_of_hands">} [hands]
 * @returns {Result[]}
 */
export function results(poll, tally, hands) {
  const places = poll.kind === "ranking" ? poll.options.length : 1;
  const by = (/** @type {Record<string, number>|null|undefined} */ counts, /** @type {string} */ id) =>
    counts ? points(counts, id, places) : null;
  const raised = raisedIn(hands);
  const rows = poll.options.map(({ id, ...label }) => {
    const byHand = raised ? (raised[id] ?? 0) * places : null;
    const parts = { onsite: by(tally?.onsite, id), remote: by(tally?.remote, id), hands: byHand };
    return { id, label, n: (by(tally?.n, id) ?? 0) + (byHand ?? 0), share: 0, lead: false, parts };
  });
  const most = Math.max(0, ...rows.map((/** @type {Result} */ row) => row.n));
  const of = basis(poll, rows, { tally, raised }).n;
  for (const row of rows) Object.assign(row, { share: of ? row.n / of : 0, lead: most > 0 && row.n === most });
  return places > 1 ? rows.sort((/** @type {Result} */ a, /** @type {Result} */ b) => b.n - a.n) : rows;
}

/** Hands by option; null: nobody raised one. @param {RowOf<"show_of_hands">|undefined} hands */
const raisedIn = (hands) => (hands && Object.values(hands.n).some((n) => n > 0) ? hands.n : null);

/** @param {Record<string, number>} counts @param {string} id @param {number} places 1: the count itself */
function points(counts, id, places) {
  if (places === 1) return counts[id] ?? 0;
  let sum = 0;
  for (let place = 1; place <= places; place += 1) sum += (counts[`${id}:${place}`] ?? 0) * (places + 1 - place);
  return sum;
}

/**
 * What 100 % is. Several choices are measured by ballots, but nobody knows how many people raised hands more than once:
 * then by choices. A ranking is measured by the points of an option that everybody put first.
 * @param {RowOf<"poll">} poll
 * @param {Result[]} rows
 * @param {{tally: RowOf<"tally">|undefined, raised: Record<string, number>|null}} counts
 * @returns {{n: number}}
 */
function basis(poll, rows, { tally, raised }) {
  const all = rows.reduce((sum, row) => sum + row.n, 0);
  if (poll.kind === "multiple" && !raised && tally?.of) return { n: tally.of };
  if (poll.kind !== "ranking") return { n: all };
  const firsts = rows.reduce((sum, { id }) => sum + (tally?.n?.[`${id}:1`] ?? 0) + (raised?.[id] ?? 0), 0);
  return { n: firsts * rows.length };
}

/** Which place each row of a ranking took; equals share one. @param {Result[]} rows as `results` gives them */
export const placesOf = (rows) => rows.map((row) => 1 + rows.filter((other) => other.n > row.n).length);

/**
 * What 100 % is, in words: "of 20 who voted", with hands and without abstentions.
 * @param {RowOf<"poll">} poll @param {Counts} counts
 * @returns {string} empty where there are no shares
 */
export function basisWords(poll, { tally, hands }) {
  if (!choosable(poll) || poll.kind === "ranking" || !told(tally, hands)) return "";
  const rows = results(poll, tally, hands);
  const raised = raisedIn(hands);
  const { n } = basis(poll, rows, { tally, raised });
  return poll.kind === "multiple" && (raised || !tally?.of)
    ? tn("of {n} choice", "of {n} choices", n)
    : tn("of {n} who voted", "of {n} who voted", n);
}

/** @param {RowOf<"show_of_hands">} [hands] their row @returns {number} */
const handsRaised = (hands) => Object.values(hands?.n ?? {}).reduce((sum, n) => sum + Number(n), 0);

/** How many hands are in the numbers; empty if none. @param {RowOf<"show_of_hands">} [hands] their row */
export function handsWords(hands) {
  const n = handsRaised(hands);
  return n ? tn("{n} hand raised in the room", "{n} hands raised in the room", n) : "";
}

/** The mean of a scale. @param {Result[]} rows @returns {number|null} null as long as there are no ballots */
export function mean(rows) {
  const n = rows.reduce((sum, row) => sum + row.n, 0);
  return n ? rows.reduce((sum, row) => sum + Number(row.id) * row.n, 0) / n : null;
}

/**
 * Whether there are numbers to show.
 * @param {RowOf<"tally">|undefined} tally @param {RowOf<"show_of_hands">} [hands]
 */
export const told = (tally, hands) => Boolean(tally?.n) || Object.values(hands?.n ?? {}).some((n) => n > 0);

/**
 * Why there are no results to see yet; empty if there are.
 * @param {RowOf<"poll">} poll @param {RowOf<"tally">|undefined} tally @param {RowOf<"turnout">} [turnout]
 */
export function notYet(poll, tally, turnout) {
  if (poll.state === "closed") return endedWithFew(poll, turnout) ? tooFewWhy() : "";
  if (!choosable(poll)) return (turnout?.ballots ?? 0) < TEN ? t("Answers show from ten ballots on.") : "";
  if (told(tally)) return "";
  if (poll.results === "after") return t("Results are for those who have voted, from ten ballots on.");
  return poll.results === "close" ? t("Results come at the close.") : t("Results show from ten ballots on.");
}

const tooFewWhy = () => t("Too few ballots to show: with fewer than five, people could tell who chose what.");

/**
 * What came out, in one sentence; for polls with words only whether there is anything.
 * @param {RowOf<"poll">} poll
 * @param {Counts} counts its rows of the table
 */
export function outcome(poll, { tally, hands, turnout }) {
  const rows = choosable(poll) ? results(poll, tally, hands) : [];
  const first = rows.filter((row) => row.lead);
  const average = poll.kind === "scale" ? mean(rows) : null;
  if (average !== null) {
    return t("On average {mean} on a scale from {least} to {most}.", {
      mean: number(average),
      least: rows[0]?.id,
      most: rows.at(-1)?.id,
    });
  }
  if (!first.length && turnout && turnout.ballots == null) return tooFew();
  if (!choosable(poll) || !first.length) return choosable(poll) ? t("Nobody has chosen anything.") : "";
  const label = first.map((row) => pick(row.label)).join(", ");
  if (first.length > 1) return t("Equal at the top: {label}.", { label });
  if (poll.kind === "ranking") return t("In first place: {label}.", { label });
  const base = basisWords(poll, { tally, hands });
  return t("Most ballots: {label}, {share} {base}.", { label, share: percent(first[0]?.share ?? 0), base });
}

const figures = new Intl.NumberFormat(lang, { maximumFractionDigits: 1 });
/** What would be written as 0 % or 100 %, and is neither. */
const LEAST_SHARE = 0.01;
const percents = new Intl.NumberFormat(lang, { style: "percent" });

/** With one decimal, as the reader writes it. @param {number} n */
export const number = (n) => figures.format(n);

/**
 * "75 %", as the reader writes it; what is not none and not all is not said to be. @param {number} share 0 to 1
 */
export function percent(share) {
  if (share > 0 && share < LEAST_SHARE) return `< ${percents.format(LEAST_SHARE)}`;
  if (share < 1 && share > 1 - LEAST_SHARE) return `> ${percents.format(1 - LEAST_SHARE)}`;
  return percents.format(share);
}
