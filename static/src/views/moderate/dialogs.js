/** Dialogs: the keys, the session, merging. The browser's own dialog element keeps the keyboard inside. */
import { html, nothing } from "lit-html";
import { dialog as sheet } from "../../kit/dialog.js";
import { setLetters } from "../../kit/keys.js";
import { t } from "../../core/words.js";
import { ACTIONS, PAGE_KEYS, SLIDES, keyCap } from "./actions.js";
import { mergeForm } from "./merge.js";
import { POLL_ACTIONS, POLL_KEYS } from "./pollactions.js";
import { handsForm, sure } from "./polldialogs.js";
import { sessionForm } from "./session.js";

/** @typedef {import("./desk.js").Desk} Desk */

/** @param {Desk} desk */
export function dialog(desk) {
  const open = desk.dialog;
  if (!open) return nothing;
  const [title, body] = content(desk, open);
  const key = html`<kbd aria-hidden="true">${t("Esc")}</kbd>`;
  return sheet({ title, body, key, closed: () => desk.closeDialog() });
}

/** @param {Desk} desk @param {NonNullable<Desk["dialog"]>} open @returns {[string, unknown]} */
function content(desk, open) {
  if (open.what === "help") return [t("Keys"), help(desk)];
  if (open.what === "session") return [t("Sessions"), sessionForm(desk)];
  if (open.what === "hands") return [t("Count hands"), handsForm(desk, open.id)];
  if (open.what === "sure") {
    return [open.name === "reset" ? t("Reset the poll?") : t("Close the poll?"), sure(desk, open.id, open.name)];
  }
  return [t("Merge questions"), mergeForm(desk, open.ids)];
}

/** @param {Desk} desk */
function help(desk) {
  const groups = [
    [
      t("About a question"),
      [...new Map(ACTIONS.map((action) => [action.key, [[action.key], action.label()]])).values()],
    ],
    [
      t("About a poll"),
      [
        ...POLL_ACTIONS.map(({ key, label }) => [[key], label()]),
        ...POLL_KEYS.map(({ keys, label }) => [keys, label()]),
      ],
    ],
    [t("On the screen"), SLIDES.map((slide, i) => [[String(i + 1)], slide.label()])],
    [t("About the page"), PAGE_KEYS.map((page) => [page.keys, page.label()])],
  ];
  return html`<label class="check"
      ><input
        type="checkbox"
        .checked=${desk.letters}
        @change=${(/** @type {Event} */ event) => {
          desk.letters = /** @type {HTMLInputElement} */ (event.target).checked;
          setLetters(desk.letters);
          desk.redraw();
        }}
      />
      ${t("Single keys are shortcuts (switch this off if you use speech input)")}</label
    >
    <div class="keys">
      ${groups.map(
        ([title, keys]) =>
          html`<section>
            <h3>${title}</h3>
            <dl>
              ${
                /** @type {any[]} */ (keys).map(
                  ([caps, label]) =>
                    html`<div>
                      <dt>${caps.map((/** @type {string} */ key) => html`<kbd>${keyCap(key)}</kbd>`)}</dt>
                      <dd>${label}</dd>
                    </div>`,
                )
              }
            </dl>
          </section>`,
      )}
    </div>`;
}
