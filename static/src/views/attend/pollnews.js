/** What the page says about polls by itself: that one opens, that time runs out, and once what came out. */
import { countsOf, secondsLeft } from "../../polls/polls.js";
import { outcome } from "../../polls/results.js";
import { polls, statesOf } from "../../polls/shown.js";
import { pick, t } from "../../core/words.js";

/** @typedef {import("./state.js").AttendeeState} AttendeeState */

const SECOND = 1000;
const MINUTE_S = 60;
const LAST_S = 10;

/** @param {AttendeeState} page @param {Map<string, string>} known states of polls of which nothing is to be said */
export function tellPolls(page, known) {
  const { table } = page.app;
  let states = known;
  const look = () => {
    const before = states;
    states = statesOf(polls(table));
    for (const poll of polls(table)) news(page, poll, before.get(poll.id));
  };
  table.on((changed) => changed.has("poll") && look());
  look();
  countdowns(page);
}

/** @param {AttendeeState} page @param {RowOf<"poll">} poll @param {string|undefined} before */
function news(page, poll, before) {
  if (poll.state === before) return;
  const title = pick(poll.title);
  if (poll.state === "open" && page.voting.asked(poll)) page.say.now(t("A poll is open: {title}", { title }));
  if (poll.state === "closed" && before) {
    page.say.now(`${t("The poll is closed: {title}", { title })} ${resultWords(page, poll)}`);
  }
}

/** @param {AttendeeState} page @param {RowOf<"poll">} poll */
const resultWords = ({ app: { table } }, poll) => outcome(poll, countsOf(table, poll.id));

/**
 * Look every second: the last minute is shown in seconds, and said only at its begin and near its end.
 * @param {AttendeeState} page
 */
function countdowns(page) {
  /** @type {Map<string, number>} */
  const last = new Map();
  setInterval(() => {
    const { table, clock } = page.app;
    for (const poll of polls(table).filter((poll) => poll.state !== "closed" && page.voting.asked(poll))) {
      const left = secondsLeft(poll, clock.now());
      const before = last.get(poll.id) ?? left;
      last.set(poll.id, left);
      if (poll.state === "open") remind(page, before, left);
      if (left <= MINUTE_S || poll.state === "closing") page.redraw();
    }
  }, SECOND);
}

/** @param {AttendeeState} page @param {number} before @param {number} left seconds */
function remind(page, before, left) {
  if (before > LAST_S && left <= LAST_S && left > 0) page.say.now(t("The poll closes in 10 seconds."));
  else if (before > MINUTE_S && left <= MINUTE_S && left > LAST_S) page.say.now(t("The poll closes in a minute."));
}
