/**
 * Where the keyboard goes when what has it goes: to what stands beside it, to what came in its place, or to the heading
 * of the list. Else it would fall to the top of the page, and who hears the page would not know where they are.
 */

const PRESSABLE = "a[href], button:not([disabled]), summary, [tabindex='0']";
const HEADING = "h1, h2, h3, legend";
const PART = "section, form, fieldset, dialog, main, article";

/**
 * Remember what is beside the focused element; the answer, called after a drawing, mends what was lost.
 * @param {Element} root
 */
export function keepKeyboard(root) {
  const active = document.activeElement;
  if (!active || active === document.body || !root.contains(active)) return () => {};
  /** @type {{parent: Element, next: Element[], before: Element[]}[]} */
  const levels = [];
  for (let at = active; at !== root && at.parentElement; at = at.parentElement) {
    const all = [...at.parentElement.children];
    const i = all.indexOf(at);
    levels.push({ parent: at.parentElement, next: all.slice(i + 1), before: all.slice(0, i).reverse() });
  }
  return () => {
    if (active.isConnected || (document.activeElement && document.activeElement !== document.body)) return;
    for (const level of levels.filter(({ parent }) => parent.isConnected)) {
      const target =
        beside(level, active) ?? cameTo(level) ?? (level.parent.matches(PART) ? headingOf(level.parent) : null);
      if (target) return target.focus({ preventScroll: true });
    }
  };
}

/** @param {{next: Element[], before: Element[]}} level @param {Element} gone @returns {HTMLElement|null} */
function beside({ next, before }, gone) {
  for (const sibling of [...next, ...before]) {
    if (!sibling.isConnected) continue;
    const all = [sibling, ...sibling.querySelectorAll(PRESSABLE)].filter((one) => one.matches(PRESSABLE) && seen(one));
    // The same button of the next row, if there is one.
    const same = all.find((one) => one.className === gone.className && one.tagName === gone.tagName);
    const found = same ?? all[0];
    if (found instanceof HTMLElement) return found;
  }
  return null;
}

/**
 * What came in the place of what is gone, as a question does in the place of the button that asks it.
 * @param {{parent: Element}} level @returns {HTMLElement|null}
 */
function cameTo({ parent }) {
  const found = [...parent.querySelectorAll(PRESSABLE)].find(seen);
  return found instanceof HTMLElement ? found : null;
}

/** @param {Element} element */
const seen = (element) => element.getClientRects().length > 0;

/** The heading of a part of the page, which keys do not reach otherwise. @param {Element} part */
function headingOf(part) {
  const heading = [...part.querySelectorAll(HEADING)].find(seen);
  if (!(heading instanceof HTMLElement)) return null;
  if (!heading.hasAttribute("tabindex")) heading.tabIndex = -1;
  return heading;
}
