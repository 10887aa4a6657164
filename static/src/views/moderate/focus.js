/**
 * Where the keyboard is. Each column has one row that Tab reaches; j, k and the arrows move it. When rows move or leave
 * by a redraw, focus stays on its question, or goes to the one that took its place.
 */

import { afterDrawing } from "../../kit/view.js";

/** @typedef {import("./desk.js").Desk} Desk */
/** @typedef {import("./desk.js").Place} Column */

const COLUMNS = /** @type {Record<Desk["view"], Column[]>} */ ({
  questions: ["waiting", "next"],
  polls: ["polls", "poll"],
});

/** @param {Column} column @returns {HTMLElement[]} */
const rows = (column) =>
  [...document.querySelectorAll(`[data-column="${column}"] [data-row]`)].filter((row) => row instanceof HTMLElement);

/** Remember what is focused, to be called before a redraw; the answer restores it after. @param {Desk} desk */
export function keepFocus(desk) {
  const active = document.activeElement;
  const row = /** @type {HTMLElement|null} */ (active?.closest?.("[data-row]") ?? null);
  const column = /** @type {Column|undefined} */ (
    row?.closest("[data-column]")?.getAttribute("data-column") ?? undefined
  );
  const index = column && row ? rows(column).indexOf(row) : -1;
  const action = active?.getAttribute("data-action");
  return () => {
    if (!row || !column || desk.writing) return;
    if (document.activeElement === active && row.isConnected && row.closest(`[data-column="${column}"]`)) return;
    const now = rows(column);
    const same = now.find((other) => other.dataset.row === row.dataset.row);
    const target = same ?? now[Math.min(index, now.length - 1)];
    if (!target) return focusColumn(column);
    if (target.dataset.row !== desk.current[column]) choose(desk, column, target.dataset.row ?? null);
    const button = same && action ? target.querySelector(`[data-action="${action}"]`) : null;
    /** @type {HTMLElement} */ (button ?? target).focus({ preventScroll: true });
    target.scrollIntoView({ block: "nearest" });
  };
}

/**
 * Put the keyboard back on an element, or where that is gone on the current question.
 * @param {Desk} desk @param {Element|null} [element]
 */
export function backTo(desk, element) {
  if (element instanceof HTMLElement && element.isConnected && element !== document.body) {
    return element.focus({ preventScroll: true });
  }
  const { column } = desk;
  const row = rows(column).find((other) => other.dataset.row === desk.current[column]);
  if (row) row.focus({ preventScroll: true });
  else focusColumn(column);
}

/** The heading of a column takes focus when the column is empty. @param {Column} column */
function focusColumn(column) {
  const heading = document.querySelector(`[data-column="${column}"] h2`);
  if (heading instanceof HTMLElement) heading.focus();
}

/** Make a row the current one of its column. @param {Desk} desk @param {Column} column @param {string|null} id */
export function choose(desk, column, id) {
  if (desk.current[column] === id && desk.tab === column) return;
  desk.current[column] = id;
  desk.tab = column;
  desk.redraw();
}

/** Move the keyboard by one row. @param {Desk} desk @param {1|-1} by */
export function step(desk, by) {
  const { column } = desk;
  const list = rows(column);
  if (!list.length) return focusColumn(column);
  const at = list.findIndex((row) => row.dataset.row === desk.current[column]);
  const inside = document.activeElement?.closest(`[data-column="${column}"] [data-row]`);
  const target = list[inside ? Math.max(0, Math.min(list.length - 1, at + by)) : Math.max(0, at)];
  goTo(desk, column, target);
}

/** Move the keyboard to a column. @param {Desk} desk @param {Column} column */
export function enter(desk, column) {
  desk.tab = column;
  desk.redraw();
  const list = rows(column);
  const target = list.find((row) => row.dataset.row === desk.current[column]) ?? list[0];
  if (target) goTo(desk, column, target);
  else requestAnimationFrame(() => focusColumn(column));
}

/** @param {Desk} desk @param {1|-1} by */
export function across(desk, by) {
  const columns = COLUMNS[desk.view];
  const at = columns.indexOf(/** @type {Column} */ (desk.tab));
  enter(desk, columns[Math.max(0, Math.min(columns.length - 1, (at < 0 ? 1 : at) + by))]);
}

/** @param {Desk} desk @param {Column} column @param {HTMLElement} target */
function goTo(desk, column, target) {
  choose(desk, column, target.dataset.row ?? null);
  target.focus({ preventScroll: true });
  // The row grows by its buttons in the next frame; only then is its place known.
  afterDrawing(() => target.scrollIntoView({ block: "nearest" }));
}

/** The current row of each column must be one that is there. @param {Desk} desk @param {Column} column @param {string[]} ids */
export function settle(desk, column, ids) {
  const id = desk.current[column];
  if (id === null || !ids.includes(id)) desk.current[column] = ids[0] ?? null;
}
