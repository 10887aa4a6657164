/** Dialogs: the keys, the session, merging. The browser's own dialog element keeps the keyboard inside. */
import { html, nothing } from "lit-html";
import { dialog as sheet } from "../../kit/dialog.js";
import { setLetters } from "../../kit/keys.js";
import { t } from "../../core/words.js";
import { ACTIONS, PAGE_KEYS, SLIDES, keyCap, slideKey } from "./actions.js";
import { askFor } from "./ask_for.js";
import { eraseForm } from "./erase.js";
import { FLOOR_KEYS } from "./floor.js";
import { mergeForm } from "./merge.js";
import { POLL_ACTIONS, POLL_KEYS } from "./poll_actions.js";
import { confirmation, handsForm } from "./poll_dialogs.js";
import { dayPanel } from "./day_panel.js";
import { summarySheet } from "./summary_sheet.js";
import { handovers } from "./handovers.js";

/** @typedef {import("./state.js").ModeratorState} ModeratorState */

/** @param {ModeratorState} page */
export function dialog(page) {
  const open = page.dialog;
  if (!open) return nothing;
  const [title, body] = content(page, open);
  const key = html`<kbd aria-hidden="true">${t("Esc")}</kbd>`;
  return sheet({
    title,
    body,
    key,
    side: open.what === "session",
    leave: open.what === "confirm" || open.what === "erase" ? t("Cancel") : t("Close"),
    closed: () => page.closeDialog(),
  });
}

/** @param {ModeratorState} page @param {NonNullable<ModeratorState["dialog"]>} open @returns {[string, unknown]} */
function content(page, open) {
  if (open.what === "help") return [t("Keys"), help(page)];
  if (open.what === "ask") return [t("A question for somebody"), askFor(page)];
  if (open.what === "written") return [t("Answers in writing"), handovers(page)];
  if (open.what === "session") return [t("Schedule"), dayPanel(page)];
  if (open.what === "summary") return [t("Look and publish"), summarySheet(page)];
  if (open.what === "hands") return [t("Count hands"), handsForm(page, open.id)];
  if (open.what === "erase") return [t("Erase for good?"), eraseForm(page, open.of, open.id)];
  if (open.what === "confirm") {
    return [
      open.name === "reset" ? t("Reset the poll?") : t("Close the poll?"),
      confirmation(page, open.id, open.name),
    ];
  }
  return [t("Merge questions"), mergeForm(page, open.ids)];
}

/** @param {ModeratorState} page */
function help(page) {
  /** @typedef {[caps: string[], label: string]} Keys */
  /** @type {[title: string, keys: Keys[]][]} */
  const groups = [
    [
      t("About a question"),
      [
        ...new Map(
          ACTIONS.map((action) => [action.key, /** @type {Keys} */ ([[action.key], action.label()])]),
        ).values(),
      ],
    ],
    [
      t("About a poll"),
      [
        ...POLL_ACTIONS.map(({ key, label }) => /** @type {Keys} */ ([[key], label()])),
        ...POLL_KEYS.map(({ keys, label }) => /** @type {Keys} */ ([keys, label()])),
      ],
    ],
    [t("On the screen"), SLIDES.slice(0, 10).map((slide, i) => [[slideKey(i)], slide.label()])],
    [t("About the floor"), FLOOR_KEYS.map(({ keys, label }) => [keys, label()])],
    [t("About the page"), PAGE_KEYS.map(({ keys, label }) => [keys, label()])],
  ];
  return html`<label class="check"
      ><input
        type="checkbox"
        .checked=${page.letters}
        @change=${(/** @type {Event} */ event) => {
          page.letters = /** @type {HTMLInputElement} */ (event.target).checked;
          setLetters(page.letters);
          page.redraw();
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
              ${keys.map(
                ([caps, label]) =>
                  html`<div>
                    <dt>${caps.map((key) => html`<kbd>${keyCap(key)}</kbd>`)}</dt>
                    <dd>${label}</dd>
                  </div>`,
              )}
            </dl>
          </section>`,
      )}
    </div>`;
}
