/** Writing inside a row: the wording, a written reply, labels, the panellist. Ctrl + Enter saves, Esc leaves. */
import { html, nothing } from "lit-html";
import { ref } from "lit-html/directives/ref.js";
import { questionsOf } from "../../programme/session.js";
import { afterDrawing } from "../../kit/view.js";
import { t } from "../../core/words.js";
import { backTo } from "./focus.js";

/** @typedef {import("./desk.js").Desk} Desk */

const MOST = { edit: 500, reply: 1000 };
const LABELS = 5;
const LABEL = 30;

/** @param {Desk} desk @param {any} q @param {import("./desk.js").Editor} what */
export function editor(desk, q, what) {
  if (what === "assign") return people(desk, q);
  if (what === "label") return labels(desk, q);
  return text(desk, q, what);
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

/** Leave the editor and put the keyboard back on the row. @param {Desk} desk @param {string} id */
function leave(desk, id) {
  desk.close();
  afterDrawing(() => backTo(desk, document.querySelector(`[data-row="${CSS.escape(id)}"]`)));
}

/** @param {Desk} desk @param {string} id @param {string} name @param {object} args */
async function save(desk, id, name, args) {
  const answer = await desk.decide(name, { id, ...args });
  if (answer.ok) leave(desk, id);
}

/** @param {Desk} desk @param {string} id */
const keys = (desk, id) => (/** @type {KeyboardEvent} */ event) => {
  event.stopPropagation();
  if (event.key === "Escape") leave(desk, id);
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
    /** @type {HTMLFormElement} */ (event.currentTarget).requestSubmit();
  }
};

/** @param {Desk} desk @param {any} q @param {"edit"|"reply"} what */
function text(desk, q, what) {
  const editing = what === "edit";
  const onSubmit = (/** @type {SubmitEvent} */ event) => {
    event.preventDefault();
    const { value } = /** @type {HTMLTextAreaElement} */ (
      /** @type {HTMLFormElement} */ (event.target).elements.namedItem("text")
    );
    save(desk, q.id, editing ? "question.edit" : "question.reply", { text: value });
  };
  return html`<form class="editor" @submit=${onSubmit} @keydown=${keys(desk, q.id)}>
    <label
      >${editing ? t("Wording of the question") : t("Written reply, for everyone to read")}
      <textarea
        name="text"
        rows=${editing ? 4 : 3}
        maxlength=${MOST[what]}
        dir="auto"
        lang=${q.lang ?? nothing}
        .value=${(editing ? q.text : q.reply) ?? ""}
        ${ref(takeFocus)}
      ></textarea>
    </label>
    ${editing ? html`<p class="note">${t("The original is kept, and everybody sees that the wording was edited.")}</p>` : nothing}
    ${bar(desk, q)}
  </form>`;
}

/** @param {Desk} desk @param {any} q */
function labels(desk, q) {
  const used = [...new Set(questionsOf(desk.table, q.session).flatMap((other) => other.labels))].sort();
  const onSubmit = (/** @type {SubmitEvent} */ event) => {
    event.preventDefault();
    const form = /** @type {HTMLFormElement} */ (event.target);
    const data = new FormData(form);
    const fresh = String(data.get("fresh") ?? "")
      .split(",")
      .map((label) => label.trim())
      .filter(Boolean);
    save(desk, q.id, "question.label", { labels: [...new Set([...data.getAll("label"), ...fresh])].slice(0, LABELS) });
  };
  return html`<form class="editor" @submit=${onSubmit} @keydown=${keys(desk, q.id)}>
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
      <input type="text" name="fresh" maxlength=${LABELS * LABEL} autocomplete="off" ${ref(takeFocus)}
    /></label>
    ${bar(desk, q)}
  </form>`;
}

/** @param {Desk} desk @param {any} q */
function people(desk, q) {
  const names = (desk.session?.people ?? []).map((/** @type {any} */ person) => person.name);
  const onSubmit = (/** @type {SubmitEvent} */ event) => {
    event.preventDefault();
    const chosen = new FormData(/** @type {HTMLFormElement} */ (event.target)).get("person");
    save(desk, q.id, "question.assign", { person: chosen || null });
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
  return html`<form class="editor" @submit=${onSubmit} @keydown=${keys(desk, q.id)}>
    <fieldset class="chips">
      <legend>${t("Who is asked?")}</legend>
      ${radio("", t("Everyone"))}${choices.map((name) => radio(name, name))}
    </fieldset>
    ${choices.length ? nothing : html`<p class="note">${t("This session has no people in the programme.")}</p>`}
    ${bar(desk, q)}
  </form>`;
}

/** @param {Desk} desk @param {any} q */
const bar = (desk, q) =>
  html`<div class="acts">
    <button class="b main">${t("Save")}</button>
    <button type="button" class="b" @click=${() => leave(desk, q.id)}>${t("Cancel")}</button>
    <span class="note">${t("Ctrl + Enter saves, Esc leaves")}</span>
  </div>`;
