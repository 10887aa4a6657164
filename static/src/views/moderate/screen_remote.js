/** What the room sees, and the remote control for it. */
import { html, nothing } from "lit-html";
import { repeat } from "lit-html/directives/repeat.js";
import { deck, place } from "../../summaries/summaries.js";
import { keepKeys } from "../../kit/dialog.js";
import { submitted } from "../../kit/form.js";
import { t } from "../../core/words.js";
import { slideOn } from "../../event/slides.js";
import { crewLine } from "../floor/crew.js";
import { stage } from "../screen/stage.js";
import { SLIDES, slideKey, slideWord } from "./actions.js";
import { announcing } from "./announcing.js";
import { cap } from "./bars.js";
import { backTo } from "./focus.js";

/** @typedef {import("./state.js").ModeratorState} ModeratorState */

const LONGEST = 200;

/** @param {ModeratorState} page */
export function remote(page) {
  const { table, boot, clock } = page;
  const row = slideOn(table, page.screens.chosen, clock.now());
  return html`<section class="column side" data-side aria-labelledby="h-screen" ?data-front=${page.tab === "screen"}>
    <header><h2 id="h-screen">${t("What the room sees")}</h2></header>
    <p class="unseen">${t("On the screen now: {what}", { what: slideWord(row.what) })}</p>
    <div class="thumb" aria-hidden="true" inert>
      ${stage(table, boot, { clock, small: true, screen: page.screens.chosen })}
    </div>
    ${chooser(page)} ${pin(page, row)}
    <div class="slides" role="group" aria-label=${t("Show on the screen")}>
      ${SLIDES.map(
        ({ what, label }, i) =>
          html` <button
            type="button"
            class="button"
            aria-pressed=${row.what === what}
            @click=${() => press(page, what)}
          >
            ${label()}${cap(page, slideKey(i))}
          </button>`,
      )}
    </div>
    ${row.what === "poll" && row.id ? parts(page, row) : nothing} ${row.what === "summary" ? cards(page, row) : nothing}
    ${message(page, row.what === "message")} ${announcing(page)} ${crewLine(page.crew, false, cap(page, "."))}
    <p class="note">
      ${t("“Answer now” also brings the question to the screen, unless a message or the blank screen is up.")}
    </p>
    <p class="note">
      <a href=${`/e/${boot.event}/screen/${page.screens.chosen}`} target="_blank" rel="noopener"
        >${t("Open the projector page")}</a
      >
      ·
      <a href=${`/e/${boot.event}/screen/${page.screens.chosen}?overlay=1`} target="_blank" rel="noopener"
        >${t("Overlay for a stream")}</a
      >
      · <a href=${`/e/${boot.event}/summary`}>${t("The summary, to look at and publish")}</a>
    </p>
    ${others(page)}
  </section>`;
}

/**
 * Whether it follows the programme, and the way back to that.
 * @param {ModeratorState} page @param {{pinned?: boolean}} row
 */
const pin = (page, row) =>
  row.pinned
    ? html`<button type="button" class="button pin" @click=${() => page.screens.show("auto")}>
        ${t("Pinned until the next item")} <span aria-hidden="true">✕</span>
        <span class="unseen">${t("Let it follow the programme")}</span>
      </button>`
    : html`<p class="note pin">${t("Follows the programme.")}</p>`;

/** With several screens: what each one shows now, and which one is moved. @param {ModeratorState} page */
function chooser(page) {
  const { table, boot, clock, screens } = page;
  if (screens.names.length < 2) return nothing;
  const all = (/** @type {Event} */ event) => {
    page.screens.everywhere = /** @type {HTMLInputElement} */ (event.target).checked;
    page.redraw();
  };
  return html`<div class="screens" role="group" aria-label=${t("Screens")}>
      ${repeat(
        screens.names,
        (name) => name,
        (name) =>
          html` <button
            type="button"
            aria-pressed=${page.screens.chosen === name}
            @click=${() => page.screens.choose(name)}
          >
            <span class="thumb" aria-hidden="true" inert
              >${stage(table, boot, { clock, small: true, screen: name })}</span
            >
            <span dir="auto">${name}</span>
            <span class="unseen">${slideWord(slideOn(table, name, clock.now()).what)}</span>
          </button>`,
      )}
    </div>
    <label class="check"
      ><input type="checkbox" .checked=${page.screens.everywhere} @change=${all} />
      ${t("On all screens at once")}</label
    >`;
}

/**
 * How a poll is shown, where it is not to be as it runs.
 * @param {ModeratorState} page @param {import("../screen/stage.js").Screen} row
 */
function parts(page, row) {
  const poll = row.id ? page.table.get("poll", row.id) : null;
  /** @type {[string|null, string][]} */
  const known = [
    [null, t("Live")],
    ["question", t("Question only")],
    ["live", t("Results so far")],
    ...(poll?.state === "closed" ? [/** @type {[string, string]} */ (["final", t("Final result")])] : []),
  ];
  return html`<div class="seg parts" role="group" aria-label=${t("What of the poll")}>
    ${known.map(
      ([part, word]) =>
        html` <button
          type="button"
          aria-pressed=${(row.part ?? null) === part}
          @click=${() => page.screens.showPoll(row.id ?? "", part)}
        >
          ${word}
        </button>`,
    )}
  </div>`;
}

/** From card to card of the summary. @param {ModeratorState} page @param {import("../screen/stage.js").Screen} row */
function cards(page, row) {
  const all = deck(page.table);
  const at = place(all, row);
  return html`<div class="seg parts" role="group" aria-label=${t("Cards of the summary")}>
    <button type="button" ?disabled=${at <= 0} @click=${() => page.screens.turn(-1)}>${t("Back")}</button>
    <span class="tabular at">${at + 1} / ${all.length}</span>
    <button type="button" ?disabled=${at >= all.length - 1} @click=${() => page.screens.turn(1)}>${t("Next")}</button>
  </div>`;
}

/** One more screen, or one less. @param {ModeratorState} page */
function others(page) {
  const add = async (/** @type {SubmitEvent} */ event) => {
    const { form, text } = submitted(event);
    if (await page.screens.add(text("name").toLowerCase().replace(/\s+/gu, "-"))) form.reset();
  };
  const name = page.screens.chosen;
  const remove = html`<button type="button" class="button stop" @click=${() => void page.screens.remove()}>
    ${t("Remove “{name}”", { name })}
  </button>`;
  return html`<details class="more-screens">
    <summary>${t("More screens")}</summary>
    <form @submit=${add} @keydown=${keepKeys}>
      <label
        >${t("Name of another screen")}<input
          type="text"
          name="name"
          data-draft="screen-name"
          maxlength="40"
          pattern="[A-Za-z0-9 _.\\-]+"
          required
          autocomplete="off"
          placeholder=${t("hall-2")}
      /></label>
      <p class="note">
        ${t("Letters without accents, figures and hyphens. Open its projector page on the other computer.")}
      </p>
      <div class="acts">
        <button class="button">${t("Add the screen")}</button>
        ${name === "main" ? nothing : remove}
      </div>
    </form>
  </details>`;
}

/** @param {ModeratorState} page @param {boolean} up a message is on the screen now */
function message(page, up) {
  const takeAway = html`<button type="button" class="button" @click=${() => page.screens.show("question")}>
    ${t("Take it away")}
  </button>`;
  return html`<form
    class="message"
    @submit=${(/** @type {SubmitEvent} */ event) => sendMessage(page, event)}
    @keydown=${(/** @type {KeyboardEvent} */ event) => messageKey(page, event)}
  >
    <label
      >${t("Message on the wall")}<textarea
        name="text"
        id="message"
        data-draft="message"
        rows="2"
        maxlength=${LONGEST}
        dir="auto"
        required
        placeholder=${t("The coffee break starts five minutes later.")}
      ></textarea>
    </label>
    <div class="acts">
      <button class="button">${t("Show the message")}</button>
      ${up ? takeAway : nothing}
    </div>
  </form>`;
}

/** Show a slide; a message needs words first. @param {ModeratorState} page @param {string} what */
export function press(page, what) {
  if (what === "summary" && !deck(page.table).length) return page.openDialog({ what: "summary" });
  if (what !== "message") return page.screens.show(what);
  const field = /** @type {HTMLTextAreaElement|null} */ (document.getElementById("message"));
  if (field?.value.trim()) return page.screens.show("message", field.value.trim());
  page.screens.beforeMessage = { tab: page.tab, element: document.activeElement };
  page.tab = "screen";
  page.redraw();
  requestAnimationFrame(() => field?.focus());
}

/** @param {ModeratorState} page @param {SubmitEvent} event */
async function sendMessage(page, event) {
  const { form, text } = submitted(event);
  if (text("text") && (await page.screens.show("message", text("text"))).ok) form.reset();
}

/** @param {ModeratorState} page @param {KeyboardEvent} event */
function messageKey(page, event) {
  event.stopPropagation();
  if (event.key === "Escape") leave(page);
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
    /** @type {HTMLFormElement} */ (event.currentTarget).requestSubmit();
  }
}

/** @param {ModeratorState} page */
function leave(page) {
  const before = page.screens.beforeMessage;
  page.tab = before?.tab ?? page.tab;
  page.redraw();
  backTo(page, before?.element);
  page.screens.beforeMessage = null;
}
