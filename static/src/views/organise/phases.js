/** The organiser's page in three phases, each with chapters that have addresses of their own. */
import { html } from "lit-html";
import { t } from "../../core/words.js";

/** @typedef {import("./state.js").OrganiserState} OrganiserState */
/** @typedef {{id: string, title: () => string, draw: ((page: OrganiserState) => unknown)[]}} Chapter */
/** @typedef {{id: string, title: () => string, chapters: Chapter[]}} Phase */

/**
 * What the address asks for: a phase, a chapter, or everything.
 * @param {Phase[]} phases @param {string} hash
 */
function chosen(phases, hash) {
  const id = decodeURIComponent(hash.slice(1));
  const phase = phases.find((one) => one.id === id || one.chapters.some((chapter) => chapter.id === id));
  return { id, phase: phase ?? null };
}

/** @param {Phase|Chapter} to @param {boolean} here */
const way = ({ id, title }, here) => html`<li><a href="#${id}" aria-current=${String(here)}>${title()}</a></li>`;

/** @param {Phase[]} phases @param {string} hash */
export function navigation(phases, hash) {
  const { id, phase } = chosen(phases, hash);
  return html`<nav class="phases" aria-label=${t("Parts of this page")}>
    <ul class="tabs-of">
      ${phases.map((one) => way(one, one === phase))}
      ${way({ id: "all", title: () => t("Everything"), chapters: [] }, !phase)}
    </ul>
    <ul class="chapters">
      ${(phase ? [phase] : phases).flatMap((one) => one.chapters.map((chapter) => way(chapter, chapter.id === id)))}
    </ul>
  </nav>`;
}

/**
 * What the address asks for: one chapter, all of a phase, or everything.
 * @param {OrganiserState} page @param {Phase[]} phases @param {string} hash
 */
export function chapters(page, phases, hash) {
  const { id, phase } = chosen(phases, hash);
  return (phase ? [phase] : phases).map((one) => {
    const single = one.chapters.filter((chapter) => chapter.id === id);
    return html`<div class="phase" id=${one.id}>
      ${(single.length ? single : one.chapters).map(
        (chapter) =>
          html`<div class="chapter" id=${chapter.id} tabindex="-1">${chapter.draw.map((draw) => draw(page))}</div>`,
      )}
    </div>`;
  });
}

/**
 * After the address has changed: a keyboard goes on in the chapter, and what leads to the others stays in sight.
 * @param {string} hash
 */
export function come(hash) {
  document.getElementById(decodeURIComponent(hash.slice(1)))?.focus({ preventScroll: true });
  document.querySelector(".phases")?.scrollIntoView({ block: "start" });
}
