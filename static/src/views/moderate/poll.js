/** One poll, as the moderator sees it: never more than the table tells, which hides small numbers from the team too. */
import { html, nothing } from "lit-html";
import { choosable, closes, countsOf, outnumbered } from "../../polls/polls.js";
import { basisWords, handsWords, mean, notYet, number, outcome, percent, results, told } from "../../polls/results.js";
import { comparable } from "../../polls/tied.js";
import { endedWithFew } from "../../polls/turnout.js";
import { placeOf, presence } from "../../programme/session.js";
import { ticking } from "../../kit/ticking.js";
import { time } from "../../kit/view.js";
import { keepKeys } from "../../kit/dialog.js";
import { submitted } from "../../kit/form.js";
import { pick, t, tn } from "../../core/words.js";
import { tiedTable } from "../polls/tied.js";
import { answerLists } from "./answers.js";
import { cap } from "./bars.js";
import { winner } from "./parking_lot.js";
import { kindWord, pollStateWord } from "./poll_actions.js";
import { pollForm } from "./poll_form.js";
import { turnout, words } from "./polls.js";

/** @typedef {import("./state.js").ModeratorState} ModeratorState */

/** @param {ModeratorState} page */
export function pollPane(page) {
  const { current, draft } = page.polls;
  const { form } = draft;
  const back = () => (form ? page.polls.draft.leave() : page.see("polls", "polls"));
  return html`<section
    class="column poll-pane"
    data-column="poll"
    aria-labelledby="h-poll"
    ?data-front=${page.tab === "poll"}
  >
    <header>
      <h2 id="h-poll" tabindex="-1">${form ? (form.edits ? t("Edit the poll") : t("New poll")) : t("Poll")}</h2>
      <button type="button" class="button back" @click=${back}>${t("All polls")}</button>
    </header>
    ${form ? pollForm(page, form) : current ? detail(page, current) : empty()}
  </section>`;
}

const empty = () => html`<p class="empty">${t("Choose a poll, or make a new one.")}</p>`;

/** @param {ModeratorState} page @param {RowOf<"poll">} poll */
function detail(page, poll) {
  const offered = page.polls.actions(poll);
  const button = (/** @type {import("./poll_actions.js").PollAction} */ action, /** @type {string} */ look) =>
    html`<button
      type="button"
      class=${look}
      data-action=${action.name}
      @click=${() => page.polls.perform(action.name, poll)}
    >
      ${action.label()}${cap(page, action.key)}
    </button>`;
  return html`<div class="poll-detail">
    <p class="tag">${pollStateWord(poll.state)} · ${kindWord(poll.kind)}</p>
    <h3 dir="auto">${pick(words(poll.title))}</h3>
    ${said(page, poll)} ${odd(page, poll)} ${state(page, poll)} ${choosable(poll) ? numbers(page, poll) : nothing}
    <div class="acts">
      ${offered.filter(({ side }) => !side).map((action, i) => button(action, i ? "button" : "button main"))}
    </div>
    <div class="acts side-acts">${offered.filter(({ side }) => side).map((action) => button(action, "quiet"))}</div>
    ${tiedTable(page.table, poll)} ${tieTo(page, poll)} ${slips(page, poll)} ${raised(page, poll)}
    <p class="note">${terms(poll).join(" · ")}</p>
    ${poll.resets.map((entry) => reset(page, entry))} ${choosable(poll) ? nothing : answerLists(page, poll)}
  </div>`;
}

/**
 * How many have voted; where too few have, that is said with its reason below.
 * @param {ModeratorState} page @param {RowOf<"poll">} poll
 */
const said = (page, poll) =>
  poll.state === "draft" || endedWithFew(poll, page.table.get("turnout", poll.id))
    ? nothing
    : html`<p class="tabular">${turnout(page, poll)}</p>`;

/** That there are more ballots than people. @param {ModeratorState} page @param {RowOf<"poll">} poll */
function odd({ table }, poll) {
  const most = outnumbered(table, poll);
  if (poll.state === "draft" || most === null) return nothing;
  const why = t("This poll counts devices, and one person can have several.");
  return html`<p class="warn" role="status">
    ${t("More ballots than people: at most {n} were here at once.", { n: most })} ${why}
  </p>`;
}

/** @param {ModeratorState} page @param {{at: number, by: string}} entry */
const reset = ({ clock }, entry) =>
  html`<p class="note">${t("Reset at {time}", { time: clock.time(entry.at) })} · ${by(entry.by)}</p>`;

/**
 * What happens to the poll by itself, and why there may be nothing to see.
 * @param {ModeratorState} page @param {RowOf<"poll">} poll
 */
function state(page, poll) {
  const settled = () => Math.max(0, Math.ceil(((poll.closed ?? 0) + poll.grace * 1000 - page.clock.now()) / 1000));
  const wait =
    poll.state === "draft" ? "" : notYet(poll, page.table.get("tally", poll.id), page.table.get("turnout", poll.id));
  const late = () => t("Ballots from remote still count: {n} s", { n: settled() });
  const reason = t("With fewer, numbers that move would tell who chose what. They are hidden from you as well.");
  const why = poll.results === "live" && poll.state !== "closed" ? reason : nothing;
  return html`${poll.state === "closing" ? countdown(late) : nothing}
  ${poll.ends != null && poll.state === "open" ? countdown(() => closes(poll, page.clock)) : nothing}
  ${wait ? html`<p class="note">${wait} ${why}</p>` : nothing}`;
}

/** @param {() => string} words parts anew every second */
const countdown = (words) => html`<p class="tabular"><b>${ticking(words)}</b></p>`;

/** @param {ModeratorState} page @param {RowOf<"poll">} poll */
function numbers(page, poll) {
  const { table } = page;
  const counts = countsOf(table, poll.id);
  const { tally, hands } = counts;
  const rows = results(poll, tally, hands);
  const known = told(tally, hands) && poll.state !== "draft";
  const base = [basisWords(poll, counts), handsWords(hands)].filter(Boolean).join(" · ");
  const average = known && poll.kind === "scale" ? mean(rows) : null;
  return html`<table class="numbers">
      <caption class="unseen">
        ${t("Options and ballots")}
      </caption>
      <tbody>
        ${rows.map(
          (row) =>
            html`<tr class=${known && row.lead ? "lead" : ""}>
              <th scope="row" dir="auto">${pick(row.label)} ${known ? bar(row.share) : nothing}</th>
              <td class="tabular">${known ? row.n : nothing}</td>
              <td class="tabular">${known && poll.kind !== "ranking" ? percent(row.share) : nothing}</td>
            </tr>`,
        )}
      </tbody>
    </table>
    ${known && base ? html`<p class="note tabular">${base}</p>` : nothing}
    ${average === null ? nothing : html`<p class="note">${t("Average {n}", { n: number(average) })}</p>`}
    ${known && poll.state === "closed" ? html`<p>${outcome(poll, counts)}</p>` : nothing} ${winner(page, poll, rows)}`;
}

/** Which poll has asked the same before. @param {ModeratorState} page @param {RowOf<"poll">} poll */
function tieTo(page, poll) {
  const found = comparable(page.table, poll);
  if (!found.length || poll.session === null) return nothing;
  const choose = (/** @type {Event} */ event) => {
    const before = /** @type {HTMLSelectElement} */ (event.target).value || null;
    void page.act("poll.tie", { id: poll.id, before }, t("Saved."));
  };
  return html`<label class="tie"
    ><span>${t("Compare with the same question, asked before")}</span
    ><select @change=${choose} data-draft="off">
      <option value="" .selected=${!poll.before}>–</option>
      ${found.map(
        (other) =>
          html`<option value=${other.id} .selected=${poll.before === other.id}>${namedFully(page, other)}</option>`,
      )}
    </select></label
  >`;
}

/** @param {ModeratorState} page @param {RowOf<"poll">} poll */
function namedFully({ table, clock }, poll) {
  const place = poll.session ? placeOf(table, poll.session) : null;
  const when = poll.opened ? clock.time(poll.opened) : t("not opened yet");
  return [pick(words(poll.title)), place ? pick(place.title) : "", when].filter(Boolean).join(" · ");
}

/** @param {number} share 0 to 1 */
const bar = (share) =>
  html`<span class="bar" aria-hidden="true"><i .style=${`inline-size:${100 * Math.min(1, share)}%`}></i></span>`;

/**
 * How many codes there are for the people in the room, more of them, and the slips to print.
 * @param {ModeratorState} page @param {RowOf<"poll">} poll
 */
function slips(page, poll) {
  if (poll.level !== "codes" || !["draft", "open"].includes(poll.state)) return nothing;
  const address = `/e/${page.boot.event}/moderate/codes/${poll.id}`;
  const print = html`<a class="button" href=${address} target="_blank" rel="noopener">${t("Print the slips")}</a>`;
  const make = (/** @type {SubmitEvent} */ event) => {
    void page.act("poll.codes", { id: poll.id, more: Number(submitted(event).text("more")) });
  };
  return html`<form class="slips-form" @submit=${make} @keydown=${keepKeys}>
    <p>
      ${
        poll.codes
          ? tn(
              "{n} code. Print the slips, cut them up, and let everybody draw one.",
              "{n} codes. Print the slips, cut them up, and let everybody draw one.",
              poll.codes,
            )
          : t("Nobody can vote without a code. Make one for each person in the room, and a few more.")
      }
    </p>
    <div class="acts">
      <label
        >${t("Codes to add")}
        <input
          type="number"
          name="more"
          data-draft="off"
          min="1"
          max=${1000 - poll.codes}
          value=${poll.codes ? 10 : Math.max(10, (presence(page.table).onsite ?? 0) + 5)}
          required
      /></label>
      <button class="button">${t("Make codes")}</button>
      ${poll.codes ? print : nothing}
    </div>
  </form>`;
}

/** What was counted by hand, who entered it and when. @param {ModeratorState} page @param {RowOf<"poll">} poll */
function raised(page, poll) {
  const hands = page.table.get("show_of_hands", poll.id);
  if (poll.state === "draft" || !hands?.at) return nothing;
  const n = Object.values(hands.n).reduce((sum, count) => sum + count, 0);
  const each = poll.options.map((option) => `${pick(words(option))}: ${hands.n[option.id] ?? 0}`).join(", ");
  return html`<p class="note hands">
    ${tn("{n} hand counted in the room", "{n} hands counted in the room", n)} (${each}) · ${time(page.clock, hands.at)}
    · ${by(hands.by ?? "")}
  </p>`;
}

/** @param {string} role */
const by = (role) =>
  ({ organiser: t("entered by an organiser"), system: t("done by the server") })[role] ?? t("entered by a moderator");

/** @param {RowOf<"poll">} poll */
function terms(poll) {
  const parts = [];
  parts.push(
    { live: t("results live"), after: t("results after one’s own ballot") }[/** @type {string} */ (poll.results)] ??
      t("results at the close"),
  );
  if (poll.electorate !== "everyone") {
    parts.push(
      { onsite: t("only people in the room"), remote: t("only remote people") }[
        /** @type {string} */ (poll.electorate)
      ] ?? t("only people who have checked in"),
    );
  }
  parts.push(
    { person: t("one vote per person"), codes: t("one ballot per code") }[/** @type {string} */ (poll.level)] ??
      t("one ballot per device"),
  );
  if (poll.max > 1 && poll.kind !== "ranking") parts.push(t("up to {n} per ballot", { n: poll.max }));
  if (poll.abstain) parts.push(t("abstaining is possible"));
  if (poll.grace) parts.push(t("{n} s more for the stream", { n: poll.grace }));
  if (!choosable(poll)) parts.push(poll.moderated ? t("answers wait for approval") : t("answers are shown at once"));
  return [...parts, t("secret: nobody can see who voted how")];
}
