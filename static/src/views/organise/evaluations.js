/** Evaluations by those who take part: from a template to a link for everybody, and what has come back. */
import { html, nothing } from "lit-html";
import { repeat } from "lit-html/directives/repeat.js";
import { submitted } from "../../kit/form.js";
import { locale, pick, t, tn } from "../../core/words.js";
import { dayIn } from "../../core/zones.js";
import { evaluationPath, evaluations as found } from "../../reports/evaluations.js";
import { TEMPLATES } from "../../reports/evaluation_templates.js";
import { copyField } from "../../kit/copy_field.js";
import { evaluationResult } from "./evaluation_result.js";
import { questionControls, questionList } from "./question_frame.js";

/** @typedef {import("./state.js").OrganiserState} OrganiserState */
/** @typedef {import("../../reports/evaluation_draft.js").Question} Question */
/** @typedef {"de"|"en"} Lang */

const LANGUAGES = { de: "Deutsch", en: "English" };
const ALL = /** @type {Lang[]} */ (Object.keys(LANGUAGES));
const own = () => /** @type {Lang} */ (locale.startsWith("de") ? "de" : "en");

/** @param {OrganiserState} page */
export function evaluation(page) {
  const note = t(
    "Everybody answers by one link or QR code, anonymously and once from each device. Phones offer it when the day, or the item that it is about, is over; the wall shows the code. Results come from five answers on, and stand in the report.",
  );
  return html`<section aria-labelledby="h-evaluation" class="forms evaluations">
    <h2 id="h-evaluation">${t("Evaluation by those who take part")}</h2>
    <p class="note">${note}</p>
    ${page.evaluation.open ? draft(page) : begin(page)}
    ${repeat(
      found(page.table),
      ({ id }) => id,
      (row) => entry(page, row),
    )}
  </section>`;
}

/** @param {OrganiserState} page */
function begin(page) {
  const press = (/** @type {string} */ id) => {
    page.evaluation.begin(id, own());
    page.redraw();
  };
  return html`<div class="acts" role="group" aria-label=${t("New evaluation")}>
    ${TEMPLATES.map(
      ({ id, name }, i) =>
        html`<button type="button" class=${i ? "button" : "button main"} @click=${() => press(id)}>
          ${name[own()]}
        </button>`,
    )}
  </div>`;
}

/** @param {OrganiserState} page */
function draft(page) {
  const { evaluation: made } = page;
  const submit = async (/** @type {SubmitEvent} */ event) => {
    const { text } = submitted(event);
    const answer = await page.act("form.make", {
      anonymous: true,
      title: made.title,
      intro: text("intro"),
      session: text("session") || null,
      due: text("due") || null,
      questions: made.worded,
    });
    if (answer.ok) made.close();
    page.redraw();
  };
  const cancel = () => {
    made.close();
    page.redraw();
  };
  return html`<form class="card make-form" data-draft="evaluation" @submit=${submit}>
    ${both(page, t("Title"), "evaluation-title", made.title)}
    <label
      >${t("What it is about (optional)")}<textarea
        name="intro"
        rows="2"
        maxlength="2000"
        .value=${made.intro}
      ></textarea>
    </label>
    <label class="short">${t("About")}${place(page)}</label>
    ${questionList(page, made, (question, n) => questionFields(page, question, n))}
    <label class="short">${t("Open until (optional)")}<input type="date" name="due" /></label>
    <p class="acts">
      <button class="button main">${t("Make the evaluation")}</button
      ><button type="button" class="button" @click=${cancel}>${t("Cancel")}</button>
    </p>
  </form>`;
}

/** The whole event, or one item. @param {OrganiserState} page */
function place({ table }) {
  const items = table.all("session").filter(({ kind }) => kind !== "break");
  items.sort((a, b) => (a.start ?? 0) - (b.start ?? 0) || a.order - b.order);
  return html`<select name="session">
    <option value="">${t("The whole event")}</option>
    ${items.map(({ id, title }) => html`<option value=${id}>${pick(title)}</option>`)}
  </select>`;
}

/**
 * Words in each language of the event.
 * @param {OrganiserState} page @param {string} label @param {string} name
 * @param {import("../../reports/evaluation_draft.js").Words} words
 */
function both({ table, boot }, label, name, words) {
  const spoken = table.get("event", boot.event)?.languages ?? [];
  const known = ALL.filter((lang) => spoken.includes(lang));
  const shown = known.length ? known : [own()];
  const write = (/** @type {Lang} */ lang, /** @type {FieldEvent} */ event) => {
    words[lang] = event.target.value;
    for (const other of ALL) if (!shown.includes(other)) words[other] = "";
  };
  return shown.map(
    (lang) =>
      html`<label lang=${lang}
        >${shown.length > 1 ? `${label} (${LANGUAGES[lang]})` : label}<input
          type="text"
          data-draft=${`${name}-${lang}`}
          maxlength="140"
          .value=${words[lang]}
          @input=${(/** @type {FieldEvent} */ event) => write(lang, event)}
      /></label>`,
  );
}

/** @param {OrganiserState} page @param {Question} question @param {number} n counted from 1 */
function questionFields(page, question, n) {
  const kinds = { scale: t("a scale from 1 to 5"), choice: t("a choice"), text: t("words") };
  const write = (/** @type {FieldEvent} */ event) => {
    question.options = event.target.value;
  };
  return html`<div class="evaluation-question">
    ${both(page, t("Question {n}", { n }), `evaluation-question-${n}`, question.title)}
    ${
      question.kind === "choice"
        ? html`<label
            >${t("Choices, one on each line; for both languages: Deutsch | English")}<textarea
              rows="3"
              data-draft=${`evaluation-options-${n}`}
              .value=${question.options}
              @input=${write}
            ></textarea>
          </label>`
        : nothing
    }
    <div class="acts">${questionControls(page, page.evaluation, question, n, kinds)}</div>
  </div>`;
}

/** @param {OrganiserState} page @param {RowOf<"evaluation">} row */
function entry(page, row) {
  const { table, boot } = page;
  const path = evaluationPath(boot.event, row.id);
  const address = new URL(path, boot.join).href;
  const session = row.session && table.get("session", row.session);
  const open = row.state === "open";
  const said = came(page, row);
  return html`<div class="card form-row" data-evaluation=${row.id}>
    <h3 dir="auto">${pick(row.title)}</h3>
    <p class="note">
      ${session ? html`<span dir="auto">${pick(session.title)}</span> · ` : nothing} ${said}
      ${row.due && open ? html`· ${t("open until {day}", { day: dayIn(row.due, page.zone) })}` : nothing}
      ${open ? nothing : html`${said ? "·" : nothing} <b>${t("closed")}</b>`}
    </p>
    ${open ? way(address, path) : nothing} ${evaluationResult(page, row)}
    <p class="acts">
      ${
        open
          ? html`<button type="button" class="button" @click=${() => page.revoke("form.close", row.id)}>
              ${page.confirm.asks(row.id) ? t("Really close it for good?") : t("Close and count")}
            </button>`
          : html`<button type="button" class="button stop" @click=${() => page.revoke("form.drop", row.id)}>
              ${page.confirm.asks(row.id) ? t("Really forget it and all answers") : t("Forget it")}
            </button>`
      }
    </p>
  </div>`;
}

/** How many have answered, as far as it may be told. @param {OrganiserState} page @param {RowOf<"evaluation">} row */
function came({ table }, row) {
  const result = table.get("evaluation_result", row.id);
  if (result?.answered == null) return result?.final ? "" : t("The count shows from five answers on."); // why: below
  if (result.final) return tn("{n} answer", "{n} answers", result.answered);
  return t("at least {n} answers", { n: result.answered });
}

/** @param {string} address @param {string} path */
const way = (address, path) =>
  html`<div class="evaluation-way">
    <img class="qr" src=${`${path}/qr.svg`} alt=${t("QR code of the address {address}", { address })} />
    <div>
      ${copyField(address, t("Link of the evaluation"))}
      <p class="acts">
        <a class="button" href=${`${path}/qr.svg`} download="evaluation.svg">${t("QR code to print (SVG)")}</a>
        <a class="button" href=${path} target="_blank" rel="noopener">${t("Look at it")}</a>
      </p>
    </div>
  </div>`;
