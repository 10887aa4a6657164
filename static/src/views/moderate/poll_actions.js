/** What a moderator can do to a poll: the word on the button, its key, when it makes sense, what is said afterwards. */
import { choosable } from "../../polls/polls.js";
import { PUBLIC } from "../../polls/shown.js";
import { t } from "../../core/words.js";

/**
 * @typedef {object} PollAction
 * @property {string} name
 * @property {string} key as `shortcut()` names it
 * @property {() => string} label
 * @property {string[]} on states of a poll in which it is offered
 * @property {(poll: RowOf<"poll">) => boolean} [only] for polls of these kinds
 * @property {string} [do] the command, for actions that need nothing else than the poll
 * @property {boolean} [asks] asks before it does anything
 * @property {() => string} [done] told to screen readers when it is done
 * @property {boolean} [side] wanted now and then, so it is drawn quietly
 */

/** @type {PollAction[]} the main one of each state first */
export const POLL_ACTIONS = [
  { name: "open", key: "o", label: () => t("Open"), on: ["draft"], do: "poll.open", done: () => t("The poll is open") },
  {
    name: "close",
    key: "c",
    label: () => t("Close the poll"),
    on: ["open"],
    do: "poll.close",
    asks: true,
    done: () => t("The poll is closed"),
  },
  { name: "show", key: "7", label: () => t("Show on the screen"), on: PUBLIC },
  { name: "hands", key: "h", label: () => t("Count hands"), on: PUBLIC, only: choosable },
  { name: "edit", key: "e", label: () => t("Edit"), on: ["draft"] },
  {
    name: "reopen",
    key: "c",
    label: () => t("Keep it open"),
    on: ["closing"],
    do: "poll.reopen",
    done: () => t("The poll is open again"),
  },
  { name: "copy", key: "d", label: () => t("Copy"), on: ["draft", ...PUBLIC, "archived"], side: true },
  {
    name: "library",
    key: "b",
    label: () => t("Into the library"),
    on: ["draft", ...PUBLIC, "archived"],
    only: (poll) => poll.session !== null,
    side: true,
  },
  {
    name: "unarchive",
    key: "z",
    label: () => t("Out of the archive"),
    on: ["archived"],
    do: "poll.reopen",
    side: true,
    done: () => t("The poll is out of the archive"),
  },
  {
    name: "archive",
    key: "z",
    label: () => t("Archive"),
    on: ["draft", "closed"],
    do: "poll.archive",
    side: true,
    done: () => t("The poll is in the archive"),
  },
  {
    name: "reset",
    key: "x",
    label: () => t("Reset …"),
    on: [...PUBLIC, "archived"],
    do: "poll.reset",
    asks: true,
    side: true,
    done: () => t("The poll was reset and is a draft again"),
  },
];

/** @param {RowOf<"poll">} poll @returns {PollAction[]} */
export const pollActionsOn = (poll) =>
  POLL_ACTIONS.filter(({ on, only }) => on.includes(poll.state) && (!only || only(poll)));

/** Keys in the list of polls that belong to the page. @type {{name: string, keys: string[], label: () => string}[]} */
export const POLL_KEYS = [
  { name: "new", keys: ["n"], label: () => t("New poll") },
  { name: "approve", keys: ["a"], label: () => t("Show the answer") },
  { name: "hide", keys: ["s"], label: () => t("Hide the answer") },
];

/**
 * A key of a poll names no action, since it depends on the poll which one that is.
 * @returns {Map<string, {kind: "poll"|"polls", name: string}>}
 */
export function pollKeyMap() {
  const map = new Map();
  for (const { key } of POLL_ACTIONS) map.set(key, { kind: "poll", name: key });
  for (const { name, keys } of POLL_KEYS) keys.forEach((key) => map.set(key, { kind: "polls", name }));
  return map;
}

/** @param {string} kind */
export const kindWord = (kind) =>
  ({
    single: t("One choice"),
    multiple: t("Several choices"),
    scale: t("Scale"),
    ranking: t("Ranking"),
    text: t("Answers"),
    cloud: t("Word cloud"),
  })[kind] ?? kind;

/** @param {string} state */
export const pollStateWord = (state) =>
  ({
    draft: t("draft"),
    open: t("open"),
    closing: t("closing"),
    closed: t("closed"),
    archived: t("archived"),
  })[state] ?? state;
