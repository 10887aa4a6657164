/** What the room sees, and the remote control for it. */
import { html, nothing } from "lit-html";
import { t } from "../../lib/words.js";
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
  const row = table.get("screen", desk.screen) ?? { what: "join", text: null };
  return html`<section class="col side" data-side aria-labelledby="h-screen" ?data-front=${desk.tab === "screen"}>
    <header><h2 id="h-screen">${t("What the room sees")}</h2></header>
    <p class="unseen">${t("On the screen now: {what}", { what: slideWord(row.what) })}</p>
    <div class="thumb" aria-hidden="true" inert>${stage(table, boot, { clock, small: true, screen: desk.screen })}</div>
    <div class="slides" role="group" aria-label=${t("Show on the screen")}>${SLIDES.map(({ what, label }, i) => html`
      <button type="button" class="b" aria-pressed=${row.what === what} @click=${() => press(desk, what)}>
        ${label()}${cap(desk, String(i + 1))}</button>`)}</div>
    ${message(desk, row.what === "message")}
    <p class="note">${t("“Answer now” also brings the question to the screen, unless a message or the blank screen is up.")}</p>
    <p class="note"><a href=${`/e/${boot.event}/screen/${desk.screen}`} target="_blank" rel="noopener">${t("Open the projector page")}</a></p>
  </section>`;
}

/** @param {Desk} desk @param {boolean} up a message is on the screen now */
function message(desk, up) {
  return html`<form class="message" @submit=${(/** @type {SubmitEvent} */ event) => sendMessage(desk, event)}
      @keydown=${(/** @type {KeyboardEvent} */ event) => messageKey(desk, event)}>
    <label>${t("Message to all")}<textarea name="text" id="message" rows="2" maxlength=${LONGEST} dir="auto" required
      placeholder=${t("The coffee break starts five minutes later.")}></textarea></label>
    <div class="acts"><button class="b">${t("Show the message")}</button>
      ${up ? html`<button type="button" class="b" @click=${() => desk.show("question")}>${t("Take it away")}</button>` : nothing}</div>
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
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) /** @type {HTMLFormElement} */ (event.currentTarget).requestSubmit();
}

/** @param {Desk} desk */
function leave(desk) {
  desk.tab = before?.tab ?? desk.tab;
  desk.redraw();
  backTo(desk, before?.element);
  before = null;
}
