/** Questionnaires after the event: what is asked, of which organisations, their links, and what has come back. */
import { html, nothing } from "lit-html";
import { repeat } from "lit-html/directives/repeat.js";
import { submitted } from "../../kit/form.js";
import { pick, t } from "../../core/words.js";
import { dayIn } from "../../core/zones.js";
import { fileSize } from "../../kit/size.js";
import { copyField } from "../../kit/copy_field.js";
import { questionControls, questionList } from "./question_frame.js";

/** @typedef {import("./state.js").OrganiserState} OrganiserState */
/** @typedef {import("../../reports/questionnaire_draft.js").Question} Question */

/** @param {OrganiserState} page */
export function questionnaires(page) {
  const rows = page.table
    .all("form")
    .filter(({ state }) => state !== "dropped")
    .sort((a, b) => b.at - a.at || (a.id < b.id ? -1 : 1));
  const note = t(
    "Each organisation gets a link of its own and answers with words, a link or a file, until the day that you set. The answers stand in the report.",
  );
  return html`<section aria-labelledby="h-forms" class="forms">
    <h2 id="h-forms">${t("Questionnaires after the event")}</h2>
    <p class="note">${note}</p>
    ${page.questionnaire.open ? draft(page) : begin(page)}
    ${repeat(
      rows,
      ({ id }) => id,
      (row) => entry(page, row),
    )}
  </section>`;
}

/** @param {OrganiserState} page */
function begin(page) {
  const press = () => {
    page.questionnaire.begin();
    page.redraw();
  };
  return html`<p class="acts">
    <button type="button" class="button main" @click=${press}>${t("New questionnaire")}</button>
  </p>`;
}

/** @param {OrganiserState} page */
function draft(page) {
  const { questionnaire } = page;
  const submit = async (/** @type {SubmitEvent} */ event) => {
    const { text, data } = submitted(event);
    const answer = await page.act("form.make", {
      title: { de: text("title") },
      intro: text("intro"),
      due: text("due") || null,
      organisations: text("orgs").split("\n"),
      questions: questionnaire.worded,
      as_is: data.get("as_is") !== null,
    });
    if (answer.ok) questionnaire.close();
    page.redraw();
  };
  const cancel = () => {
    questionnaire.close();
    page.redraw();
  };
  return html`<form class="card make-form" data-draft="questionnaire" @submit=${submit}>
    <label
      >${t("Title")}<input type="text" name="title" maxlength="140" required placeholder=${t("Promising practices")}
    /></label>
    <label>${t("What it is about (optional)")}<textarea name="intro" rows="3" maxlength="2000"></textarea></label>
    ${questionList(page, questionnaire, (question, n) => questionFields(page, question, n))}
    <label>${t("Organisations, one on each line")}<textarea name="orgs" rows="4" required></textarea></label>
    <label class="short">${t("Answers are due on (optional)")}<input type="date" name="due" /></label>
    <label class="check"><input type="checkbox" name="as_is" /> ${asIs()}</label>
    <p class="acts">
      <button class="button main">${t("Make the questionnaire")}</button
      ><button type="button" class="button" @click=${cancel}>${t("Cancel")}</button>
    </p>
  </form>`;
}

const asIs = () =>
  t("Leave in their files what cameras and programs write into them (place, device, author); else it is taken out");

/** What happens to their files. @param {OrganiserState} page @param {RowOf<"form">} row */
function metadata(page, row) {
  if (!row.questions.some(({ kind }) => kind === "file")) return nothing;
  const set = (/** @type {FieldEvent} */ event) =>
    void page.act("form.edit", { id: row.id, as_is: event.target.checked });
  return html`<label class="check"><input type="checkbox" .checked=${row.as_is} @change=${set} /> ${asIs()}</label>`;
}

/** @param {OrganiserState} page @param {Question} question @param {number} n counted from 1 */
function questionFields(page, question, n) {
  const kinds = { text: t("words"), link: t("a link"), file: t("a file") };
  const write = (/** @type {FieldEvent} */ event) => {
    question.title = event.target.value;
  };
  return html`<div class="asking">
    <input
      type="text"
      data-draft=${`question-${n}`}
      maxlength="140"
      aria-label=${t("Question {n}", { n })}
      .value=${question.title}
      @input=${write}
    />
    ${questionControls(page, page.questionnaire, question, n, kinds)}
  </div>`;
}

/** @param {OrganiserState} page @param {RowOf<"form">} row */
function entry(page, row) {
  const invitations = page.table
    .all("invitation")
    .filter(({ form, state }) => form === row.id && state === "open")
    .sort((a, b) => a.order - b.order);
  const answered = invitations.filter(({ id }) => page.table.get("submission", id));
  return html`<div class="card form-row">
    <h3 dir="auto">${pick(row.title)}</h3>
    <p class="note">
      ${t("{n} of {all} have answered", { n: answered.length, all: invitations.length })}
      ${row.due ? html`· ${t("due on {day}", { day: dayIn(row.due, page.zone) })}` : nothing}
      ${row.state === "closed" ? html`· <b>${t("closed")}</b>` : nothing}
    </p>
    <ul class="asked-list">
      ${repeat(
        invitations,
        ({ id }) => id,
        (invitation) => organisation(page, row, invitation),
      )}
    </ul>
    ${metadata(page, row)} ${invite(page, row)}${actions(page, row)}
  </div>`;
}

/** @param {OrganiserState} page @param {RowOf<"form">} row */
function invite(page, row) {
  const submit = async (/** @type {SubmitEvent} */ event) => {
    const { form, data } = submitted(event);
    const answer = await page.act("form.invite", { id: row.id, organisations: [String(data.get("org") ?? "")] });
    if (answer.ok) form.reset();
  };
  return html`<form class="stream" @submit=${submit}>
    <label
      >${t("One more organisation")}<input
        type="text"
        name="org"
        data-draft=${`invite-${row.id}`}
        maxlength="120"
        required /></label
    ><button class="button">${t("Add")}</button>
  </form>`;
}

/** @param {OrganiserState} page @param {RowOf<"form">} row */
function actions(page, row) {
  const links = `/e/${page.boot.event}/organise/forms/${row.id}/links.csv`;
  const open = row.state === "open";
  const turn = () => void page.act(open ? "form.close" : "form.open", { id: row.id });
  return html`<p class="acts">
    <a class="button" href=${links} download>${t("All links for e-mails (CSV)")}</a>
    <button type="button" class="button" @click=${turn}>
      ${open ? t("Take no more answers") : t("Take answers again")}
    </button>
    <button type="button" class="button stop" @click=${() => page.revoke("form.drop", row.id)}>
      ${page.confirm.asks(row.id) ? t("Really forget it and all answers") : t("Forget it")}
    </button>
  </p>`;
}

/** @param {OrganiserState} page @param {RowOf<"form">} form @param {RowOf<"invitation">} invitation */
function organisation(page, form, invitation) {
  const { id, org } = invitation;
  const submission = page.table.get("submission", id);
  const link = page.answerLinks.of(id);
  return html`<li>
    <div class="head">
      <b dir="auto">${org}</b>
      <span class="note"
        >${submission ? t("answered {time}", { time: page.clock.time(submission.at) }) : t("not answered yet")}</span
      >
      <button
        type="button"
        class="button small"
        aria-expanded=${Boolean(link)}
        aria-label=${t("Link for {org}", { org })}
        @click=${() => void page.answerLinks.toggle(form.id, id)}
      >
        ${link ? t("Hide the link") : t("Show the link")}
      </button>
    </div>
    ${link ? linkOf(page, form, invitation, link) : nothing}
    ${submission ? answers(page, form, invitation, submission) : nothing}
  </li>`;
}

/**
 * @param {OrganiserState} page @param {RowOf<"form">} form @param {RowOf<"invitation">} invitation
 * @param {string} link
 */
const linkOf = (page, form, { id, org }, link) =>
  html`${copyField(link, t("Link for {org}", { org }))}
    <p class="acts">
      <button type="button" class="button small" @click=${() => void page.answerLinks.renew(form.id, id)}>
        ${t("New link, the old one ends")}
      </button>
      <button type="button" class="button small stop" @click=${() => page.revoke("form.uninvite", id)}>
        ${page.confirm.asks(id) ? t("Really forget what they answered") : t("Ask them no more")}
      </button>
    </p>`;

/**
 * @param {OrganiserState} page @param {RowOf<"form">} form @param {RowOf<"invitation">} invitation
 * @param {RowOf<"submission">} submission
 */
function answers(page, form, invitation, submission) {
  const base = `/e/${page.boot.event}/organise/forms/${form.id}/${invitation.id}`;
  const answered = form.questions.filter(({ id }) => submission.answers[id]);
  const row = (/** @type {RowOf<"form">["questions"][number]} */ { id, title }) =>
    html`<dt dir="auto">${pick(title)}</dt>
      <dd dir="auto">${answer(`${base}/${id}`, submission.answers[id])}</dd>`;
  return html`<details>
    <summary>${t("Answers")}</summary>
    <dl>${answered.map(row)}</dl>
  </details>`;
}

const mark = () => html`<span class="note">${t("may tell where, with what and by whom it was made")}</span>`;

/**
 * @param {string} address of the file that came with it
 * @param {{text: string}|{stored: string, name: string, size: number, left?: boolean}} given
 */
const answer = (address, given) =>
  "stored" in given
    ? html`<a href=${address} download>${given.name}</a>
        <span class="note">${fileSize(given.size)}</span>
        ${given.left ? mark() : nothing}`
    : given.text;
