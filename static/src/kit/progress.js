/** How far a piece of work is, and a button where it failed. */
import { html, nothing } from "lit-html";
import { t } from "../core/words.js";

/**
 * @param {Pick<RowOf<"work">, "state"|"percent">&{code?: string|null}|null|undefined} work its row
 * @param {{running: (n: number) => string, waiting: string}} words
 * @param {() => void} again
 */
export function progress(work, words, again) {
  if (!work || work.state === "done") return nothing;
  if (work.state === "failed") {
    const why = work.code === "lost" ? t("The work on it was lost several times.") : t("The work on it failed.");
    return html`<p class="note work" role="alert">
      ${why} <button type="button" class="button small" @click=${again}>${t("Try again")}</button>
    </p>`;
  }
  return html`<p class="work" role="status">
    ${work.state === "running" ? words.running(work.percent) : words.waiting}
    <progress max="100" .value=${work.percent} aria-hidden="true"></progress>
  </p>`;
}

/** Work that was just asked for. */
export const BEGUN = /** @type {const} */ ({ state: "queued", percent: 0 });

/** How far a file is that is being written. */
export const beingWritten = () => ({
  running: (/** @type {number} */ n) => t("Being written: {n} %", { n }),
  waiting: t("Waits to be written"),
});
