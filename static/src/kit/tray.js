/**
 * What somebody has written and what went nowhere: too old to be sent without a word, refused again and again, or typed
 * into a field that is no more. It is shown with its text, on every page, until it is sent, copied or thrown away.
 */
import { html, nothing, render } from "lit-html";
import { drafts } from "../core/drafts.js";
import { STUBBORN } from "../core/send.js";
import { pick, t } from "../core/words.js";

/**
 * @typedef {import("../core/outbox.js").Entry} Entry
 * @typedef {{table: import("../core/table.js").Table, sender: import("../core/send.js").Sender,
 *   clock: import("../core/clock.js").Clock}} App
 */

/** Kinds of rows whose words stand for themselves. */
const NAMED = /** @type {const} */ (["question", "topic", "note", "poll", "session", "slot"]);

/** Keep the tray of a page drawn. @param {App} [app] a page without one sends nothing by itself */
export function tray(app) {
  const root = document.createElement("div");
  root.className = "tray";
  document.body.prepend(root);
  const draw = () => render(content(app), root);
  app?.sender.on(draw);
  drafts.on(draw);
  draw();
}

/** @param {App} [app] */
function content(app) {
  const entries = app?.sender.pending.filter(({ state }) => state === "sending") ?? [];
  const asked = entries.filter((entry) => entry.asked);
  const aside = entries.filter((entry) => !entry.asked && (entry.tries ?? 0) >= STUBBORN);
  const { homeless } = drafts;
  if (!asked.length && !aside.length && !homeless.length) return nothing;
  return html`<section aria-labelledby="tray">
    <h2 id="tray">${t("Not sent")}</h2>
    <ul>
      ${app && asked.map((entry) => held(app, entry, old(), t("Send now")))}
      ${app && aside.map((entry) => held(app, entry, entry.message ?? failing(), t("Try again")))} ${homeless.map(left)}
    </ul>
  </section>`;
}

const old = () => t("Written earlier, and not sent yet. Is it still to go?");
const failing = () => t("The server could not take it.");

/** @param {App} app @param {Entry} entry @param {string} why @param {string} go */
function held({ table, sender, clock }, entry, why, go) {
  const text = words(table, entry);
  return html`<li>
    <p class="why">${why}</p>
    <blockquote dir="auto">${text}</blockquote>
    <p class="acts">
      <button type="button" class="main" @click=${() => sender.insist(entry.cid)}>${go}</button>
      ${copy(text)} ${discard(() => sender.discard(entry.cid))}
      <span class="when">${t("Written at {time}", { time: clock.time(entry.at + clock.now() - Date.now()) })}</span>
    </p>
  </li>`;
}

/** @param {import("../core/drafts.js").Draft} draft */
const left = (draft) =>
  html`<li>
    <p class="why">
      ${
        draft.label
          ? t("“{field}” changed or closed while this was being written. The text is kept in this tab:", {
              field: draft.label,
            })
          : t("The field changed or closed while this was being written. The text is kept in this tab:")
      }
    </p>
    <blockquote dir="auto">${draft.text}</blockquote>
    <p class="acts">${copy(draft.text)} ${discard(() => drafts.forget((other) => other === draft))}</p>
  </li>`;

/** @param {string} text */
const copy = (text) =>
  html`<button type="button" @click=${(/** @type {Event} */ event) => void copied(event, text)}>${t("Copy")}</button>`;

/** Where pages may not write to the clipboard, the text is selected, to be copied by hand. */
async function copied(/** @type {Event} */ event, /** @type {string} */ text) {
  const button = /** @type {HTMLElement} */ (event.currentTarget);
  try {
    await navigator.clipboard.writeText(text);
    button.textContent = t("Copied");
  } catch {
    const quote = button.closest("li")?.querySelector("blockquote");
    if (quote) getSelection()?.selectAllChildren(quote);
  }
}

/** @param {() => void} act */
const discard = (act) => html`<button type="button" @click=${act}>${t("Discard")}</button>`;

/** What an entry says, in the words of its writer. @param {App["table"]} table @param {Entry} entry */
function words(table, { args }) {
  const own = [args?.text, args?.title, args?.name, args?.choice].flat().map(label).filter(Boolean);
  const { id } = args ?? {};
  const row = id ? NAMED.map((kind) => table.get(kind, id)).find(Boolean) : undefined;
  const { text, title } = /** @type {{text?: string, title?: Words}} */ (row ?? {});
  const about = label(text ?? title);
  if (own.length) return [...own, ...(about ? [`(${about})`] : [])].join(" · ");
  return about ? t("About: {title}", { title: about }) : t("Something pressed on this page");
}

/** @param {Words|null|undefined} value */
const label = (value) => (value === undefined || value === null ? "" : pick(value));
