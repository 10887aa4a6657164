/** How many have voted, the same on every screen. Nothing here draws. */
import { t, tn } from "../core/words.js";
import { asks } from "./polls.js";

/** @typedef {import("../programme/session.js").Here} Here */
/** @typedef {{mode: "onsite"|"remote"|"all", n: number, of: number|null}} Part */

/**
 * How many have voted, of those who are there: by groups once these are told, else of all who are asked. Somebody may
 * vote and leave: `of` is null where it would be less than n, or is not told.
 * @param {RowOf<"poll">} poll @param {RowOf<"turnout">|undefined} turnout @param {Here} here
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
  return modes.map((mode) => part(mode, turnout[mode] ?? 0));
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
export const tooFew = () => t("Too few ballots to show.");
