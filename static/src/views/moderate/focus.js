/**
 * Where the keyboard is. Each column has one row that Tab reaches; j, k and the arrows move it. When rows move or leave
 * by a redraw, focus stays on its question, or goes to the one that took its place.
 */

import { writing } from "../../kit/keys.js";
import { afterDrawing } from "../../kit/view.js";

/** @typedef {import("./state.js").ModeratorState} ModeratorState */
/** @typedef {import("./state.js").Column} Column */

const COLUMNS = /** @type {Record<ModeratorState["view"], Column[]>} */ ({
  questions: ["waiting", "next"],
  polls: ["polls", "poll"],
  floor: ["floor"],
});

/** @param {Column} column @returns {HTMLElement[]} */
const rows = (column) =>
  [...document.querySelectorAll(`[data-column="${column}"] [data-row]`)].filter((row) => row instanceof HTMLElement);

/**
 * Remember what is focused, to be called before a redraw; the answer restores it after.
 * @param {ModeratorState} page
 */
export function keepFocus(page) {
  const active = document.activeElement;
  const row = /** @type {HTMLElement|null} */ (active?.closest?.("[data-row]") ?? null);
  const column = /** @type {Column|undefined} */ (
    row?.closest("[data-column]")?.getAttribute("data-column") ?? undefined
  );
  const index = column && row ? rows(column).indexOf(row) : -1;
  const action = active?.getAttribute("data-action");
  return () => {
    if (!row || !column || page.writing) return;
    if (document.activeElement === active && row.isConnected && row.closest(`[data-column="${column}"]`)) return;
    const now = rows(column);
    const same = now.find((other) => other.dataset.row === row.dataset.row);
    const target = same ?? now[Math.min(index, now.length - 1)];
    if (!target) return focusColumn(column);
    if (target.dataset.row !== page.current[column]) choose(page, column, target.dataset.row ?? null);
    const button = same && action ? target.querySelector(`[data-action="${action}"]`) : null;
    /** @type {HTMLElement} */ (button ?? target).focus({ preventScroll: true });
    target.scrollIntoView({ block: "nearest" });
  };
}

/**
 * Put the keyboard back on an element, or where that is gone on the current question.
 * @param {ModeratorState} page @param {Element|null} [element]
 */
export function backTo(page, element) {
  if (element instanceof HTMLElement && element.isConnected && element !== document.body) {
    return element.focus({ preventScroll: true });
  }
  const { column } = page;
  const row = rows(column).find((other) => other.dataset.row === page.current[column]);
  if (row) row.focus({ preventScroll: true });
  else focusColumn(column);
}

/**
 * As `backTo`, some frames after a key: unless somebody has gone on to write elsewhere since then.
 * @param {ModeratorState} page @param {Element|null} element
 */
export const leadBack = (page, element) =>
  void (page.dialog || writing(document.activeElement) || backTo(page, element));

/** The heading of a column takes focus when the column is empty. @param {Column} column */
function focusColumn(column) {
  const heading = document.querySelector(`[data-column="${column}"] h2`);
  if (heading instanceof HTMLElement) heading.focus();
}

/**
 * Make a row the current one of its column.
 * @param {ModeratorState} page @param {Column} column @param {string|null} id
 */
export function choose(page, column, id) {
  if (page.current[column] === id && page.tab === column) return;
  page.current[column] = id;
  page.tab = column;
  page.redraw();
}

/** Move the keyboard by one row. @param {ModeratorState} page @param {1|-1} by */
export function step(page, by) {
  const { column } = page;
  const list = rows(column);
  if (!list.length) return focusColumn(column);
  const at = list.findIndex((row) => row.dataset.row === page.current[column]);
  const inside = document.activeElement?.closest(`[data-column="${column}"] [data-row]`);
  const target = list[inside ? Math.max(0, Math.min(list.length - 1, at + by)) : Math.max(0, at)];
  goTo(page, column, target);
}

/** Move the keyboard to a column. @param {ModeratorState} page @param {Column} column */
function enter(page, column) {
  page.tab = column;
  page.redraw();
  const list = rows(column);
  const target = list.find((row) => row.dataset.row === page.current[column]) ?? list[0];
  if (target) goTo(page, column, target);
  else requestAnimationFrame(() => focusColumn(column));
}

/** @param {ModeratorState} page @param {1|-1} by */
export function across(page, by) {
  const columns = COLUMNS[page.view];
  const at = columns.indexOf(/** @type {Column} */ (page.tab));
  enter(page, columns[Math.max(0, Math.min(columns.length - 1, (at < 0 ? 1 : at) + by))]);
}

/** @param {ModeratorState} page @param {Column} column @param {HTMLElement} target */
function goTo(page, column, target) {
  choose(page, column, target.dataset.row ?? null);
  target.focus({ preventScroll: true });
  // The row grows by its buttons in the next frame; only then is its place known.
  afterDrawing(() => target.scrollIntoView({ block: "nearest" }));
}

/**
 * The current row of each column must be one that is there.
 * @param {ModeratorState} page @param {Column} column @param {string[]} ids
 */
export function settle(page, column, ids) {
  const id = page.current[column];
  if (id === null || !ids.includes(id)) page.current[column] = ids[0] ?? null;
}
