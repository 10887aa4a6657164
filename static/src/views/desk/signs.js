/** The few signs of the desk, drawn with the letters' own colour. They stand beside words and say nothing alone. */
import { svg } from "lit-html";

/** Strokes on a field of 24 × 24. @type {Record<string, string>} */
const PATHS = {
  check: "M4.5 12.5l5 5 10-11",
  out: "M13 5h6v14h-6M4 12h10M10 8l4 4-4 4",
  ask: "M8.5 9a3.5 3.5 0 1 1 5.2 3.1c-1.1.6-1.7 1.3-1.7 2.6M12 18.6v.4",
  twice: "M3 12.5l4 4 8-9M10.5 15.5l1 1 9-10",
  clock: "M12 3.5a8.5 8.5 0 1 0 .01 0M12 7.5v5l3.5 2",
  no: "M6 6l12 12M18 6L6 18",
  attention: "M12 4.5v9.5M12 18.6v.4",
};

/** @param {string} name */
export const sign = (name) =>
  svg`<svg
    class="sign"
    viewBox="0 0 24 24"
    aria-hidden="true"
    fill="none"
    stroke="currentColor"
    stroke-width="2.6"
    stroke-linecap="round"
    stroke-linejoin="round"
  ><path d=${PATHS[name] ?? ""}></path></svg>`;
