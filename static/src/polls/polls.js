/** What a poll says, the same on every screen: who may vote, how many did, and what came out. Nothing here draws. */
import { lang, pick, t, tn } from "../core/words.js";
import { bare, wordKey } from "./words.js";

/** @typedef {import("../core/table.js").Table} Table */
/** @typedef {import("../core/table.js").Row<"poll">} Poll */
/**
 * @typedef {{id: string, label: Record<string, string>, n: number, share: number, lead: boolean,
 *   parts: {onsite: number|null, remote: number|null, hands: number|null}}} Result
 *   n: ballots, in a ranking points; share: of `basis`, 0 to 1; lead: nothing has more; parts: in the unit of n, null
 *   if not told
 */

/**
 * How many people there were at most, where more ballots than that came from devices; null: there is nothing odd.
 * @param {Table} table @param {Poll} poll
 */
export function outnumbered(table, poll) {
  const counts = [...table.all("team_presence"), ...table.all("peak"), ...table.all("checkin_count")];
  const most = Math.max(0, ...counts.map(({ onsite, remote }) => onsite + remote));
  const ballots = table.get("turnout", poll.id)?.ballots ?? 0;
  return poll.level === "mood" && ballots > most ? most : null;
}

const STEPS = 4;
/** Results lag behind the ballots by five, and come in fives. */
const TEN = 10;

/** Whether a poll asks for a choice among options, rather than for words. @param {RowOf<"poll">} poll */
export const choosable = (poll) => poll.kind !== "text" && poll.kind !== "cloud";

/** @typedef {{mode: string, person?: boolean}} Me how somebody takes part; person: with a personal link */

/** Whether a group is asked. @param {RowOf<"poll">} poll @param {string} mode */
const asks = (poll, mode) => poll.electorate === mode || !["onsite", "remote"].includes(poll.electorate);

/** Why somebody cannot take part in a poll, in words; empty if they can. @param {RowOf<"poll">} poll @param {Me} me */
export function excluded(poll, me) {
  if (!asks(poll, me.mode)) {
    return poll.electorate === "onsite"
      ? t("This poll is for people in the room. You take part remotely.")
      : t("This poll is for people who take part remotely. You take part in the room.");
  }
  if (me.person) return "";
  if (poll.electorate === "checked-in") {
    return t(
      "This poll is for people who have checked in. Open your personal link on this device, then you can vote here.",
    );
  }
  return poll.level === "person"
    ? t("This poll counts one vote per person. Open your personal link on this device, then you can vote here.")
    : "";
}

/** Whether somebody can take part. @param {RowOf<"poll">} poll @param {Me} me */
export const asked = (poll, me) => !excluded(poll, me);

/** How honest the count is: what one ballot stands for. @param {{level: string}} poll */
export const levelWords = (poll) =>
  ({
    person: t("One vote per person: your personal link counts once, on whichever device."),
    codes: t("Secret with codes: each code counts once, and nobody knows who has drawn it."),
  })[/** @type {string} */ (poll.level)] ?? t("Mood: one ballot per device, not protected against voting twice.");

/**
 * Whether a ballot would count now. People elsewhere see the close late and have the grace.
 * @param {RowOf<"poll">} poll @param {Me} me @param {number} now event ms
 */
export function accepts(poll, me, now) {
  const end = poll.closed ?? poll.ends;
  const grace = me.mode === "remote" ? poll.grace * 1000 : 0;
  return asked(poll, me) && (poll.state === "open" || poll.state === "closing") && (end == null || now <= end + grace);
}

/**
 * What came out, one row per option: in the order of the options, a ranking from the best to the last.
 *
 * A ranking counts by Borda: of k options the first gets k points, the next one less, what is left out none. Hands
 * raised in a ranking are first places.
 * @param {RowOf<"poll">} poll
 * @param {RowOf<"tally">|undefined} tally
 * @param {any} [hands]
 * @returns {Result[]}
 */
export function results(poll, tally, hands) {
  const places = poll.kind === "ranking" ? poll.options.length : 1;
  const by = (/** @type {Record<string, number>|null|undefined} */ counts, /** @type {string} */ id) =>
    counts ? points(counts, id, places) : null;
  const raised = Object.values(hands?.n ?? {}).some((n) => n > 0) ? hands.n : null;
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
 * @param {{tally: any, raised: Record<string, number>|null}} counts
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
 * @param {RowOf<"poll">} poll @param {{tally?: any, hands?: any}} counts
 * @returns {string} empty where there are no shares
 */
export function basisWords(poll, { tally, hands }) {
  if (!choosable(poll) || poll.kind === "ranking" || !told(tally, hands)) return "";
  const rows = results(poll, tally, hands);
  const raised = handsRaised(hands) ? hands.n : null;
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

/** @typedef {import("../programme/session.js").Here} Here */
/** @typedef {{mode: "onsite"|"remote"|"all", n: number, of: number|null}} Part */

/**
 * How many have voted, of those who are there: by groups once these are told, else of all who are asked. Somebody may
 * vote and leave: `of` is null where it would be less than n, or is not told.
 * @param {RowOf<"poll">} poll @param {any} turnout @param {Here} here
 * @returns {Part[]} none as long as there are too few ballots
 */
export function turnoutParts(poll, turnout, here) {
  if (turnout?.ballots == null) return [];
  const part = (/** @type {Part["mode"]} */ mode, /** @type {number} */ n) => {
    const of = here[mode];
    return { mode, n, of: of !== null && of >= n && of > 0 ? of : null };
  };
  if (turnout.onsite == null) {
    return [
      part(poll.electorate === "onsite" || poll.electorate === "remote" ? poll.electorate : "all", turnout.ballots),
    ];
  }
  const modes = /** @type {const} */ (["onsite", "remote"]).filter((mode) => asks(poll, mode));
  return modes.map((mode) => part(mode, turnout[mode]));
}

/**
 * "41 of 63 in the room, 12 of 20 remote"; before the close "53 ballots of 83 people"; of a closed poll
 * with too few that they are, which is not said where `notYet` stands beside it.
 * @param {RowOf<"poll">} poll @param {RowOf<"turnout">|undefined} turnout @param {Here} here
 */
export function turnoutWords(poll, turnout, here) {
  if (turnout?.ballots == null) return poll.state === "closed" ? tooFew() : t("The count shows from five ballots on.");
  const byCode = [t("{n} of {of} codes", { n: turnout.ballots, of: poll.codes })];
  const said = poll.level === "codes" ? byCode : turnoutParts(poll, turnout, here).map(partWords);
  if (turnout.abstained) said.push(tn("{n} abstention", "{n} abstentions", turnout.abstained));
  return said.join(", ");
}

/** "12 of 20 remote". @param {Part} part as `turnoutParts` gives it */
export function partWords({ mode, n, of }) {
  if (mode === "remote") return of === null ? t("{n} remote", { n }) : t("{n} of {of} remote", { n, of });
  if (mode === "onsite") return of === null ? t("{n} in the room", { n }) : t("{n} of {of} in the room", { n, of });
  const ballots = tn("{n} ballot", "{n} ballots", n);
  return of === null ? ballots : t("{ballots} of {of} people", { ballots, of });
}

/**
 * Whether a poll has ended with too few ballots.
 * @param {RowOf<"poll">} poll @param {RowOf<"turnout">|undefined} turnout
 */
export const endedWithFew = (poll, turnout) => poll.state === "closed" && turnout != null && turnout.ballots == null;

/** That a closed poll tells nothing. */
const tooFew = () => t("Too few ballots to show.");

/**
 * Why there are no results to see yet; empty if there are.
 * @param {RowOf<"poll">} poll @param {RowOf<"tally">|undefined} tally @param {any} [turnout]
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
 * "closes 11:20 · 2 min left"; in the last minute the seconds.
 * @param {RowOf<"poll">} poll @param {import("../core/clock.js").Clock} clock
 */
export function closes(poll, clock) {
  if (poll.state !== "open" || poll.ends == null) return "";
  const time = clock.time(poll.ends);
  const seconds = secondsLeft(poll, clock.now());
  if (seconds <= 0) return t("closes now");
  return seconds < 60
    ? t("closes {time} · {n} s left", { time, n: seconds })
    : t("closes {time} · {n} min left", { time, n: Math.ceil(seconds / 60) });
}

/**
 * Until the countdown ends, in event seconds; without one it never does.
 * @param {RowOf<"poll">} poll
 * @param {number} now event ms
 */
export const secondsLeft = (poll, now) => (poll.ends == null ? Infinity : Math.ceil((poll.ends - now) / 1000));

/**
 * Words by how often they were sent; the spelling is the one used most.
 * @param {any[]} answers answer rows of one poll
 * @returns {{key: string, text: string, n: number, step: number}[]} most first, equals by the alphabet; step: size,
 *   1 to 4
 */
export function cloud(answers) {
  /** @type {Map<string, Map<string, number>>} */
  const found = new Map();
  for (const { text } of answers) {
    const key = wordKey(text);
    if (!key) continue;
    const spellings = found.get(key) ?? new Map();
    found.set(key, spellings.set(bare(text), (spellings.get(bare(text)) ?? 0) + 1));
  }
  const words = [...found].map(([key, spellings]) => ({
    key,
    text: usual(spellings),
    n: [...spellings.values()].reduce((a, b) => a + b),
  }));
  words.sort((a, b) => b.n - a.n || (a.key < b.key ? -1 : 1));
  const most = words[0]?.n ?? 0;
  return words.map((word) => ({
    ...word,
    step: most > 1 ? 1 + Math.round(((STEPS - 1) * (word.n - 1)) / (most - 1)) : 2,
  }));
}

/** @param {Map<string, number>} spellings */
const usual = (spellings) => [...spellings].sort(([a, n], [b, m]) => m - n || (a < b ? -1 : 1))[0][0];

/**
 * The answers that are to be seen in a poll, in the order in which they came.
 * @param {Table} table
 * @param {string} id
 */
export const answersOf = (table, id) =>
  table.all("answer").filter((answer) => answer.poll === id && answer.state === "live");

/**
 * What came out, in one sentence; for polls with words only whether there is anything.
 * @param {RowOf<"poll">} poll
 * @param {{tally?: any, hands?: any, turnout?: any}} counts its rows of the table
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

/** The rows that tell what a poll has come to. @param {Table} table @param {string} id */
export const countsOf = (table, id) => ({
  tally: table.get("tally", id),
  hands: table.get("show_of_hands", id),
  turnout: table.get("turnout", id),
});

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
