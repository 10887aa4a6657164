/** Writing inside a row: the wording, a written reply, labels, the panellist. Ctrl + Enter saves, Esc leaves. */
import { html, nothing } from "lit-html";
import { guard } from "lit-html/directives/guard.js";
import { ref } from "lit-html/directives/ref.js";
import { questionsOf } from "../../programme/session.js";
import { afterDrawing } from "../../kit/view.js";
import { t } from "../../core/words.js";
import { leadBack } from "./focus.js";

/** @typedef {import("./state.js").ModeratorState} ModeratorState */

const MOST = { edit: 500, reply: 1000 };
const LABELS = 5;
const LABEL = 30;

/** @param {ModeratorState} page @param {RowOf<"question">} q @param {import("./state.js").Editor} what */
export function editor(page, q, what) {
  if (what === "assign") return people(page, q);
  if (what === "label") return labels(page, q);
  return text(page, q, what);
}

/** @param {Element|undefined} element */
function takeFocus(element) {
  if (!(element instanceof HTMLElement) || element.dataset.taken) return;
  element.dataset.taken = "yes";
  queueMicrotask(() => {
    element.focus();
    if (element instanceof HTMLTextAreaElement) element.setSelectionRange(element.value.length, element.value.length);
  });
}

/** Leave the editor and put the keyboard back on the row. @param {ModeratorState} page @param {string} id */
function leave(page, id) {
  page.close();
  afterDrawing(() => leadBack(page, document.querySelector(`[data-row="${CSS.escape(id)}"]`)));
}

/** @param {ModeratorState} page @param {string} id @param {string} name @param {object} args */
async function save(page, id, name, args) {
  const answer = await page.decide(name, { id, ...args });
  if (answer.ok && page.editor?.id === id) leave(page, id);
}

/** @param {ModeratorState} page @param {string} id */
const keys = (page, id) => (/** @type {KeyboardEvent} */ event) => {
  event.stopPropagation();
  if (event.key === "Escape") leave(page, id);
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
    /** @type {HTMLFormElement} */ (event.currentTarget).requestSubmit();
  }
};

/** @param {ModeratorState} page @param {RowOf<"question">} q @param {"edit"|"reply"} what */
function text(page, q, what) {
  const editing = what === "edit";
  const now = (editing ? q.text : q.reply) ?? "";
  const began = (page.editor ?? { base: now }).base ?? now;
  if (page.editor) page.editor.base = began;
  const theirs =
    now === began
      ? nothing
      : html`<p class="note" role="status">${t("Somebody else has changed it meanwhile. It says now:")}</p>
          <blockquote dir="auto">${now}</blockquote>`;
  const note = t("The original is kept, and everybody sees that the wording was edited.");
  const onSubmit = (/** @type {SubmitEvent} */ event) => {
    event.preventDefault();
    const { value } = /** @type {HTMLTextAreaElement} */ (
      /** @type {HTMLFormElement} */ (event.target).elements.namedItem("text")
    );
    save(page, q.id, editing ? "question.edit" : "question.reply", { text: value });
  };
  return html`<form class="editor" @submit=${onSubmit} @keydown=${keys(page, q.id)}>
    <label
      >${editing ? t("Wording of the question") : t("Written reply, for everyone to read")}
      <textarea
        name="text"
        data-draft=${`question-${q.id}-${what}`}
        rows=${editing ? 4 : 3}
        maxlength=${MOST[what]}
        dir="auto"
        lang=${q.lang ?? nothing}
        .value=${guard([q.id, what], () => now)}
        ${ref(takeFocus)}
      ></textarea>
    </label>
    ${theirs} ${editing ? html`<p class="note">${note}</p>` : nothing} ${bar(page, q)}
  </form>`;
}

/** @param {ModeratorState} page @param {RowOf<"question">} q */
function labels(page, q) {
  const used = [...new Set(questionsOf(page.table, q.session).flatMap((other) => other.labels))].sort();
  const onSubmit = (/** @type {SubmitEvent} */ event) => {
    event.preventDefault();
    const form = /** @type {HTMLFormElement} */ (event.target);
    const data = new FormData(form);
    const fresh = String(data.get("fresh") ?? "")
      .split(",")
      .map((label) => label.trim())
      .filter(Boolean);
    save(page, q.id, "question.label", { labels: [...new Set([...data.getAll("label"), ...fresh])].slice(0, LABELS) });
  };
  return html`<form class="editor" @submit=${onSubmit} @keydown=${keys(page, q.id)}>
    ${
      used.length
        ? html`<fieldset class="chips">
            <legend>${t("Labels")}</legend>
            ${used.map(
              (label) =>
                html`<label class="chip">
                  <input
                    type="checkbox"
                    name="label"
                    value=${label}
                    .checked=${q.labels.includes(label)}
                  />${label}</label
                >`,
            )}
          </fieldset>`
        : nothing
    }
    <label
      >${t("New labels, with commas between them")}
      <input
        type="text"
        name="fresh"
        data-draft=${`question-${q.id}-labels`}
        maxlength=${LABELS * LABEL}
        autocomplete="off"
        ${ref(takeFocus)}
    /></label>
    ${bar(page, q)}
  </form>`;
}

/** @param {ModeratorState} page @param {RowOf<"question">} q */
function people(page, q) {
  const names = (page.session?.people ?? []).map((person) => person.name);
  const onSubmit = (/** @type {SubmitEvent} */ event) => {
    event.preventDefault();
    const chosen = new FormData(/** @type {HTMLFormElement} */ (event.target)).get("person");
    save(page, q.id, "question.assign", { person: chosen || null });
  };
  const choices = [...new Set([...names, ...(q.person ? [q.person] : [])])];
  const radio = (/** @type {string} */ value, /** @type {unknown} */ word) => {
    const chosen = (q.person ?? "") === value;
    return html`<label class="chip"
      ><input
        type="radio"
        name="person"
        value=${value}
        .checked=${chosen}
        ${chosen ? ref(takeFocus) : nothing}
      />${word}</label
    >`;
  };
  return html`<form class="editor" @submit=${onSubmit} @keydown=${keys(page, q.id)}>
    <fieldset class="chips">
      <legend>${t("Who is asked?")}</legend>
      ${radio("", t("Everyone"))}${choices.map((name) => radio(name, name))}
    </fieldset>
    ${choices.length ? nothing : html`<p class="note">${t("This session has no people in the programme.")}</p>`}
    ${bar(page, q)}
  </form>`;
}

/** @param {ModeratorState} page @param {RowOf<"question">} q */
const bar = (page, q) =>
  html`<div class="acts">
    <button class="button main">${t("Save")}</button>
    <button type="button" class="button" @click=${() => leave(page, q.id)}>${t("Cancel")}</button>
    <span class="note">${t("Ctrl + Enter saves, Esc leaves")}</span>
  </div>`;
