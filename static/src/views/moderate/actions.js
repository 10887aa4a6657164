/**
 * What a moderator can do to a question: the word on the button, its key, and when it makes sense.
 * One table for buttons, keys and help.
 */
import { t } from "../../core/words.js";

/**
 * @typedef {object} Action
 * @property {string} name
 * @property {string} key as `shortcut()` names it
 * @property {() => string} label
 * @property {string[]} on states of a question in which it is offered, the main ones first in ACTIONS
 * @property {string} [do] the command, for actions that need nothing else than the question
 * @property {boolean} [many] works on a selection
 * @property {boolean} [side] wanted now and then, so it is drawn quietly
 */

/** @type {Action[]} */
export const ACTIONS = [
  { name: "approve", key: "a", label: () => t("Approve"), on: ["queued"], do: "question.approve", many: true },
  { name: "done", key: "d", label: () => t("Answered"), on: ["answering"], do: "question.done" },
  { name: "answer", key: "n", label: () => t("Answer now"), on: ["live"], do: "question.answer" },
  {
    name: "restore",
    key: "b",
    label: () => t("Back to the list"),
    on: ["answering", "answered", "dismissed", "archived"],
    do: "question.restore",
    many: true,
  },
  { name: "edit", key: "e", label: () => t("Edit"), on: ["queued", "live", "answering"] },
  {
    name: "dismiss",
    key: "x",
    label: () => t("Dismiss"),
    on: ["queued", "live", "answering"],
    do: "question.dismiss",
    many: true,
  },
  { name: "answer", key: "n", label: () => t("Answer now"), on: ["queued"], do: "question.answer", side: true },
  { name: "reply", key: "r", label: () => t("Reply"), on: ["queued", "live", "answering", "answered"], side: true },
  { name: "label", key: "l", label: () => t("Labels"), on: ["queued", "live", "answering", "answered"], side: true },
  { name: "assign", key: "p", label: () => t("Assign to"), on: ["queued", "live", "answering"], side: true },
  { name: "merge", key: "m", label: () => t("Merge"), on: ["queued", "live", "answering"], many: true, side: true },
  {
    name: "mute",
    key: "q",
    label: () => t("Mute the device"),
    on: ["queued", "live", "answering"],
    side: true,
  },
  {
    name: "archive",
    key: "z",
    label: () => t("Archive"),
    on: ["live", "answering", "answered", "dismissed"],
    do: "question.archive",
    many: true,
    side: true,
  },
  {
    name: "erase",
    key: "Delete",
    label: () => t("Erase for good …"),
    on: ["queued", "live", "answering", "answered", "dismissed", "archived"],
    side: true,
  },
];

/** What can be done to a question in a state, the main action first. @param {string} state */
export const actionsOn = (state) => ACTIONS.filter((action) => action.on.includes(state));

/** What can be done to all selected questions at once. @param {string[]} states */
export const actionsOnAll = (states) =>
  ACTIONS.filter((action) => action.many && states.every((state) => action.on.includes(state)));

/** What the projector can show, in the order of the keys 1 to 9. @type {{what: string, label: () => string}[]} */
export const SLIDES = [
  { what: "question", label: () => t("Question") },
  { what: "join", label: () => t("Join") },
  { what: "top", label: () => t("Up next") },
  { what: "now", label: () => t("Now / next") },
  { what: "message", label: () => t("Message") },
  { what: "blank", label: () => t("Black screen") },
  { what: "poll", label: () => t("Poll") },
  { what: "rooms", label: () => t("Rooms") },
  { what: "summary", label: () => t("Summary") },
  { what: "evaluation", label: () => t("Evaluation") },
  { what: "floor", label: () => t("Who speaks") },
  { what: "podium", label: () => t("Podium") },
];

/** The key of a slide: from 1 on, the tenth is 0, and further ones have none. @param {number} i */
export const slideKey = (i) => (i < 10 ? String((i + 1) % 10) : "");

/** @param {string} what */
export const slideWord = (what) =>
  ({ auto: t("Automatic"), pause: t("Break"), end: t("End of the programme") })[what] ??
  SLIDES.find((slide) => slide.what === what)?.label() ??
  what;

/** @param {"fair"|"support"|"time"} sort */
export const sortWord = (sort) => ({ fair: t("Fair"), support: t("Most votes"), time: t("Time") })[sort];

/** Keys that belong to the page and not to a question. @type {{name: string, keys: string[], label: () => string}[]} */
export const PAGE_KEYS = [
  { name: "next", keys: ["j", "ArrowDown"], label: () => t("Next question") },
  { name: "previous", keys: ["k", "ArrowUp"], label: () => t("Previous question") },
  { name: "right", keys: ["ArrowRight"], label: () => t("Column to the right") },
  { name: "left", keys: ["ArrowLeft"], label: () => t("Column to the left") },
  { name: "first", keys: ["Enter"], label: () => t("The first action of the question") },
  { name: "select", keys: [" "], label: () => t("Select the question, for several at once") },
  { name: "view", keys: ["y"], label: () => t("Questions or polls") },
  { name: "floor", keys: ["f"], label: () => t("Hands and who speaks") },
  { name: "undo", keys: ["u"], label: () => t("Undo") },
  { name: "hold", keys: ["h"], label: () => t("Pause the lists, or let them go on") },
  { name: "sort", keys: ["s"], label: () => t("Change the order") },
  { name: "open", keys: ["o"], label: () => t("Open or close the questions") },
  { name: "moderated", keys: ["v"], label: () => t("Review before publishing, on or off") },
  { name: "reactions", keys: ["g"], label: () => t("Reactions, on or off") },
  { name: "session", keys: ["t"], label: () => t("The whole day: start, extend, move or end") },
  { name: "ask", keys: ["i"], label: () => t("Enter a question for somebody") },
  { name: "written", keys: [","], label: () => t("Questions for a panellist, to answer in writing") },
  { name: "longer", keys: ["+"], label: () => t("Five minutes more") },
  { name: "waiting", keys: ["w"], label: () => t("The next place where something waits") },
  { name: "screen", keys: ["c"], label: () => t("The next screen") },
  { name: "crew", keys: ["."], label: () => t("Write on the crew line") },
  { name: "help", keys: ["?"], label: () => t("This help") },
  { name: "escape", keys: ["Escape"], label: () => t("Close, or clear the selection") },
];

/**
 * Every key of the page: an action on a question, a slide, or something about the page.
 * @returns {Map<string, {kind: "action"|"slide"|"page", name: string}>}
 */
export function keyMap() {
  const map = new Map();
  for (const { name, key } of ACTIONS) map.set(key, { kind: "action", name });
  SLIDES.slice(0, 10).forEach(({ what }, i) => map.set(slideKey(i), { kind: "slide", name: what }));
  for (const { name, keys } of PAGE_KEYS) keys.forEach((key) => map.set(key, { kind: "page", name }));
  return map;
}

/** A key as it stands on a keyboard. @param {string} key */
export function keyCap(key) {
  const caps = {
    ArrowDown: "↓",
    ArrowUp: "↑",
    ArrowLeft: "←",
    ArrowRight: "→",
    " ": t("Space"),
    Escape: t("Esc"),
    Enter: "↵",
    Delete: t("Del"),
  };
  return caps[/** @type {keyof typeof caps} */ (key)] ?? key.toUpperCase();
}
