/** The floor on the moderator's page: the running order beside who speaks, and the keys for both. */
import { html } from "lit-html";
import { add, meter, order, switchOf, turn } from "../floor/chair.js";
import { settings } from "../floor/settings.js";
import { t } from "../../core/words.js";
import { cap } from "./bars.js";
import { podiumLine } from "../floor/crew.js";
import { choose, settle } from "./focus.js";

/** @typedef {import("./state.js").ModeratorState} ModeratorState */

/**
 * Keys of this view, beside those that all views share.
 * @type {{name: string, keys: string[], label: () => string}[]}
 */
export const FLOOR_KEYS = [
  { name: "next-turn", keys: ["n"], label: () => t("Call the next one") },
  { name: "done", keys: ["d"], label: () => t("The turn is over") },
  { name: "call", keys: ["Enter"], label: () => t("Call this one") },
  { name: "skip", keys: ["x"], label: () => t("Set aside who is not there") },
  { name: "back", keys: ["b"], label: () => t("Call back who spoke before") },
  { name: "more", keys: ["+"], label: () => t("30 seconds more") },
  { name: "show", keys: ["s"], label: () => t("Show it on the screen") },
  { name: "add-onsite", keys: ["i"], label: () => t("Add somebody in the room") },
  { name: "add-remote", keys: ["r"], label: () => t("Add somebody remote") },
  { name: "toggle", keys: ["o"], label: () => t("Open or close the list") },
];

/** @type {Record<string, (page: ModeratorState) => unknown>} */
const EFFECTS = {
  "next-turn": ({ chair }) => chair.floor && chair.next(),
  done: ({ chair }) => void chair.done(),
  call: (page) => page.current.floor && page.chair.call(page.current.floor),
  skip: (page) => void page.chair.setAside(page.current.floor),
  back: ({ chair }) => chair.back(),
  more: ({ chair }) => chair.more(),
  show: (page) => void page.screens.show("floor"),
  "add-onsite": ({ chair }) => chair.floor && chair.add("onsite"),
  "add-remote": ({ chair }) => chair.floor && chair.add("remote"),
  toggle: ({ chair }) => chair.toggle(),
};

/** @param {ModeratorState} page @param {string} name */
export const pressFloor = (page, name) => EFFECTS[name]?.(page);

/** @param {ModeratorState} page */
export function floorColumns(page) {
  const { chair } = page;
  const caps = (/** @type {string} */ key) => cap(page, key);
  settle(
    page,
    "floor",
    chair.waiting.map(({ id }) => id),
  );
  const row = (/** @type {string} */ id) => ({
    tabindex: page.current.floor === id ? 0 : -1,
    current: page.current.floor === id,
    choose: () => choose(page, "floor", id),
  });
  return [
    html`<section class="column" data-column="floor" aria-labelledby="h-floor" ?data-front=${page.tab === "floor"}>
      <header>
        <h2 id="h-floor" tabindex="-1">
          ${t("Running order")} <span class="count tabular">${chair.waiting.length}</span>
        </h2>
        ${switchOf(chair, caps)}
      </header>
      <div class="chair">${order(chair, row)}</div>
    </section>`,
    html`<section class="column" data-side-floor aria-labelledby="h-speaks" ?data-front=${page.tab === "floor"}>
      <header><h2 id="h-speaks">${t("Who speaks")}</h2></header>
      <div class="chair">
        ${turn(chair, caps)} ${add(chair, caps)} ${meter(chair)} ${podiumLine(page.crew)} ${settings(chair)}
      </div>
    </section>`,
  ];
}
