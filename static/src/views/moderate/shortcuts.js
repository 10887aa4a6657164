/** What the keys of the moderator's page do. */
import { commandFor } from "../../kit/keys.js";
import { profileOf } from "../../event/profile.js";
import { SLIDES, actionsOn, actionsOnAll, keyMap } from "./actions.js";
import { FLOOR_KEYS, pressFloor } from "./floor.js";
import { across, step } from "./focus.js";
import { pollKeyMap } from "./poll_actions.js";
import { writeOnTheLine } from "../floor/crew.js";
import { press } from "./screen_remote.js";

/** @typedef {import("./state.js").ModeratorState} ModeratorState */
/** @typedef {{kind: string, name: string}} Command */
/** @typedef {Record<string, (page: ModeratorState) => unknown>} Effects */

/** @type {Map<string, Command>} */
const KEYS = keyMap();
/** What makes sense for polls as well. */
const SHARED = [
  "next",
  "previous",
  "right",
  "left",
  "first",
  "view",
  "floor",
  "session",
  "written",
  "longer",
  "waiting",
  "crew",
  "help",
  "escape",
];
const COMMON = [...KEYS].filter(([, { kind, name }]) => kind === "slide" || SHARED.includes(name));
/** The keys of each view. @type {Record<string, Map<string, Command>>} */
const VIEWS = {
  questions: KEYS,
  polls: /** @type {Map<string, Command>} */ (new Map([...COMMON, ...pollKeyMap()])),
  floor: new Map([
    ...COMMON,
    ...FLOOR_KEYS.flatMap(({ name, keys }) => keys.map((key) => /** @type {const} */ ([key, { kind: "floor", name }]))),
  ]),
};

/** @type {Effects} */
const PAGE = {
  next: (page) => step(page, 1),
  previous: (page) => step(page, -1),
  right: (page) => across(page, 1),
  left: (page) => across(page, -1),
  undo: (page) => page.undo.takeBack(),
  hold: (page) => page.lists.toggleHold(),
  sort: (page) => page.lists.order(),
  open: (page) => page.sessions.toggleQuestions("open"),
  moderated: (page) => profileOf(page.table).direct && page.sessions.toggleQuestions("moderated"),
  reactions: (page) => page.sessions.toggleReactions(),
  session: (page) => page.openDialog({ what: "session" }),
  ask: (page) => page.openDialog({ what: "ask" }),
  written: (page) => page.openDialog({ what: "written" }),
  longer: (page) => page.sessions.extend(5),
  waiting: (page) => page.inbox.openNext(),
  screen: (page) => page.screens.chooseNext(),
  crew: () => writeOnTheLine(),
  help: (page) => page.openDialog({ what: "help" }),
  view: (page) => (page.view === "polls" ? page.see("questions", "waiting") : page.see("polls", "polls")),
  floor: (page) => (page.view === "floor" ? page.see("questions", "waiting") : page.see("floor", "floor")),
  first: (page) => (page.view === "polls" ? firstOfPoll(page) : firstOfQuestion(page)),
  select: (page) => page.focused && page.toggleSelected(page.focused.id),
  escape: (page) => page.clear("selected", "trouble"),
};

/** @type {Effects} */
const POLLS = {
  new: (page) => page.polls.draft.begin(),
  approve: (page) => judge(page, "approve"),
  hide: (page) => judge(page, "hide"),
};

/** @type {Record<string, (page: ModeratorState, name: string) => unknown>} */
const KINDS = {
  action: decide,
  slide: (page, name) => press(page, SLIDES.find(({ what }) => what === name)?.what ?? "join"),
  poll: (page, name) => page.polls.press(name),
  polls: (page, name) => POLLS[name]?.(page),
  floor: (page, name) => pressFloor(page, name),
  page: (page, name) => PAGE[name]?.(page),
};

/** @param {ModeratorState} page @param {KeyboardEvent} event */
export function onKey(page, event) {
  if (page.dialog || page.chair.opening) return;
  const found = commandFor(event, VIEWS[page.view] ?? KEYS, { letters: page.letters });
  if (!found) return;
  event.preventDefault();
  KINDS[found.kind]?.(page, found.name);
}

/**
 * Do an action to the selection, else to the question that has the keyboard.
 * @param {ModeratorState} page @param {string} name
 */
function decide(page, name) {
  const selected = [...page.selected];
  const states = selected.map((id) => page.table.get("question", id)?.state ?? "");
  const many = selected.length && actionsOnAll(states).some((action) => action.name === name);
  const ids = many ? selected : page.focused ? [page.focused.id] : [];
  if (ids.length) void page.perform(name, ids);
}

/** @param {ModeratorState} page */
function firstOfQuestion(page) {
  if (page.focused) decide(page, actionsOn(page.focused.state)[0]?.name ?? "");
}

/** @param {ModeratorState} page */
function firstOfPoll(page) {
  const { answer, current } = page.polls;
  if (answer) judge(page, answer.state === "live" ? "hide" : "approve");
  else if (current) void page.polls.perform(page.polls.actions(current)[0]?.name ?? "");
}

/** @param {ModeratorState} page @param {"approve"|"hide"} what */
function judge(page, what) {
  const { answer } = page.polls;
  if (answer) void page.polls.judge(what, page.polls.alike(answer));
}
