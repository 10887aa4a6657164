/** That the server's clock was wrong, and what it moved meanwhile: to be planned anew with one press. */
import { html, nothing } from "lit-html";
import { misdated } from "../../programme/misdated.js";
import { t, tn } from "../../core/words.js";

/**
 * @param {{table: import("../../core/table.js").Table, clock: import("../../core/clock.js").Clock,
 *   act: (name: string, args: object, done?: string) => unknown}} page
 */
export function replan({ table, clock, act }) {
  const n = misdated(table, clock.now()).length;
  if (!n) return nothing;
  const words = tn(
    "The server’s clock was wrong: {n} item has begun or ended at a time that is still ahead.",
    "The server’s clock was wrong: {n} items have begun or ended at a time that is still ahead.",
    n,
  );
  const again = () => act("programme.replan", {}, t("Planned anew."));
  return html`<section class="calls flood" aria-label=${t("Clock")}>
    <p role="status">${words}</p>
    <button type="button" class="button" @click=${again}>${t("Plan anew")}</button>
  </section>`;
}
