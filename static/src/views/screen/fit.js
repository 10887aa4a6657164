/**
 * Text as large as its place allows, chosen by measuring: real letters at every size, never a scaled picture of them.
 */
import { ref } from "lit-html/directives/ref.js";

/** How fine a size is told apart, in pixels. */
const STEP = 0.5;

/** @type {WeakSet<Element>} */
const followed = new WeakSet();
/** What is measured again before the next frame. @type {Set<HTMLElement>} */
const due = new Set();

/**
 * Put it on a text whose parent has a size of its own. The custom properties --fit-min and --fit-max bound the size.
 * If even the smallest size does not fit: with `data-fit="list"` items are left out, from the end; with
 * `data-fit="clamp"` the element gets the class `tight`, and if that is not enough `cut`. All texts inside of one
 * `data-same` get the size that fits the fullest of them.
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
  if (!element.parentElement) return void followed.delete(element);
  const again = () => {
    due.add(element);
    if (due.size === 1) queueMicrotask(fitDue);
  };
  new ResizeObserver(again).observe(element.parentElement);
  new MutationObserver(again).observe(element, { childList: true, characterData: true, subtree: true });
  again();
}

function fitDue() {
  const elements = [...due].filter((element) => element.isConnected);
  due.clear();
  const groups = new Set(elements.map((element) => element.closest("[data-same]")));
  groups.delete(null);
  for (const group of groups) fitAlike(/** @type {HTMLElement} */ (group));
  elements.filter((element) => !element.closest("[data-same]")).forEach((element) => fit(element));
}

/** Titles come first: what stands below them goes where it leaves them no place. @param {HTMLElement} group */
function fitAlike(group) {
  const texts = /** @type {HTMLElement[]} */ ([...group.querySelectorAll(".fit")]);
  for (const without of ["", "news", "news people"]) {
    group.dataset.without = without;
    texts.forEach((text) => fit(text));
    if (!texts.some((text) => text.classList.contains("cut"))) break;
  }
  const size = Math.min(...texts.map((text) => parseFloat(text.style.fontSize)).filter(Number.isFinite));
  if (Number.isFinite(size)) texts.forEach((text) => void (text.style.fontSize = `${size}px`));
}

/** @param {HTMLElement} element */
function fit(element) {
  const place = element.parentElement;
  if (!place?.clientHeight) return;
  const items = element.dataset.fit === "list" ? /** @type {HTMLElement[]} */ ([...element.children]) : [];
  items.forEach((item) => {
    item.hidden = false;
  });
  element.classList.remove("tight", "cut", "broken");
  if (!largest(element, place)) {
    // A word that is wider than the place even in the smallest letters.
    element.classList.add("broken");
    largest(element, place);
  }
  for (const looks of element.dataset.fit === "clamp" ? ["tight", "cut"] : []) {
    if (inside(element, place)) break;
    element.classList.add(looks);
  }
  for (const item of items.slice(1).reverse()) {
    if (inside(element, place)) break;
    item.hidden = true;
  }
}

/**
 * Set the largest size that fits, else the smallest one; whether it fits.
 * @param {HTMLElement} element
 * @param {Element} place
 */
function largest(element, place) {
  let [low, high] = bounds(element);
  if (fits(element, place, high)) return true;
  while (high - low > STEP) {
    const middle = (low + high) / 2;
    if (fits(element, place, middle)) low = middle;
    else high = middle;
  }
  return fits(element, place, low);
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

/** @param {HTMLElement} element @param {Element} place @param {number} size */
function fits(element, place, size) {
  element.style.fontSize = `${size}px`;
  return inside(element, place);
}

/** @param {HTMLElement} element @param {Element} place */
const inside = (element, place) =>
  element.offsetHeight <= place.clientHeight && element.scrollWidth <= element.clientWidth;
