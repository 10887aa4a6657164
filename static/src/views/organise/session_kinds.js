/** The kinds of items, all of them, for those who choose one. */
import { t } from "../../core/words.js";

export const KINDS = [
  "reception",
  "opening",
  "greeting",
  "keynote",
  "talk",
  "panel",
  "break",
  "workshop",
  "plenary",
  "closing",
  "input",
  "discussion",
];

/** @param {string} kind */
export const kindWord = (kind) =>
  ({
    reception: t("Reception"),
    opening: t("Opening"),
    greeting: t("Welcome"),
    keynote: t("Keynote"),
    talk: t("Talk"),
    panel: t("Panel discussion"),
    break: t("Break"),
    workshop: t("Workshops"),
    plenary: t("Plenary"),
    closing: t("Closing"),
    input: t("Input"),
    discussion: t("Discussion"),
  })[kind] ?? kind;
