/**
 * What came out of a poll, drawn the same on the wall, on the watch page and on phones: the share first, then the count
 * and a bar; below, whose shares they are and what the colours mean. Only the sizes are the pages' own.
 */
import { html, nothing } from "lit-html";
import { repeat } from "lit-html/directives/repeat.js";
import { basisWords, handsWords, mean, number, percent, placesOf, results, told } from "../../polls/results.js";
import { endedWithFew, partWords, turnoutParts, turnoutWords } from "../../polls/turnout.js";
import { origin } from "../../kit/view.js";
import { pick, t, tn } from "../../core/words.js";

/** @typedef {import("../../polls/results.js").Result} Result */
/**
 * What is known of a poll's numbers: its rows of the table, as far as they are to be shown.
 * @typedef {import("../../polls/results.js").Counts} Counts
 */

/**
 * The options with what came out, if that is known.
 * @param {RowOf<"poll">} poll @param {Counts} counts
 * @param {{looks?: string, fit?: unknown, label?: (label: Record<string, string>) => unknown,
 *   parts?: boolean}} [options]
 *   looks: more classes; fit: measures it to its place; label: how an option is written; parts: groups in numbers
 */
export function resultTable(poll, counts, { looks = "", fit = nothing, label = plain, parts = false } = {}) {
  const rows = results(poll, counts.tally, counts.hands);
  const known = told(counts.tally, counts.hands);
  const ranked = poll.kind === "ranking";
  const places = placesOf(rows);
  return html`<table class=${`results ${looks}`.trim()} data-fit="clamp" role="table" ${fit}>
    <caption class="unseen">
      ${poll.state === "closed" ? t("Result") : t("Result so far")}
    </caption>
    <thead class="unseen" role="rowgroup">
      <tr role="row" class="unseen">
        <th role="columnheader" scope="col" class="unseen">${t("Option")}</th>
        <th role="columnheader" scope="col" class="unseen">${ranked ? t("Points") : t("Share")}</th>
        ${ranked ? nothing : html`<th role="columnheader" scope="col" class="unseen">${t("Ballots")}</th>`}
      </tr>
    </thead>
    <tbody role="rowgroup">
      ${repeat(
        rows,
        (row) => row.id,
        (row, i) =>
          html`<tr role="row" class=${known && row.lead ? "lead" : ""}>
            <th role="rowheader" scope="row">
              ${known && ranked ? html`<b class="rank tabular">${places[i]}.</b> ` : nothing}${label(row.label)}
            </th>
            ${known ? figures(row, ranked) : nothing}
            <td role="presentation" class="track" aria-hidden="true">${known ? bar(poll, row, i) : nothing}</td>
            ${known && parts && !ranked ? groups(row) : nothing}
          </tr>`,
      )}
    </tbody>
  </table>`;
}

/** @param {Record<string, string>} label */
const plain = (label) => html`<span class="said" dir="auto">${pick(label)}</span>`;

/** Points are no people, so they have no share and no groups. @param {Result} row @param {boolean} ranked */
const figures = ({ n, share }, ranked) =>
  ranked
    ? html`<td role="cell" class="percent tabular"><b>${number(n)}</b> <small>${tn("point", "points", n)}</small></td>`
    : html`<td role="cell" class="percent tabular"><b>${percent(share)}</b></td>
        <td role="cell" class="n tabular">${number(n)}</td>`;

/**
 * A bar, by groups if they are told; of a poll for one group in the colour of that one.
 * @param {RowOf<"poll">} poll @param {Result} row @param {number} i its place, for the order in which bars appear
 */
export function bar(poll, { n, share, parts }, i) {
  const { onsite, remote, hands } = parts;
  const ballots = n - (hands ?? 0);
  /** @type {[string, number][]} */
  const by =
    poll.kind === "ranking"
      ? [["whole", n]]
      : onsite !== null && remote !== null
        ? [
            ["by-room", onsite],
            ["by-hands", hands ?? 0],
            ["by-remote", remote],
          ]
        : [
            [{ onsite: "by-room", remote: "by-remote" }[/** @type {string} */ (poll.electorate)] ?? "whole", ballots],
            ["by-hands", hands ?? 0],
          ];
  return html`<span class="strip" .style=${`inline-size:${100 * Math.min(1, share)}%;animation-delay:${80 * i}ms`}
    >${by
      .filter(([, part]) => part > 0)
      .map(([name, part]) => html`<i class=${name} .style=${`flex:${part}`}></i>`)}</span
  >`;
}

/** How the groups chose, in numbers. @param {Result} row */
function groups({ n, parts: { onsite, remote, hands } }) {
  if (onsite === null && hands === null) return nothing;
  return html`<td role="cell" class="parts tabular">
    ${
      onsite === null
        ? html`<span>${t("{n} on devices", { n: n - (hands ?? 0) })}</span>`
        : origin("onsite", t("{n} in the room", { n: onsite }))
    }
    ${hands === null ? nothing : html`<span class="raised">${tn("{n} hand", "{n} hands", hands)}</span>`}
    ${remote === null ? nothing : origin("remote", t("{n} remote", { n: remote }))}
  </td>`;
}

/**
 * Whose shares these are, who has voted, and with that what the colours mean.
 * @param {RowOf<"poll">} poll @param {Counts} counts @param {import("../../programme/session.js").Here} here
 * @param {boolean} [few] say that there were too few ballots, where the result does not
 */
export function resultKey(poll, counts, here, few = false) {
  const { turnout, hands } = counts;
  if (endedWithFew(poll, turnout) && !few) return nothing;
  const raised = handsWords(hands);
  return html`${base(poll, counts)}${turnoutMeter(poll, turnout, here)}
  ${
    turnout?.ballots == null || poll.level === "codes"
      ? html`<span>${turnoutWords(poll, turnout, here)}</span>`
      : turnoutParts(poll, turnout, here).map((part) =>
          part.mode === "all" ? html`<span>${partWords(part)}</span>` : origin(part.mode, partWords(part)),
        )
  }
  ${raised ? html`<span class="raised">${raised}</span>` : nothing}
  ${
    turnout?.abstained && poll.level !== "codes"
      ? html`<span>${tn("{n} abstention", "{n} abstentions", turnout.abstained)}</span>`
      : nothing
  }`;
}

/** What 100 % is, in words. @param {RowOf<"poll">} poll @param {Counts} counts */
function base(poll, counts) {
  if (poll.kind === "ranking" && told(counts.tally, counts.hands)) {
    const n = poll.options.length;
    return html`<span class="base"
      >${t("Points: the first of {n} gets {n}, the next one less, and so on.", { n })}</span
    >`;
  }
  const words = basisWords(poll, counts);
  return words ? html`<b class="base">${words}</b>` : nothing;
}

/**
 * While people vote: how many of those who are here have done so, as a bar that fills.
 * @param {RowOf<"poll">} poll @param {RowOf<"turnout">|undefined} turnout
 * @param {import("../../programme/session.js").Here} here
 */
function turnoutMeter(poll, turnout, here) {
  if (poll.state === "closed" || turnout?.ballots == null) return nothing;
  const [{ n, of }] = turnoutParts(poll, turnout, here);
  const all = poll.level === "codes" ? poll.codes : of;
  return all
    ? html`<span class="meter" aria-hidden="true"
        ><i .style=${`inline-size:${Math.min(100, (100 * n) / all)}%`}></i
      ></span>`
    : nothing;
}

/**
 * Where the average of a scale lies between its ends, which say what they mean.
 * @param {RowOf<"poll">} poll @param {Counts} counts
 */
export function scaleLine(poll, { tally, hands }) {
  if (poll.kind !== "scale" || !told(tally, hands)) return nothing;
  const rows = results(poll, tally, hands);
  const average = mean(rows);
  if (average === null) return nothing;
  const at = (100 * (average - 1)) / Math.max(1, rows.length - 1);
  return html`<div class="scale-line">
    <span dir="auto">${pick(rows[0].label)}</span>
    <span class="line" aria-hidden="true"><i .style=${`inset-inline-start:${at}%`}></i></span>
    <span dir="auto">${pick(rows[rows.length - 1].label)}</span>
    <b class="tabular">${t("Average {n}", { n: number(average) })}</b>
  </div>`;
}
