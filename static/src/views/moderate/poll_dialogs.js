/** Dialogs about a poll: what cannot be taken back is asked for, and hands are counted. */
import { html, nothing } from "lit-html";
import { ref } from "lit-html/directives/ref.js";
import { presence } from "../../programme/session.js";
import { submitted } from "../../kit/form.js";
import { turnoutWords } from "../../polls/turnout.js";
import { pick, t } from "../../core/words.js";
import { words } from "./polls.js";

/** @typedef {import("./state.js").ModeratorState} ModeratorState */

/** @param {ModeratorState} page @param {string} id @param {string} name of the action */
export function confirmation(page, id, name) {
  const poll = page.table.get("poll", id);
  if (!poll) return html`<p>${t("This poll is not there any more.")}</p>`;
  const send = async () => {
    const answer = await page.polls.send(name, poll);
    if (!answer || answer.ok) page.closeDialog();
  };
  const reset = name === "reset";
  return html`<div class="chosen">
    <p class="quote" dir="auto">${pick(words(poll.title))}</p>
    <p>${reset ? lost() : closing(page, poll)}</p>
    ${page.trouble ? html`<p class="trouble">${page.trouble}</p>` : nothing}
    <div class="acts">
      <button
        type="button"
        class=${reset ? "button stop" : "button main"}
        ${reset ? nothing : ref(take)}
        @click=${send}
      >
        ${reset ? t("Throw everything away") : t("Close the poll")}
      </button>
      <button type="button" class="button" ${reset ? ref(take) : nothing} @click=${() => page.closeDialog()}>
        ${reset ? t("Keep it") : t("Cancel")}
      </button>
    </div>
  </div>`;
}

/** @param {Element|undefined} element focused when the dialog opens: what does no harm */
export function take(element) {
  if (element instanceof HTMLElement) element.autofocus = true;
}

const lost = () =>
  [
    t("All ballots are thrown away, with all answers and counted hands."),
    t("The poll becomes a draft again. That it was reset stays on record."),
  ].join(" ");

/** @param {ModeratorState} page @param {RowOf<"poll">} poll */
function closing(page, poll) {
  const turnout = page.table.get("turnout", poll.id);
  const said =
    turnout?.ballots == null
      ? `${t("The count shows from five ballots on.")} ${t("With fewer, nobody sees the result.")}`
      : t("So far: {turnout}. The newest ballots may not be among them yet.", {
          turnout: turnoutWords(poll, turnout, presence(page.table)),
        });
  return `${said} ${t("A closed poll cannot be opened again, since nobody knows any more who has voted.")}`;
}

/** @param {ModeratorState} page @param {string} id */
export function handsForm(page, id) {
  const poll = page.table.get("poll", id);
  if (!poll) return html`<p>${t("This poll is not there any more.")}</p>`;
  const before = page.table.get("show_of_hands", id)?.n ?? {};
  const submit = async (/** @type {SubmitEvent} */ event) => {
    const { data } = submitted(event);
    const counts = Object.fromEntries(poll.options.map((option) => [option.id, Number(data.get(option.id)) || 0]));
    const answer = await page.act("poll.hands", { id, counts }, t("Counted hands are saved"));
    if (answer.ok) page.closeDialog();
  };
  const note = t(
    "Hands or paper ballots counted in the room, of people who did not vote on a phone. They are shown as a part of their own when the poll is closed.",
  );
  return html`<form @submit=${submit}>
    <p class="note">${note}</p>
    <div class="hands-fields" data-draft=${`hands-${id}`}>
      ${poll.options.map(
        (option, i) =>
          html`<label
            ><span dir="auto">${pick(words(option))}</span>
            <input
              type="number"
              name=${option.id}
              min="0"
              max="10000"
              step="1"
              inputmode="numeric"
              .defaultValue=${String(before[option.id] ?? 0)}
              ${i ? nothing : ref(take)}
              @focus=${(/** @type {FieldEvent} */ event) => event.target.select()}
          /></label>`,
      )}
    </div>
    ${page.trouble ? html`<p class="trouble">${page.trouble}</p>` : nothing}
    <div class="acts"><button class="button main">${t("Save")}</button></div>
  </form>`;
}
