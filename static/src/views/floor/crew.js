/** The crew line on a page: what nobody here has seen yet stands out; all of it, and writing, unfold. */
import { html, nothing } from "lit-html";
import { repeat } from "lit-html/directives/repeat.js";
import { PHRASES, messages, own, receipts, said, targets, voiceWord } from "../../floor/crew.js";
import { keepKeys } from "../../kit/dialog.js";
import { submitted } from "../../kit/form.js";
import { t } from "../../core/words.js";
import { option } from "../../kit/options.js";

/** @typedef {import("./crew_line.js").CrewLine} CrewLine */
/** @typedef {import("../../floor/crew.js").Message} Message */

const LONGEST = 200;
const SHOWN = 30;
const TO_THE_PODIUM = ["minutes", "end", "louder"];

/**
 * What is to be seen here, as an alert.
 * @param {CrewLine} line @param {(message: Message) => boolean} [besides] what the page shows in another way
 */
export function crewNews(line, besides = () => false) {
  const { table, clock } = line.host;
  const all = line.unseen.filter((message) => !besides(message));
  if (!all.length) return nothing; // an alert speaks when it comes, and a page has one of its own beside it
  return html`<div class="crew-news" role="alert">
    ${repeat(
      all,
      ({ id }) => id,
      (message) =>
        html`<p>
          <b dir="auto">${from(table, message)}</b>
          <span class="said" dir="auto">${said(message)}</span>
          <small class="tabular">${clock.time(message.at)}</small>
          <button type="button" class="button main" @click=${() => line.see(message.id)}>${t("Seen")}</button>
        </p>`,
    )}
  </div>`;
}

/** Unfold the line of this page, and begin to write. */
export function writeOnTheLine() {
  const line = document.querySelector("details.crew-line");
  if (line instanceof HTMLDetailsElement) line.open = true;
  /** @type {HTMLElement|null|undefined} */ (line?.querySelector("input[name=text]"))?.focus();
}

/**
 * Everything that was said, and writing to somebody.
 * @param {CrewLine} line @param {boolean} [open] @param {unknown} [cap] the key that leads here
 */
export function crewLine(line, open = false, cap = nothing) {
  const { table } = line.host;
  const all = messages(table);
  return html`<details class="crew-line" ?open=${open}>
    <summary>
      ${t("Crew line")}${all.length ? html` <span class="count tabular">${all.length}</span>` : nothing} ${cap}
    </summary>
    <p class="note">${t("Only those who run the event read this; it is forgotten when the event is over.")}</p>
    ${write(line)}
    <ol class="crew-messages" role="list">
      ${repeat(
        all.slice(0, SHOWN),
        ({ id }) => id,
        (message) => html`<li class=${own(message, line.voice) ? "own" : ""}>${one(line, message)}</li>`,
      )}
    </ol>
    ${all.length ? nothing : html`<p class="empty">${t("Nothing was said yet.")}</p>`}
    ${"vibrate" in navigator ? vibration(line) : nothing}
  </details>`;
}

/** @param {CrewLine} line */
function write(line) {
  const { table } = line.host;
  const known = targets(table, line.voice);
  const to = known.some(([id]) => id === line.to) ? line.to : known[0]?.[0];
  const send = async (/** @type {SubmitEvent} */ event) => {
    const { form, text } = submitted(event);
    if (text("text") && (await line.say({ text: text("text") }))) form.reset();
  };
  return html`<form @submit=${send} @keydown=${keepKeys}>
    <label
      ><span>${t("To")}</span
      ><select @change=${(/** @type {FieldEvent} */ { target }) => line.choose(target.value)}>
        ${known.map(([id, words]) => option(id, words, id === to))}
      </select></label
    >
    <div class="phrases" role="group" aria-label=${t("Ready phrases, sent at once")}>
      ${Object.entries(PHRASES).map(
        ([phrase, words]) =>
          html`<button type="button" class="button small" @click=${() => void line.say({ phrase })}>
            ${words()}
          </button>`,
      )}
    </div>
    <label
      ><span>${t("In your own words")}</span
      ><input name="text" type="text" maxlength=${LONGEST} data-draft="crew" autocomplete="off" dir="auto"
    /></label>
    <div class="acts"><button class="button">${t("Send")}</button></div>
  </form>`;
}

/**
 * What the chair says to those on stage most, each in one press, and whether they have seen the last.
 * @param {CrewLine} line
 */
export function podiumLine(line) {
  const { table, clock } = line.host;
  const last = messages(table).find(({ whom, over }) => whom === "podium" && !over);
  const [seen] = last ? receipts(table, last.id) : [];
  return html`<section class="podium-line" aria-labelledby="h-podium">
    <h3 id="h-podium">${t("To the podium")}</h3>
    <div class="acts">
      ${TO_THE_PODIUM.map(
        (phrase) =>
          html`<button type="button" class="button" @click=${() => void line.say({ phrase }, "podium")}>
            ${PHRASES[phrase]?.()}
          </button>`,
      )}
    </div>
    ${
      last
        ? html`<p class="note">
            <span dir="auto">${said(last)}</span> ·
            ${seen ? t("seen {time}", { time: clock.time(seen.at) }) : t("not seen yet")}
            ${
              seen
                ? nothing
                : html`<button type="button" class="button small" @click=${() => line.takeBack(last.id)}>
                    ${t("Take back")}
                  </button>`
            }
          </p>`
        : nothing
    }
  </section>`;
}

/** @param {CrewLine} line @param {Message} message */
function one(line, message) {
  const { table, clock } = line.host;
  const seen = receipts(table, message.id);
  const words = seen.map(({ by, by_room, at }) =>
    t("seen by {who}, {time}", { who: voiceWord(table, by, by_room ?? undefined), time: clock.time(at) }),
  );
  return html`<p class="way">
      <b dir="auto">${from(table, message)}</b>
      <span>${t("to {whom}", { whom: voiceWord(table, message.whom, message.room) })}</span>
      <small class="tabular">${clock.time(message.at)}</small>
      ${
        own(message, line.voice)
          ? message.over || seen.length
            ? nothing
            : html`<button type="button" class="button small" @click=${() => line.takeBack(message.id)}>
                ${t("Take back")}
              </button>`
          : html`<button type="button" class="button small" @click=${() => line.answer(message)}>
              ${t("Write back")}
            </button>`
      }
    </p>
    <p class="said" dir="auto">${said(message)}</p>
    <p class="note">${message.over ? t("over") : words.length ? words.join(" · ") : t("not seen yet")}</p>`;
}

/** @param {CrewLine} line */
const vibration = (line) =>
  html`<label class="check"
    ><input type="checkbox" .checked=${line.vibrates} @change=${() => line.toggleVibration()} />
    ${t("Vibrate when something comes")}</label
  >`;

/** @param {import("../../floor/crew.js").Table} table @param {Message} message */
const from = (table, { by, by_room }) => voiceWord(table, by, by_room ?? undefined);
