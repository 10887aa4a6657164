/** Questionnaires after the event: what is asked, of which organisations, their links, and what has come back. */
import { html, nothing } from "lit-html";
import { repeat } from "lit-html/directives/repeat.js";
import { pick, t } from "../../core/words.js";
import { copyField } from "./copy.js";

/** @typedef {import("../../pages/organise.js").Office} Office */
/** @typedef {{kind: string, title: string, required: boolean}} Asking */

const MOST = 20;
const KIB = 1024;
/** What is being put together, between two drawings. */
const now = {
  /** @type {Asking[]} */
  questions: [],
  making: false,
  /** By organisation, the address that is in view. @type {Record<string, string>} */
  links: {},
};

/** @param {Office} office */
export function forms(office) {
  const rows = office.table
    .all("form")
    .filter(({ state }) => state !== "dropped")
    .sort((a, b) => b.at - a.at || (a.id < b.id ? -1 : 1));
  return html`<section aria-labelledby="h-forms" class="forms">
    <h2 id="h-forms">${t("Questionnaires after the event")}</h2>
    <p class="note">
      ${t("Each organisation gets a link of its own and answers with words, a link or a file, until the day that you set. The answers stand in the report.")}
    </p>
    ${now.making ? form(office) : html`<p class="acts"><button type="button" class="b main" @click=${() => begin(office)}>${t("New questionnaire")}</button></p>`}
    ${repeat(
      rows,
      ({ id }) => id,
      (row) => entry(office, row),
    )}
  </section>`;
}

/** @param {Office} office */
function begin(office) {
  now.making = true;
  now.questions = [
    { kind: "text", title: t("What have you done, and what has it brought?"), required: true },
    { kind: "link", title: t("Where can it be seen?"), required: false },
    { kind: "file", title: t("A picture, a recording or a document"), required: false },
  ];
  office.redraw();
}

/** @param {Office} office */
function form(office) {
  const submit = async (/** @type {SubmitEvent} */ event) => {
    event.preventDefault();
    const data = new FormData(/** @type {HTMLFormElement} */ (event.target));
    const text = (/** @type {string} */ name) => String(data.get(name) ?? "").trim();
    const questions = now.questions
      .filter(({ title }) => title.trim())
      .map((asking) => ({ ...asking, title: { de: asking.title } }));
    const answer = await office.act("form.make", {
      title: { de: text("title") },
      intro: text("intro"),
      due: text("due") || null,
      organisations: text("orgs").split("\n"),
      questions,
    });
    if (answer.ok) now.making = false;
    office.redraw();
  };
  const cancel = () => {
    now.making = false;
    office.redraw();
  };
  return html`<form class="card make-form" @submit=${submit}>
    <label
      >${t("Title")}<input type="text" name="title" maxlength="140" required placeholder=${t("Promising practices")}
    /></label>
    <label>${t("What it is about (optional)")}<textarea name="intro" rows="3" maxlength="2000"></textarea></label>
    <fieldset>
      <legend>${t("Questions")}</legend>
      ${now.questions.map((asking, n) => question(office, asking, n))}
      <p class="acts">
        <button
          type="button"
          class="b small"
          ?disabled=${now.questions.length >= MOST}
          @click=${() => {
            now.questions = [...now.questions, { kind: "text", title: "", required: false }];
            office.redraw();
          }}
        >
          ${t("One more question")}
        </button>
      </p>
    </fieldset>
    <label>${t("Organisations, one on each line")}<textarea name="orgs" rows="4" required></textarea></label>
    <label class="short">${t("Answers are due on (optional)")}<input type="date" name="due" /></label>
    <p class="acts">
      <button class="b main">${t("Make the questionnaire")}</button
      ><button type="button" class="b" @click=${cancel}>${t("Cancel")}</button>
    </p>
  </form>`;
}

/** @param {Office} office @param {Asking} asking @param {number} n */
function question(office, asking, n) {
  const kinds = { text: t("words"), link: t("a link"), file: t("a file") };
  const change = (/** @type {Partial<Asking>} */ fields) => {
    Object.assign(asking, fields);
    office.redraw();
  };
  return html`<div class="asking">
    <input
      type="text"
      maxlength="140"
      aria-label=${t("Question {n}", { n: n + 1 })}
      .value=${asking.title}
      @input=${(/** @type {any} */ event) => {
        asking.title = event.target.value;
      }}
    />
    <select
      aria-label=${t("Kind of answer to question {n}", { n: n + 1 })}
      @change=${(/** @type {any} */ event) => change({ kind: event.target.value })}
    >
      ${Object.entries(kinds).map(([kind, word]) => html`<option value=${kind} ?selected=${kind === asking.kind}>${word}</option>`)}
    </select>
    <label class="check"
      ><input
        type="checkbox"
        .checked=${asking.required}
        @change=${(/** @type {any} */ event) => change({ required: event.target.checked })}
      />
      ${t("required")}</label
    >
    <button
      type="button"
      class="b small stop"
      @click=${() => {
        now.questions = now.questions.filter((one) => one !== asking);
        office.redraw();
      }}
    >
      ${t("Leave out")}
    </button>
  </div>`;
}

/** @param {Office} office @param {any} row */
function entry(office, row) {
  const asked = office.table
    .all("invitation")
    .filter(({ form, state }) => form === row.id && state === "open")
    .sort((a, b) => a.order - b.order);
  const answered = asked.filter(({ id }) => office.table.get("submission", id));
  const base = `/e/${office.boot.event}/organise/forms/${row.id}`;
  const sure = office.asked === row.id;
  const day =
    row.due &&
    new Intl.DateTimeFormat(document.documentElement.lang, {
      day: "numeric",
      month: "long",
      year: "numeric",
      timeZone: office.table.get("event", office.boot.event)?.tz,
    }).format(row.due);
  const more = async (/** @type {SubmitEvent} */ event) => {
    event.preventDefault();
    const target = /** @type {HTMLFormElement} */ (event.target);
    const answer = await office.act("form.invite", {
      id: row.id,
      organisations: [String(new FormData(target).get("org") ?? "")],
    });
    if (answer.ok) target.reset();
  };
  return html`<div class="card form-row">
    <h3 dir="auto">${pick(row.title)}</h3>
    <p class="note">
      ${t("{n} of {all} have answered", { n: answered.length, all: asked.length })}${day ? html` · ${t("due on {day}", { day })}` : nothing}${row.state === "closed" ? html` · <b>${t("closed")}</b>` : nothing}
    </p>
    <ul class="asked-list">
      ${repeat(
        asked,
        ({ id }) => id,
        (one) => organisation(office, row, one),
      )}
    </ul>
    <form class="stream" @submit=${more}>
      <label>${t("One more organisation")}<input type="text" name="org" maxlength="120" required /></label
      ><button class="b">${t("Add")}</button>
    </form>
    <p class="acts">
      <a class="b" href=${`${base}/links.csv`} download>${t("All links for e-mails (CSV)")}</a>
      ${row.state === "open" ? html`<button type="button" class="b" @click=${() => void office.act("form.close", { id: row.id })}>${t("Take no more answers")}</button>` : html`<button type="button" class="b" @click=${() => void office.act("form.open", { id: row.id })}>${t("Take answers again")}</button>`}
      <button type="button" class="b stop" @click=${() => void office.revoke(row.id, "form.drop")}>
        ${sure ? t("Really forget it and all answers") : t("Forget it")}
      </button>
    </p>
  </div>`;
}

/** @param {Office} office @param {any} form @param {any} one */
function organisation(office, form, one) {
  const handed = office.table.get("submission", one.id);
  const link = now.links[one.id];
  return html`<li>
    <div class="head">
      <b dir="auto">${one.org}</b>
      <span class="note"
        >${handed ? t("answered {time}", { time: office.clock.time(handed.at) }) : t("not answered yet")}</span
      >
      <button
        type="button"
        class="b small"
        aria-expanded=${Boolean(link)}
        aria-label=${t("Link for {org}", { org: one.org })}
        @click=${() => void show(office, form, one)}
      >
        ${link ? t("Hide the link") : t("Show the link")}
      </button>
    </div>
    ${
      link
        ? html`${copyField(link, t("Link for {org}", { org: one.org }))}
            <p class="acts">
              <button type="button" class="b small" @click=${() => void renew(office, form, one)}>
                ${t("New link, the old one ends")}
              </button>
              <button type="button" class="b small stop" @click=${() => void office.revoke(one.id, "form.uninvite")}>
                ${office.asked === one.id ? t("Really forget what they answered") : t("Ask them no more")}
              </button>
            </p>`
        : nothing
    }
    ${
      handed
        ? html`<details>
            <summary>${t("Answers")}</summary>
            <dl>
              ${form.questions
                .filter((/** @type {any} */ { id }) => handed.answers[id])
                .map(
                  (/** @type {any} */ asking) =>
                    html`<dt dir="auto">${pick(asking.title)}</dt>
                      <dd dir="auto">${said(office, form, one, asking.id, handed.answers[asking.id])}</dd>`,
                )}
            </dl>
          </details>`
        : nothing
    }
  </li>`;
}

/** @param {Office} office @param {any} form @param {any} one @param {string} question @param {any} answer */
const said = (office, form, one, question, answer) =>
  answer.stored
    ? html`<a href=${`/e/${office.boot.event}/organise/forms/${form.id}/${one.id}/${question}`} download
          >${answer.name}</a
        >
        <span class="note">${t("{n} kB", { n: Math.ceil(answer.size / KIB) })}</span>`
    : answer.text;

/** Links are derived from the server's key, so the page asks for them. @param {Office} office @param {any} form @param {any} one */
async function show(office, form, one, again = false) {
  if (now.links[one.id] && !again) delete now.links[one.id];
  else {
    const reply = await fetch(`/e/${office.boot.event}/organise/forms/${form.id}/links`, {
      headers: { Accept: "application/json" },
    }).catch(() => null);
    const found = reply?.ok ? (await reply.json()).find((/** @type {any} */ entry) => entry.id === one.id) : null;
    if (found) now.links[one.id] = found.url;
    else office.trouble = t("The server does not answer. Please try again.");
  }
  office.redraw();
}

/** @param {Office} office @param {any} form @param {any} one */
async function renew(office, form, one) {
  const answer = await office.act("form.renew", { id: one.id });
  if (answer.ok) await show(office, form, one, true);
}
