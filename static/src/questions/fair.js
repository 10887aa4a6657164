/**
 * Whose question is next when two groups share one panel. Votes decide inside a group, never between the groups:
 * the turns are dealt by highest averages (Sainte-Laguë), so that no bloc of votes in one group can starve the other.
 * The reasons and the proof are in docs/decisions/fair-next.md.
 */

/** @typedef {"onsite"|"remote"} Side */
/**
 * @typedef {{id: string, mode: Side|null, at: number, state?: string, merged?: string|null,
 *   answered_at?: number|null}} Asked
 */
/** @typedef {{onsite: number, remote: number}} Pair */

/**
 * The weight of each side as two whole numbers: its share of the people present, held between a third and two thirds.
 * Whole numbers, so that every screen deals the same turns without rounding.
 * @param {{onsite?: number|null, remote?: number|null}|null|undefined} presence people connected now
 * @returns {Pair}
 */
export function weights(presence) {
  const onsite = Math.max(0, presence?.onsite ?? 0);
  const remote = Math.max(0, presence?.remote ?? 0);
  if (onsite + remote === 0) return { onsite: 1, remote: 1 };
  if (onsite > 2 * remote) return { onsite: 2, remote: 1 };
  if (remote > 2 * onsite) return { onsite: 1, remote: 2 };
  return { onsite, remote };
}

/**
 * The turns each side has taken from the other: answers given while the other side had a question of its own waiting.
 * An answer that cost nobody a turn is not held against the side that asked.
 * @param {Asked[]} questions the questions of one session; those that the projector may not show are left out
 * @returns {Pair}
 */
export function turns(questions) {
  const shown = questions.filter((q) => !q.merged && SHOWN.has(q.state ?? ""));
  const taken = { onsite: 0, remote: 0 };
  for (const q of shown) {
    if (q.state === "live") continue;
    const moment = servedAt(q);
    if (q.mode && shown.some((other) => other.mode !== q.mode && other.at <= moment && servedAt(other) > moment)) {
      taken[q.mode] += 1;
    }
  }
  return taken;
}

/**
 * The order in which the waiting questions get their turn.
 * @param {Asked[]} questions the questions that wait
 * @param {(id: string) => number} votes the support of a question
 * @param {Pair} history turns already taken, see `turns`
 * @param {{onsite?: number|null, remote?: number|null}|null} [presence] people connected now
 * @returns {string[]} their ids, the next one first
 */
export function fair(questions, votes, history, presence) {
  // Where origins are not told, turns cannot be dealt; the team, which knows them, deals them.
  if (questions.some((q) => !q.mode)) return bySupport(questions, votes);
  const weight = weights(presence);
  const taken = { ...history };
  const lines = { onsite: line(questions, "onsite", votes), remote: line(questions, "remote", votes) };
  const order = [];
  while (order.length < questions.length) {
    const side = nextSide(lines, taken, weight);
    order.push(/** @type {string} */ (lines[side].pop()));
    taken[side] += 1;
  }
  return order;
}

/**
 * The waiting questions by support, then by age.
 * @param {Asked[]} questions
 * @param {(id: string) => number} votes
 * @returns {string[]} ids, the most supported first
 */
export const bySupport = (questions, votes) =>
  [...questions].sort((a, b) => votes(b.id) - votes(a.id) || older(a, b)).map((q) => q.id);

/**
 * The waiting questions by age.
 * @param {Asked[]} questions
 * @returns {string[]} ids, the oldest first
 */
export const byTime = (questions) => [...questions].sort(older).map((q) => q.id);

const SHOWN = new Set(["live", "answering", "answered"]);

/** @param {Asked} a @param {Asked} b */
const older = (a, b) => a.at - b.at || (a.id < b.id ? -1 : 1);

/** @param {Asked} q when it got its turn; a question that waits gets it after all others */
const servedAt = (q) => (q.state === "live" ? Infinity : (q.answered_at ?? Number.MAX_VALUE));

/**
 * @param {Asked[]} questions
 * @param {Side} side
 * @param {(id: string) => number} votes the next one is last, to be popped
 */
const line = (questions, side, votes) =>
  bySupport(
    questions.filter((q) => q.mode === side),
    votes,
  ).reverse();

/** @param {Record<Side, string[]>} lines @param {Pair} taken @param {Pair} weight @returns {Side} */
function nextSide(lines, taken, weight) {
  if (!lines.onsite.length) return "remote";
  if (!lines.remote.length) return "onsite";
  const onsite = weight.onsite * (2 * taken.remote + 1);
  const remote = weight.remote * (2 * taken.onsite + 1);
  return onsite > remote ? "onsite" : "remote";
}
