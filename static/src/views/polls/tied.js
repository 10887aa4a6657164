/** The same question twice, side by side: for phones, the wall and the moderator. Only the sizes are the pages' own. */
import { html, nothing } from "lit-html";
import { percent } from "../../polls/results.js";
import { sides } from "../../polls/tied.js";
import { pick, t, tn } from "../../core/words.js";

/** @typedef {import("../../polls/tied.js").Side} Side */

/**
 * Both results, option by option; nothing unless both are closed and may be told.
 * @param {import("../../core/table.js").Table} table @param {RowOf<"poll">} poll
 * @param {unknown} [fit] measures it to its place
 */
export function tiedTable(table, poll, fit = nothing) {
  const both = sides(table, poll);
  if (!both) return nothing;
  const [then, now] = both;
  const elsewhere = then.poll.session !== now.poll.session;
  return html`<table class=${fit === nothing ? "tied" : "tied fit"} data-fit="clamp" ${fit}>
    <caption>
      ${t("Asked twice")}
    </caption>
    <thead>
      <tr>
        <td></td>
        ${head(t("Before"), then, elsewhere)} ${head(t("Now"), now, elsewhere)}
      </tr>
    </thead>
    <tbody>
      ${poll.options.map(
        (option) =>
          html`<tr>
            <th scope="row" dir="auto">${pick({ de: option.de, en: option.en })}</th>
            ${share(then, option.id, "then")} ${share(now, option.id, "now")}
          </tr>`,
      )}
    </tbody>
  </table>`;
}

/** @param {string} word @param {Side} side @param {boolean} elsewhere the places differ */
const head = (word, { ballots, place }, elsewhere) =>
  html`<th scope="col">
    ${word} ${place && elsewhere ? html`<small dir="auto">${pick(place.title)}</small>` : nothing}
    ${ballots === null ? nothing : html`<small class="tabular">${tn("{n} ballot", "{n} ballots", ballots)}</small>`}
  </th>`;

/** @param {Side} side @param {string} id @param {string} looks */
function share({ shares }, id, looks) {
  const n = shares.get(id) ?? 0;
  return html`<td class=${`tabular ${looks}`}>
    <b>${percent(n)}</b><i aria-hidden="true" .style=${`inline-size:${100 * Math.min(1, n)}%`}></i>
  </td>`;
}
