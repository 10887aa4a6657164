/** What people can react with: the words and signs of it. */
import { t } from "../core/words.js";
import { APPLAUSE } from "./reactions.js";

/** @type {{what: string, label: () => string, path: string}[]} path: of a symbol 16 wide and high */
export const REACTIONS = [
  { what: "applause", label: () => t("Applause"), path: APPLAUSE },
  { what: "agree", label: () => t("I agree"), path: "m2 9 4 4 8-9" },
  { what: "slower", label: () => t("Too fast"), path: "M13 3 7 8l6 5zM7 3 1 8l6 5z" },
  { what: "louder", label: () => t("Too quiet"), path: "M2 6h3l4-3v10L5 10H2zM11 5.5q2 2.5 0 5M13 3.5q4 4.5 0 9" },
];
