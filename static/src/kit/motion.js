/** Motion that explains: rows glide to their new place, numbers roll. With "reduced motion" nothing moves. */
import { Directive, directive, PartType } from "lit-html/directive.js";

const still = globalThis.matchMedia?.("(prefers-reduced-motion: reduce)");
const GLIDE = { duration: 220, easing: "cubic-bezier(.2, .7, .2, 1)" };

/**
 * Draw, and let the children of a list glide from where they were.
 * @param {Element|null} list @param {() => void} draw
 */
export function gliding(list, draw) {
  if (!list?.childElementCount || still?.matches) return draw();
  const before = new Map([...list.children].map((row) => [row, row.getBoundingClientRect().top]));
  draw();
  for (const row of list.children) {
    const was = before.get(row);
    const { top, bottom } = row.getBoundingClientRect();
    if (bottom < 0 || top > innerHeight || was === top) continue;
    if (was === undefined) row.animate([{ opacity: 0, transform: "translateY(.75rem)" }, {}], GLIDE);
    else row.animate([{ transform: `translateY(${was - top}px)` }, {}], GLIDE);
  }
}

/** A number that rolls to its new value. */
class Rolling extends Directive {
  /** @type {number|undefined} */
  #value;

  /** @param {import("lit-html/directive.js").PartInfo} info */
  constructor(info) {
    super(info);
    if (info.type !== PartType.CHILD) throw new Error("rolling stands between tags");
  }

  /** @param {number} n */
  render(n) {
    return n;
  }

  /** @param {import("lit-html/directive.js").ChildPart & {parentNode: Element}} part @param {[number]} values */
  update(part, [n]) {
    const was = this.#value;
    this.#value = n;
    if (was !== undefined && was !== n && !still?.matches) {
      part.parentNode.animate([{ opacity: 0, transform: `translateY(${n > was ? "" : "-"}.6em)` }, {}], GLIDE);
    }
    return this.render(n);
  }
}

export const rolling = directive(Rolling);
