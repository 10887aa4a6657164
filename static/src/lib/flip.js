/** A list that re-orders by moving its rows, so that the eye can follow. Nothing moves for people who asked for that. */

const LAST = 60;
const DURATION = 200;

/**
 * Remember where the rows are; the answer moves them from there to where they are then.
 * @param {ParentNode} root rows carry `data-row`
 * @returns {() => void} to be called after the redraw
 */
export function moving(root) {
  if (matchMedia("(prefers-reduced-motion: reduce)").matches) return () => {};
  const before = places(root);
  return () => {
    for (const [id, { row, top }] of places(root)) {
      const was = before.get(id)?.top;
      if (was === undefined || Math.abs(was - top) < 2 || Math.abs(was - top) > 2 * innerHeight) continue;
      row.animate([{ transform: `translateY(${was - top}px)` }, { transform: "none" }], { duration: DURATION, easing: "ease-out" });
    }
  };
}

/** @param {ParentNode} root */
function places(root) {
  const rows = /** @type {HTMLElement[]} */ ([...root.querySelectorAll("[data-row]")].slice(0, LAST));
  return new Map(rows.map((row) => [row.dataset.row ?? "", { row, top: row.offsetTop }]));
}
