/** A new poll: one box for the words, everything else has a default. Ctrl + Enter opens it. */
import { html, nothing } from "lit-html";
import { ref } from "lit-html/directives/ref.js";
import { readBox, takesOptions } from "../../polls/pollbox.js";
import { unlessHeld } from "../../kit/profile.js";
import { levelWords } from "../../polls/polls.js";
import TEMPLATES from "../../polls/templates.json" with { type: "json" };
import { pick, t, tn } from "../../core/words.js";
import { kindWord } from "./poll_actions.js";
import { option } from "../../kit/options.js";

/** @typedef {import("./state.js").ModeratorState} ModeratorState */
/** @typedef {import("./poll_draft.js").Form} Form */
/** @typedef {(more: Partial<Form>) => void} Change */

const KINDS = ["single", "multiple", "scale", "ranking", "text", "cloud"];

/** @param {ModeratorState} page @param {Form} form */
export function pollForm(page, form) {
  const set = (/** @type {Partial<Form>} */ more) => {
    Object.assign(form, more);
    page.redraw();
  };
  const submit = (/** @type {SubmitEvent} */ event) => {
    event.preventDefault();
    const how = /** @type {HTMLButtonElement|null} */ (event.submitter);
    page.polls.draft.make(how?.value !== "draft");
  };
  const inLibrary = form.edits !== null && page.table.get("poll", form.edits.id)?.session === null;
  const impossible = t("Results after one’s own ballot are not possible here: nobody knows whose code it was.");
  const options = takesOptions(form.kind) ? readBox(form.text).options.length : 0;
  return html`<form class="editor poll-form" @submit=${submit} @keydown=${keys(page)}>
    ${form.text.trim() ? nothing : templates(set)}
    <label
      >${t("Question, then one option per line")}
      <textarea
        name="text"
        data-draft=${`poll-${form.edits?.id ?? "new"}`}
        rows="6"
        dir="auto"
        aria-describedby="box-note"
        ${ref(takeFocus)}
        .value=${form.text}
        placeholder=${[t("What do we need first?"), t("Money"), t("Knowledge"), t("Time")].join("\n")}
        @input=${(/** @type {FieldEvent} */ event) => set({ text: event.target.value })}
      ></textarea>
    </label>
    <p class="note" id="box-note">${t("In both languages: Geld / Money")}${options ? count(options) : nothing}</p>
    ${kinds(set, form)}${fields(set, form)}
    <p class="note">
      ${levelWords(form)}${form.level === "codes" && form.results === "after" ? html` <b>${impossible}</b>` : nothing}
    </p>
    ${check(set, form, "show", t("Show it on the screen when it opens"))}
    ${takesOptions(form.kind) ? nothing : waits(page, set, form)}
    ${check(set, form, "abstain", t("Abstaining is possible"))}
    <div class="acts">
      ${inLibrary ? nothing : html`<button class="button main" value="open">${t("Open now")}</button>`}
      <button class=${inLibrary ? "button main" : "button"} value="draft">
        ${form.edits ? t("Save") : t("Save as a draft")}
      </button>
      <button type="button" class="button" @click=${() => page.polls.draft.leave()}>${t("Cancel")}</button>
      <span class="note">${t("Ctrl + Enter opens it, Esc leaves")}</span>
    </div>
    ${page.trouble ? html`<p class="trouble">${page.trouble}</p>` : nothing}
  </form>`;
}

/** @param {number} options */
const count = (options) => html` · <span class="tabular">${tn("{n} option", "{n} options", options)}</span>`;

/** @param {Change} set */
const templates = (set) =>
  html`<div class="chips templates" role="group" aria-label=${t("Start from")}>
    <span class="note" aria-hidden="true">${t("Start from")}</span>${TEMPLATES.begin.map(
      ({ name, text, kind, abstain }) =>
        html` <button type="button" class="chip" @click=${() => set({ text, kind, abstain })}>${pick(name)}</button>`,
    )}
  </div>`;

/** @param {Change} set @param {Form} form */
const kinds = (set, form) =>
  html`<fieldset class="chips">
    <legend>${t("Kind")}</legend>
    ${KINDS.map(
      (kind) =>
        html`<label class="chip">
          <input
            type="radio"
            name="kind"
            value=${kind}
            .checked=${form.kind === kind}
            @change=${() => set({ kind })}
          />${kindWord(kind)}</label
        >`,
    )}
  </fieldset>`;

/** @param {Change} set @param {Form} form */
const fields = (set, form) =>
  html`<div class="fields">
    ${select(set, form, "seconds", t("Closes"), [
      [0, t("by hand")],
      [30, t("after 30 s")],
      [60, t("after 1 min")],
      [120, t("after 2 min")],
      [300, t("after 5 min")],
    ])}
    ${select(
      set,
      form,
      "results",
      t("Results"),
      form.atClose
        ? [["close", t("at the close")]]
        : [
            ["live", t("live")],
            ["after", t("after one’s own ballot")],
            ["close", t("at the close")],
          ],
    )}
    ${select(set, form, "electorate", t("Who may vote"), [
      ["everyone", t("everybody")],
      ["onsite", t("people in the room")],
      ["remote", t("remote people")],
      ["checked-in", t("people who have checked in")],
    ])}
    ${select(set, form, "level", t("One vote per"), [
      ["mood", t("device (quick poll)")],
      ["person", t("person (personal link)")],
      ["codes", t("code drawn in the room")],
    ])}
    ${
      form.electorate === "onsite"
        ? nothing
        : select(set, form, "grace", t("Extra time for stream delay"), [
            [0, t("none")],
            [10, "10 s"],
            [15, "15 s"],
            [30, "30 s"],
            [60, "60 s"],
          ])
    }
    ${most(set, form)}
  </div>`;

/** @param {Element|undefined} element */
function takeFocus(element) {
  if (!(element instanceof HTMLTextAreaElement) || element.dataset.taken) return;
  element.dataset.taken = "yes";
  queueMicrotask(() => {
    element.focus();
    element.setSelectionRange(element.value.length, element.value.length);
  });
}

/** @param {ModeratorState} page */
const keys = (page) => (/** @type {KeyboardEvent} */ event) => {
  event.stopPropagation();
  if (event.key === "Escape") {
    // The next key may come before the form is gone, and is none of its letters.
    /** @type {HTMLElement} */ (event.target).blur();
    page.polls.draft.leave();
  }
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
    /** @type {HTMLFormElement} */ (event.currentTarget).requestSubmit();
  }
};

/**
 * @param {Change} set @param {Form} form
 * @param {"seconds"|"results"|"electorate"|"level"|"grace"|"max"} name
 * @param {string} word @param {[string|number, string][]} choices
 */
function select(set, form, name, word, choices) {
  const numbers = typeof choices[0]?.[0] === "number";
  const change = (/** @type {FieldEvent} */ { target }) =>
    set({ [name]: numbers ? Number(target.value) : target.value });
  return html`<label
    >${word}
    <select name=${name} @change=${change}>
      ${choices.map(([value, label]) => option(String(value), label, form[name] === value))}
    </select></label
  >`;
}

/** @param {Change} set @param {Form} form @param {"show"|"moderated"|"abstain"} name @param {string} word */
const check = (set, form, name, word) =>
  html`<label class="check"
    ><input
      type="checkbox"
      name=${name}
      .checked=${form[name]}
      @change=${(/** @type {FieldEvent} */ event) => set({ [name]: event.target.checked })}
    />${word}</label
  >`;

/** Whether the team looks at answers first. @param {ModeratorState} page @param {Change} set @param {Form} form */
const waits = (page, set, form) =>
  unlessHeld(page.table, t("Answers wait for approval"), () =>
    check(set, form, "moderated", t("Answers wait for approval")),
  );

/** How much fits on a ballot. @param {Change} set @param {Form} form */
function most(set, form) {
  if (form.kind === "multiple") {
    return select(set, form, "max", t("Choices per ballot"), [[0, t("any number")], ...choices([2, 3, 4, 5])]);
  }
  return form.kind === "cloud"
    ? select(set, form, "max", t("Words per ballot"), [[0, t("up to {n}", { n: 3 })], ...choices([1, 2])])
    : nothing;
}

/** @param {number[]} numbers @returns {[number, string][]} */
const choices = (numbers) => numbers.map((n) => [n, t("up to {n}", { n })]);
