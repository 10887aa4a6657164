/** Dialogs about a poll: what cannot be taken back is asked for, and hands are counted. */
import { html, nothing } from "lit-html";
import { ref } from "lit-html/directives/ref.js";
import { presence } from "../../programme/session.js";
import { pick, t, tn } from "../../core/words.js";
import { words } from "./polls.js";

/** @typedef {import("./desk.js").Desk} Desk */

/** @param {Desk} desk @param {string} id @param {string} name of the action */
export function sure(desk, id, name) {
  const poll = desk.table.get("poll", id);
  if (!poll) return html`<p>${t("This poll is not there any more.")}</p>`;
  const send = async () => {
    const answer = await desk.polls.send(name, poll);
    if (!answer || answer.ok) desk.closeDialog();
  };
  const reset = name === "reset";
  return html`<div class="chosen">
    <p class="quote" dir="auto">${pick(words(poll.title))}</p>
    <p>${reset ? lost(desk, poll) : closing(desk, poll)}</p>
    ${desk.trouble ? html`<p class="trouble">${desk.trouble}</p>` : nothing}
    <div class="acts">
      <button type="button" class=${reset ? "b stop" : "b main"} ${reset ? nothing : ref(take)} @click=${send}>
        ${reset ? t("Throw everything away") : t("Close the poll")}
      </button>
      <button type="button" class="b" ${reset ? ref(take) : nothing} @click=${() => desk.closeDialog()}>
        ${reset ? t("Keep it") : t("Cancel")}
      </button>
    </div>
  </div>`;
}

/** @param {Element|undefined} element focused when the dialog opens: what does no harm */
function take(element) {
  if (element instanceof HTMLElement) element.autofocus = true;
}

/** @param {Desk} desk @param {any} poll */
function lost(desk, poll) {
  const n = desk.table.get("turnout", poll.id)?.ballots ?? 0;
  const ballots = tn(
    "{n} ballot is thrown away, with all answers and counted hands.",
    "{n} ballots are thrown away, with all answers and counted hands.",
    n,
  );
  return `${ballots} ${t("The poll becomes a draft again. That it was reset stays on record.")}`;
}

/** @param {Desk} desk @param {any} poll */
function closing(desk, poll) {
  const { onsite, remote } = presence(desk.table);
  const ballots = desk.table.get("turnout", poll.id)?.ballots ?? 0;
  return `${t("{n} of {of} people have voted.", { n: ballots, of: Math.max(ballots, onsite + remote) })} ${t(
    "A closed poll cannot be opened again, since nobody knows any more who has voted.",
  )}`;
}

/** @param {Desk} desk @param {string} id */
export function handsForm(desk, id) {
  const poll = desk.table.get("poll", id);
  if (!poll) return html`<p>${t("This poll is not there any more.")}</p>`;
  const before = desk.table.get("show_of_hands", id)?.n ?? {};
  const submit = async (/** @type {SubmitEvent} */ event) => {
    event.preventDefault();
    const data = new FormData(/** @type {HTMLFormElement} */ (event.target));
    const counts = Object.fromEntries(
      poll.options.map((/** @type {any} */ option) => [option.id, Number(data.get(option.id)) || 0]),
    );
    const answer = await desk.act("poll.hands", { id, counts });
    if (!answer.ok) return;
    desk.say(t("Counted hands are saved"));
    desk.closeDialog();
  };
  return html`<form @submit=${submit}>
    <p class="note">
      ${t("Hands or paper ballots counted in the room, of people who did not vote on a phone. They are shown as a part of their own when the poll is closed.")}
    </p>
    <div class="hands-fields">
      ${poll.options.map(
        (/** @type {any} */ option, /** @type {number} */ i) =>
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
              @focus=${(/** @type {any} */ event) => event.target.select()}
          /></label>`,
      )}
    </div>
    ${desk.trouble ? html`<p class="trouble">${desk.trouble}</p>` : nothing}
    <div class="acts"><button class="b main">${t("Save")}</button></div>
  </form>`;
}
