/** What the room sees, and the remote control for it. */
import { html, nothing } from "lit-html";
import { repeat } from "lit-html/directives/repeat.js";
import { deck, place } from "../../summaries/summaries.js";
import { keepKeys } from "../../kit/dialog.js";
import { t } from "../../core/words.js";
import { screenRow } from "../screen/screens.js";
import { stage } from "../screen/stage.js";
import { SLIDES, slideWord } from "./actions.js";
import { cap } from "./bars.js";
import { backTo } from "./focus.js";

/** @typedef {import("./desk.js").Desk} Desk */

const LONGEST = 200;

/** Where the keyboard was before it went to the message. @type {{tab: Desk["tab"], element: Element|null}|null} */
let before = null;

/** @param {Desk} desk */
export function remote(desk) {
  const { table, boot, clock } = desk;
  const row = screenRow(table, desk.screen);
  return html`<section class="col side" data-side aria-labelledby="h-screen" ?data-front=${desk.tab === "screen"}>
    <header><h2 id="h-screen">${t("What the room sees")}</h2></header>
    <p class="unseen">${t("On the screen now: {what}", { what: slideWord(row.what) })}</p>
    <div class="thumb" aria-hidden="true" inert>${stage(table, boot, { clock, small: true, screen: desk.screen })}</div>
    ${chooser(desk)}
    <div class="slides" role="group" aria-label=${t("Show on the screen")}>
      ${SLIDES.map(
        ({ what, label }, i) =>
          html` <button type="button" class="b" aria-pressed=${row.what === what} @click=${() => press(desk, what)}>
            ${label()}${cap(desk, String(i + 1))}
          </button>`,
      )}
    </div>
    ${row.what === "poll" && row.id ? parts(desk, row) : nothing} ${row.what === "summary" ? cards(desk, row) : nothing}
    ${message(desk, row.what === "message")}
    <p class="note">
      ${t("“Answer now” also brings the question to the screen, unless a message or the blank screen is up.")}
    </p>
    <p class="note">
      <a href=${`/e/${boot.event}/screen/${desk.screen}`} target="_blank" rel="noopener"
        >${t("Open the projector page")}</a
      >
      ·
      <a href=${`/e/${boot.event}/screen/${desk.screen}?overlay=1`} target="_blank" rel="noopener"
        >${t("Overlay for a stream")}</a
      >
      · <a href=${`/e/${boot.event}/summary`}>${t("The summary, to look at and publish")}</a>
    </p>
    ${others(desk)}
  </section>`;
}

/** With several screens: what each one shows now, and which one is moved. @param {Desk} desk */
function chooser(desk) {
  const { table, boot, clock, screens } = desk;
  if (screens.length < 2) return nothing;
  const all = (/** @type {Event} */ event) => {
    desk.everywhere = /** @type {HTMLInputElement} */ (event.target).checked;
    desk.redraw();
  };
  return html`<div class="screens" role="group" aria-label=${t("Screens")}>
      ${repeat(
        screens,
        (name) => name,
        (name) =>
          html` <button type="button" aria-pressed=${desk.screen === name} @click=${() => desk.toScreen(name)}>
            <span class="thumb" aria-hidden="true" inert
              >${stage(table, boot, { clock, small: true, screen: name })}</span
            >
            <span dir="auto">${name}</span> <span class="unseen">${slideWord(screenRow(table, name).what)}</span>
          </button>`,
      )}
    </div>
    <label class="check"
      ><input type="checkbox" .checked=${desk.everywhere} @change=${all} /> ${t("On all screens at once")}</label
    >`;
}

/** How a poll is shown, where it is not to be as it runs. @param {Desk} desk @param {import("../screen/stage.js").Screen} row */
function parts(desk, row) {
  const poll = row.id ? desk.table.get("poll", row.id) : null;
  /** @type {[string|null, string][]} */
  const known = [
    [null, t("As it runs")],
    ["question", t("Question only")],
    ["live", t("Result as it is")],
    ...(poll?.state === "closed" ? [/** @type {[string, string]} */ (["final", t("Final result")])] : []),
  ];
  return html`<div class="seg parts" role="group" aria-label=${t("What of the poll")}>
    ${known.map(
      ([part, word]) =>
        html` <button
          type="button"
          aria-pressed=${(row.part ?? null) === part}
          @click=${() => desk.showPart(row.id ?? "", part)}
        >
          ${word}
        </button>`,
    )}
  </div>`;
}

/** From card to card of the summary. @param {Desk} desk @param {import("../screen/stage.js").Screen} row */
function cards(desk, row) {
  const all = deck(desk.table);
  const at = place(all, row);
  return html`<div class="seg parts" role="group" aria-label=${t("Cards of the summary")}>
    <button type="button" ?disabled=${at <= 0} @click=${() => desk.turn(-1)}>${t("Back")}</button>
    <span class="tabular at">${at + 1} / ${all.length}</span>
    <button type="button" ?disabled=${at >= all.length - 1} @click=${() => desk.turn(1)}>${t("On")}</button>
  </div>`;
}

/** One more screen, or one less. @param {Desk} desk */
function others(desk) {
  const add = async (/** @type {SubmitEvent} */ event) => {
    event.preventDefault();
    const form = /** @type {HTMLFormElement} */ (event.target);
    const name = String(new FormData(form).get("name") ?? "")
      .trim()
      .toLowerCase()
      .replace(/\s+/gu, "-");
    if (!(await desk.act("screen.show", { screen: name, what: "join" })).ok) return;
    form.reset();
    desk.toScreen(name);
  };
  const remove = async () => {
    const name = desk.screen;
    desk.toScreen("main");
    await desk.act("screen.remove", { id: name });
  };
  return html`<details class="more-screens">
    <summary>${t("More screens")}</summary>
    <form @submit=${add} @keydown=${keepKeys}>
      <label
        >${t("Name of another screen")}<input
          type="text"
          name="name"
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
        <button class="b">${t("Add the screen")}</button>
        ${desk.screen === "main" ? nothing : html`<button type="button" class="b stop" @click=${remove}>${t("Remove “{name}”", { name: desk.screen })}</button>`}
      </div>
    </form>
  </details>`;
}

/** @param {Desk} desk @param {boolean} up a message is on the screen now */
function message(desk, up) {
  return html`<form
    class="message"
    @submit=${(/** @type {SubmitEvent} */ event) => sendMessage(desk, event)}
    @keydown=${(/** @type {KeyboardEvent} */ event) => messageKey(desk, event)}
  >
    <label
      >${t("Message to all")}<textarea
        name="text"
        id="message"
        rows="2"
        maxlength=${LONGEST}
        dir="auto"
        required
        placeholder=${t("The coffee break starts five minutes later.")}
      ></textarea>
    </label>
    <div class="acts">
      <button class="b">${t("Show the message")}</button>
      ${up ? html`<button type="button" class="b" @click=${() => desk.show("question")}>${t("Take it away")}</button>` : nothing}
    </div>
  </form>`;
}

/** Show a slide; a message needs words first. @param {Desk} desk @param {string} what */
export function press(desk, what) {
  if (what !== "message") return desk.show(what);
  const field = /** @type {HTMLTextAreaElement|null} */ (document.getElementById("message"));
  if (field?.value.trim()) return desk.show("message", field.value.trim());
  before = { tab: desk.tab, element: document.activeElement };
  desk.tab = "screen";
  desk.redraw();
  requestAnimationFrame(() => field?.focus());
}

/** @param {Desk} desk @param {SubmitEvent} event */
async function sendMessage(desk, event) {
  event.preventDefault();
  const form = /** @type {HTMLFormElement} */ (event.target);
  const text = String(new FormData(form).get("text") ?? "").trim();
  if (text && (await desk.show("message", text)).ok) form.reset();
}

/** @param {Desk} desk @param {KeyboardEvent} event */
function messageKey(desk, event) {
  event.stopPropagation();
  if (event.key === "Escape") leave(desk);
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
    /** @type {HTMLFormElement} */ (event.currentTarget).requestSubmit();
  }
}

/** @param {Desk} desk */
function leave(desk) {
  desk.tab = before?.tab ?? desk.tab;
  desk.redraw();
  backTo(desk, before?.element);
  before = null;
}
