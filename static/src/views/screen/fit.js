/**
 * Text as large as its place allows, chosen by measuring: real letters at every size, never a scaled picture of them.
 */
import { ref } from "lit-html/directives/ref.js";

/** How fine a size is told apart, in pixels. */
const STEP = 0.5;

/** @type {WeakSet<Element>} */
const followed = new WeakSet();
/** The texts in each place. @type {WeakMap<Element, Set<HTMLElement>>} */
const textsIn = new WeakMap();
/** What is measured again before the next frame. @type {Set<HTMLElement>} */
const due = new Set();
/** One for all places: each observer of its own would have everything measured once more in the same frame. */
const sizes = new ResizeObserver((changed) => changed.forEach(({ target }) => textsIn.get(target)?.forEach(again)));

/**
 * Put it on a text whose parent has a size of its own. The custom properties --fit-min and --fit-max bound the size.
 * If even the smallest size does not fit: with `data-fit="list"` items are left out, from the end; with
 * `data-fit="clamp"` the element gets the class `tight`, and if that is not enough `cut`. All texts inside of one
 * `data-same` get the size that fits the fullest of them, and have the same bounds.
 */
export const fitted = () => ref(follow);

/** @param {Element|undefined} element */
function follow(element) {
  if (!(element instanceof HTMLElement) || followed.has(element)) return;
  followed.add(element);
  queueMicrotask(() => watch(element)); // by then it is in its place
}

/** @param {HTMLElement} element */
function watch(element) {
  const place = element.parentElement;
  if (!place) return void followed.delete(element);
  textsIn.set(place, (textsIn.get(place) ?? new Set()).add(element));
  sizes.observe(place); // which also tells how large it is now
  new MutationObserver(() => again(element)).observe(element, { childList: true, characterData: true, subtree: true });
}

/** @param {HTMLElement} element */
function again(element) {
  due.add(element);
  if (due.size === 1) queueMicrotask(fitDue);
}

function fitDue() {
  const elements = [...due].filter((element) => element.isConnected);
  due.clear();
  const groups = new Set(elements.map((element) => element.closest("[data-same]")));
  groups.delete(null);
  for (const group of groups) fitAlike(/** @type {HTMLElement} */ (group));
  elements.filter((element) => !element.closest("[data-same]")).forEach((element) => fit([element]));
}

/** Titles come first: what stands below them goes where it leaves them no place. @param {HTMLElement} group */
function fitAlike(group) {
  const texts = /** @type {HTMLElement[]} */ ([...group.querySelectorAll(".fit")]);
  for (const without of ["", "news", "news people"]) {
    group.dataset.without = without;
    fit(texts);
    if (!texts.some((text) => text.classList.contains("cut"))) break;
  }
}

/**
 * Fit texts that share one size. All are set before any is measured: each change of one alone would lay out the whole
 * slide again, and 24 rooms took a weak machine half a minute.
 * @param {HTMLElement[]} elements
 */
function fit(elements) {
  const texts = elements.filter((element) => element.parentElement?.clientHeight);
  if (!texts.length) return;
  for (const text of texts) {
    itemsOf(text).forEach((item) => void (item.hidden = false));
    text.classList.remove("tight", "cut", "broken");
  }
  if (!largest(texts)) {
    // A word that is wider than its place even in the smallest letters.
    mark(texts, "broken");
    largest(texts);
  }
  const clamped = texts.filter((text) => text.dataset.fit === "clamp");
  for (const looks of ["tight", "cut"]) mark(clamped, looks);
  texts.forEach(leaveOut);
}

/** Give those that do not fit a class. @param {HTMLElement[]} texts @param {string} looks */
function mark(texts, looks) {
  texts.filter((text) => !inside(text)).forEach((text) => text.classList.add(looks));
}

/** @param {HTMLElement} text */
const itemsOf = (text) => (text.dataset.fit === "list" ? /** @type {HTMLElement[]} */ ([...text.children]) : []);

/** Hide the items of a list from its end until the others fit. @param {HTMLElement} text */
function leaveOut(text) {
  for (const item of itemsOf(text).slice(1).reverse()) {
    if (inside(text)) break;
    item.hidden = true;
  }
}

/**
 * Set the largest size in which all fit, else the smallest one; whether they fit.
 * @param {HTMLElement[]} texts
 */
function largest(texts) {
  let [low, high] = bounds(texts[0]);
  if (fits(texts, high)) return true;
  while (high - low > STEP) {
    const middle = (low + high) / 2;
    if (fits(texts, middle)) low = middle;
    else high = middle;
  }
  return fits(texts, low);
}

/**
 * The allowed sizes in pixels, read from probes since they are given in units of the screen.
 * @param {HTMLElement} element
 */
function bounds(element) {
  return ["--fit-min", "--fit-max"].map((name) => {
    element.style.fontSize = `var(${name})`;
    return parseFloat(getComputedStyle(element).fontSize);
  });
}

/** @param {HTMLElement[]} texts @param {number} size */
function fits(texts, size) {
  for (const text of texts) text.style.fontSize = `${size}px`;
  return texts.every(inside);
}

/** @param {HTMLElement} text */
const inside = (text) =>
  text.offsetHeight <= (text.parentElement?.clientHeight ?? 0) && text.scrollWidth <= text.clientWidth;
