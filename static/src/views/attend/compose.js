/** Where one asks: at thumb's reach, with what was already asked beside it. */
import { html, nothing } from "lit-html";
import { live } from "lit-html/directives/live.js";
import { placeOf, running } from "../../programme/session.js";
import { profileOf } from "../../event/profile.js";
import { pick, picked, t, tn } from "../../core/words.js";
import { waitWords } from "./own.js";
import { reactions, reactor } from "./react.js";
import { vote } from "./question.js";
import { ASK } from "./state.js";

/** @typedef {import("./state.js").AttendeeState} AttendeeState */

const MOST = 500;
/** With so few letters left it is said. */
const NEAR = [50, 20, 5];
/** What a language is called, by itself. @type {Record<string, string>} */
const NAMES = {
  de: "Deutsch",
  en: "English",
  ar: "العربية",
  fa: "فارسی",
  uk: "Українська",
  tr: "Türkçe",
  fr: "Français",
  es: "Español",
  ru: "Русский",
};

/** @param {AttendeeState} page @param {string|null} session */
export function compose(page, session) {
  const open = session !== null && Boolean(page.app.table.get("qa", session)?.open);
  if (!open && !page.text) {
    return session === null
      ? nothing
      : html`<div class="compose closed">
          ${reactions(page)}
          <div class="line">
            <p>${t("Questions are closed for this part of the programme.")}</p>
            ${reactor(page)}
          </div>
        </div>`;
  }
  const left = MOST - [...page.text.trim()].length;
  const ready = open && page.text.trim() !== "" && left >= 0;
  return html`<form
    class=${page.text ? "compose full" : "compose"}
    @submit=${(/** @type {Event} */ event) => submit(event, page, session)}
  >
    <div class="sheet">
      ${alike(page, session)} ${details(page)}
      <p class="hint">
        <span id="hint">${t("No names of third persons, please.")}</span
        ><span class="counter tabular" aria-hidden="true">${MOST - left} / ${MOST}</span>${goesTo(page, session)}
      </p>
    </div>
    ${left < 0 ? html`<p class="note">${tn("{n} character too many", "{n} characters too many", -left)}</p>` : nothing}
    ${receipt(page)}
    ${open ? nothing : html`<p class="note">${t("Questions are closed now. Your text is kept on this device.")}</p>`}
    ${reactions(page)}
    <div class="line">
      ${reactor(page)}
      <label class="unseen" for="ask">${t("Your question")}</label>
      <textarea
        id="ask"
        data-draft=${ASK}
        rows="1"
        dir="auto"
        enterkeyhint="enter"
        aria-describedby="hint"
        placeholder=${t("Your question …")}
        .value=${live(page.text)}
        @input=${(/** @type {FieldEvent} */ event) => typed(event, page)}
        @keydown=${(/** @type {KeyboardEvent} */ event) => shortSend(event)}
      ></textarea>
      <button class="send" ?disabled=${!ready} @mousedown=${keepOpen}>${t("Ask")}</button>
    </div>
  </form>`;
}

/**
 * What becomes of the question just sent, since its place in the list may be far from here.
 * @param {AttendeeState} page
 */
function receipt(page) {
  const entry = page.app.sender.pending
    .filter(({ do: name, state }) => name === "question.ask" && state !== "saved")
    .pop();
  if (!entry && !page.sent.text) return nothing;
  if (entry?.state === "failed") {
    return html`<p class="receipt bad">
      <span>${t("Not saved: {message}", { message: entry.message ?? "" })}</span>
      <button type="button" @click=${() => page.again(entry)}>${t("Change and send again")}</button>
    </p>`;
  }
  return html`<p class=${entry ? "receipt sending" : "receipt"}>${entry ? waitWords(page, entry) : page.sent.text}</p>`;
}

/** Name and language: both may be left alone. @param {AttendeeState} page */
function details(page) {
  const { table, boot } = page.app;
  /** @type {string[]} */
  const languages = table.get("event", boot.event)?.languages ?? [];
  const named = profileOf(table).names;
  const name = html`<label
    ><span>${t("Name (optional)")}</span
    ><input
      data-draft="off"
      autocomplete="off"
      maxlength="60"
      dir="auto"
      placeholder=${t("anonymous")}
      .value=${live(page.name)}
      @input=${(/** @type {FieldEvent} */ event) => page.sign(event.target.value)}
  /></label>`;
  return html`<div class="details">
    ${named ? name : html`<p class="quiet">${t("Names are neither asked nor shown here.")}</p>`}
    ${
      languages.length > 1
        ? html`<label
            ><span>${t("Language")}</span
            ><select @change=${(/** @type {FieldEvent} */ event) => (page.lang = event.target.value)}>
              <option value="">${t("recognise it")}</option>
              ${languages.map((code) => html`<option value=${code} lang=${code}>${NAMES[code] ?? code}</option>`)}
            </select></label
          >`
        : nothing
    }
  </div>`;
}

/** Said where it is not what is on. @param {AttendeeState} page @param {string|null} session */
function goesTo(page, session) {
  const place = session && placeOf(page.app.table, session);
  const now = running(page.app.table)?.id;
  return place && now && session !== now
    ? html`<span
        >${t("Goes to:")} <b dir="auto" lang=${picked(place.title, place.languages)}>${pick(place.title)}</b></span
      >`
    : nothing;
}

/** Already asked? Only a suggestion. @param {AttendeeState} page @param {string|null} session */
function alike(page, session) {
  const found = page.alike(session);
  if (!found.length) return nothing;
  return html`<div class="alike" @pointerdown=${keepOpen}>
    <p>${t("Already asked? Then support it:")}</p>
    <ul>
      ${found.map(
        (q) =>
          q &&
          html`<li>
            <p dir="auto" lang=${q.lang}>${q.text}</p>
            ${vote(page, q, page.support(q.id))}
          </li>`,
      )}
    </ul>
  </div>`;
}

/**
 * The sheet closes when the box loses the focus; a tap on a button must not be what closes it, and moves the button.
 * @param {Event} event
 */
const keepOpen = (event) => event.preventDefault();

/** @param {FieldEvent} event @param {AttendeeState} page */
function typed(event, page) {
  const left = MOST - [...event.target.value.trim()].length;
  // As the field's description it would be read out after every letter.
  if (NEAR.includes(left)) page.say.now(tn("{n} character left", "{n} characters left", left));
  page.write(event.target.value);
  grow(event.target);
}

/** As high as its text. @param {HTMLTextAreaElement} box */
export function grow(box) {
  box.style.blockSize = "auto";
  box.style.blockSize = `${box.scrollHeight + 2}px`;
}

/** @param {KeyboardEvent} event */
function shortSend(event) {
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
    /** @type {HTMLTextAreaElement} */ (event.target).form?.requestSubmit();
  }
}

/** @param {Event} event @param {AttendeeState} page @param {string|null} session */
function submit(event, page, session) {
  event.preventDefault();
  const box = /** @type {HTMLFormElement} */ (event.target).querySelector("textarea");
  if (!session || !box?.value.trim() || [...box.value.trim()].length > MOST) return;
  void page.ask(session);
  box.style.blockSize = "";
  box.blur();
}

/** Browsers that lay the keyboard over the page tell how much of it is covered. */
export function followKeyboard() {
  const view = globalThis.visualViewport;
  view?.addEventListener("resize", () => {
    const covered = Math.max(0, innerHeight - view.height - view.offsetTop);
    document.documentElement.style.setProperty("--keyboard", `${covered}px`);
  });
}
