/** The ballot of one poll: what to choose, what was chosen, and what became of it. */
import { html, nothing } from "lit-html";
import { live } from "lit-html/directives/live.js";
import { levelWords } from "../../polls/polls.js";
import { pick, t, tn } from "../../core/words.js";
import { choices } from "./choices.js";
import { waitWords } from "./own.js";

/** @typedef {import("./state.js").AttendeeState} AttendeeState */

/** @param {AttendeeState} page @param {RowOf<"poll">} poll */
export function ballot(page, poll) {
  const { voting } = page;
  const { refused, voted } = voting.of(poll);
  if (!voting.asked(poll)) {
    return poll.state === "closed" ? nothing : html`<p class="aside">${voting.excluded(poll)}</p>`;
  }
  if (voting.choosing(poll)) return html`${refused ? notSaved(poll, refused, false) : nothing}${form(page, poll)}`;
  return html`${voted ? own(page, poll) : nothing}${refused ? notSaved(poll, refused, true) : nothing}`;
}

/** @param {AttendeeState} page @param {RowOf<"poll">} poll */
function form(page, poll) {
  const { voting } = page;
  const { cast } = voting.of(poll);
  return html`<form
    class="ballot"
    @submit=${(/** @type {Event} */ event) => (event.preventDefault(), voting.vote(poll))}
  >
    <fieldset aria-labelledby=${`title-${poll.id} how-${poll.id}`}>
      <legend id=${`how-${poll.id}`}>${how(poll)}</legend>
      ${choices(page, poll)}
    </fieldset>
    ${poll.level === "codes" ? code(page, poll) : nothing}
    ${page.notes.has(poll.id) ? html`<p class="note">${page.notes.get(poll.id)}</p>` : nothing}
    <p class="cast">
      <button class="send">${cast ? t("Change ballot") : written(poll) ? t("Send") : t("Vote")}</button>
      ${poll.abstain ? other(t("Abstain"), () => voting.abstain(poll)) : nothing}
      ${cast ? other(t("Keep it as it is"), () => voting.keep(poll)) : nothing}
    </p>
    ${written(poll) ? html`<p class="quiet">${readers(poll)}</p>` : nothing}
    <details class="terms">
      <summary>
        ${poll.level === "codes" ? t("One ballot per code") : t("Secret")} <span aria-hidden="true">ⓘ</span>
      </summary>
      <p class="quiet"><b>${levelWords(poll)}</b> ${secrecy(poll)}</p>
    </details>
  </form>`;
}

/** Whether it is answered in words of one's own. @param {RowOf<"poll">} poll */
const written = ({ kind }) => kind === "text" || kind === "cloud";

/** What can be done instead of voting. @param {string} words @param {() => void} act */
const other = (words, act) => html`<button type="button" class="other" @click=${act}>${words}</button>`;

/** @param {RowOf<"poll">} poll */
const secrecy = (poll) =>
  `${
    poll.level === "codes"
      ? t("A ballot with a code cannot be changed.")
      : t("Secret: ballots are kept without names, and the key that links them to devices is destroyed at the close.")
  } ${t("Results with fewer than five ballots are shown to nobody.")}`;

/** Who will read what is written. @param {RowOf<"poll">} poll */
const readers = (poll) =>
  poll.moderated ? t("The team looks at answers before everybody sees them.") : t("Everybody can read the answers.");

/** @param {AttendeeState} page @param {RowOf<"poll">} poll */
const code = ({ voting }, poll) =>
  html`<label class="drawn"
    >${t("Code from your slip")}
    <input
      data-draft="off"
      autocomplete="off"
      autocapitalize="characters"
      spellcheck="false"
      dir="ltr"
      maxlength="16"
      placeholder="ABC-DEF-GHJ"
      .value=${live(voting.code(poll))}
      @input=${(/** @type {FieldEvent} */ event) => voting.writeCode(poll, event.target.value)}
  /></label>`;

/** What to do, in words. @param {RowOf<"poll">} poll */
function how(poll) {
  switch (poll.kind) {
    case "single":
      return t("Choose one.");
    case "multiple":
      return poll.max < poll.options.length
        ? tn("Choose {n}.", "Choose up to {n}.", poll.max)
        : t("Choose as many as you like.");
    case "scale":
      return t("Choose a number.");
    case "ranking":
      return poll.max < poll.options.length
        ? tn("Tap your favourite.", "Tap your top {n}, the best one first.", poll.max)
        : t("Tap in your order, the best one first.");
    case "text":
      return t("Answer in your own words.");
    default:
      return tn("Write a word.", "Write up to {n} words.", poll.max);
  }
}

/** @param {AttendeeState} page @param {RowOf<"poll">} poll */
function own(page, poll) {
  const { voting } = page;
  const { sending, cast } = voting.of(poll);
  const choice = sending ? sending.args.choice : cast?.choice;
  const changeable = voting.accepts(poll) && poll.level !== "codes" && !sending;
  return html`<div class="own" tabindex="-1">
    <p>${t("Your ballot:")} ${chosen(poll, choice)}</p>
    <p class=${sending ? "quiet sending" : "quiet"}>${sending ? waitWords(page, sending) : savedWords(page, poll)}</p>
    ${
      changeable
        ? html`<button type="button" @click=${() => voting.change(poll)}>${t("Change my ballot")}</button>`
        : nothing
    }
  </div>`;
}

/** @param {AttendeeState} page @param {RowOf<"poll">} poll */
function savedWords(page, poll) {
  if (poll.state === "closed") return t("It was counted.");
  if (poll.level === "codes") return t("Saved. Your code is used up.");
  return page.voting.accepts(poll) ? t("Saved. You can change it until the close.") : t("Saved.");
}

/**
 * A ballot that the server did not take stays readable.
 * @param {RowOf<"poll">} poll
 * @param {NonNullable<import("../../polls/ballots.js").Kept["refused"]>} refused
 * @param {boolean} named whether the choice stands nowhere else
 */
const notSaved = (poll, { message, choice }, named) =>
  html`<p class="note">
    ${t("Not saved: {message}", { message })} ${named ? html`${t("You had chosen:")} ${chosen(poll, choice)}` : nothing}
  </p>`;

/**
 * A choice in the reader's words.
 * @param {RowOf<"poll">} poll
 * @param {import("../../polls/ballots.js").Choice|undefined} choice
 */
function chosen(poll, choice) {
  if (choice === null || choice === undefined) return html`<b>${t("Abstention")}</b>`;
  const titles = new Map(poll.options.map(({ id, de, en }) => [id, { de, en }]));
  const words = [choice].flat().map((id) => pick(titles.get(id) ?? id));
  return words.map(
    (word, i) =>
      html`${i ? ", " : nothing}<b dir="auto">${poll.kind === "ranking" ? `${i + 1}. ` : nothing}${word}</b>`,
  );
}
