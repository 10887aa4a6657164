/** A poll, the same on every screen: who may vote and until when, and what was written. Nothing here draws. */
import { t } from "../core/words.js";
import { bare, wordKey } from "./words.js";

/** @typedef {import("../core/table.js").Table} Table */
/** @typedef {import("../core/table.js").Row<"poll">} Poll */
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
/** Whether a poll asks for a choice among options, rather than for words. @param {RowOf<"poll">} poll */
export const choosable = (poll) => poll.kind !== "text" && poll.kind !== "cloud";

/** @typedef {{mode: string, person?: boolean}} Me how somebody takes part; person: with a personal link */

/** Whether a group is asked. @param {RowOf<"poll">} poll @param {string} mode */
export const asks = (poll, mode) => poll.electorate === mode || !["onsite", "remote"].includes(poll.electorate);

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
 * @param {{text: string}[]} answers of one poll
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

/** The rows that tell what a poll has come to. @param {Table} table @param {string} id */
export const countsOf = (table, id) => ({
  tally: table.get("tally", id),
  hands: table.get("show_of_hands", id),
  turnout: table.get("turnout", id),
});
