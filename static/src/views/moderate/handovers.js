/** What was not reached, handed to panellists: their links, and what they have written. */
import { html, nothing } from "lit-html";
import { repeat } from "lit-html/directives/repeat.js";
import { copyField } from "../../kit/copy_field.js";
import { submitted } from "../../kit/form.js";
import { isWritten, openHandovers, toLookAt, unanswered } from "../../questions/handovers.js";
import { placeOf, questionOf } from "../../programme/session.js";
import { pick, t, tn } from "../../core/words.js";
import { whyWords } from "./hold_reasons.js";

/** @typedef {import("./state.js").ModeratorState} ModeratorState */

const LONGEST_NAME = 80;

/** @param {ModeratorState} page */
export function handovers(page) {
  const waiting = toLookAt(page.table);
  const links = openHandovers(page.table);
  return html`<div class="handovers">
    ${page.trouble ? html`<p class="trouble" role="alert">${page.trouble}</p>` : nothing}
    ${
      waiting.length
        ? html`<section>
            <h3>${t("To look at")}</h3>
            ${repeat(
              waiting,
              ({ id }) => id,
              (row) => toJudge(page, row),
            )}
          </section>`
        : nothing
    }
    ${begin(page)}
    ${
      links.length
        ? html`<section>
            <h3>${t("Who has been asked")}</h3>
            ${repeat(
              links,
              ({ id }) => id,
              (row) => asked(page, row),
            )}
          </section>`
        : nothing
    }
  </div>`;
}

/** @param {ModeratorState} page @param {RowOf<"written_answer">} row */
function toJudge(page, row) {
  const question = questionOf(page.table, row.id);
  const name = page.table.get("handover", row.handover)?.name;
  const judge = (/** @type {"accept"|"decline"} */ what, /** @type {string} */ done) => () =>
    void page.act(`handover.${what}`, { id: row.id }, done);
  return html`<article class="list-card">
    <p class="text" dir="auto" lang=${question?.lang ?? nothing}>${question?.text}</p>
    <p class="reply" dir="auto"><b>${name}:</b> ${row.text}</p>
    ${whyWords(row.reasons)} ${question?.reply ? now(question.reply) : nothing}
    <div class="acts">
      <button type="button" class="button main" @click=${judge("accept", t("Everybody can read it."))}>
        ${t("Show everybody")}
      </button>
      <button type="button" class="button" @click=${judge("decline", t("It is not shown."))}>
        ${t("Do not show")}
      </button>
    </div>
  </article>`;
}

/** @param {string} text */
const now = (text) => html`<p class="note">${t("Until now everybody reads:")} <q dir="auto">${text}</q></p>`;

/** Choose questions and somebody who answers them. @param {ModeratorState} page */
function begin(page) {
  const { session, table } = page;
  const open = session ? unanswered(table, session.id) : [];
  if (!session || !open.length) {
    return html`<p class="empty">${t("Nothing is left unanswered here that everybody could read.")}</p>`;
  }
  const send = async (/** @type {SubmitEvent} */ event) => {
    const { form, data, text } = submitted(event);
    const ids = data.getAll("id").map(String);
    if (!ids.length) return page.refuse(t("Choose at least one question."));
    const answer = await page.act("handover.make", { session: session.id, name: text("name"), ids }, t("Made."));
    if (!answer.ok) return;
    form.reset();
    await page.arrival("handover", answer.result?.id ?? "");
    await page.answerLinks.toggle(answer.result?.id ?? "", answer.result?.id ?? "");
  };
  const names = (session.people ?? []).map(({ name }) => name);
  return html`<form @submit=${send}>
    <p class="note">
      ${t("A panellist gets a link of their own and answers in writing. Everybody reads the answers, with the name.")}
    </p>
    <fieldset>
      <legend dir="auto">${pick(session.title)}</legend>
      ${open.map((question) => choice(page, question))}
    </fieldset>
    <label
      >${t("Name of the panellist")}<input
        type="text"
        name="name"
        list="panellists"
        data-draft="handover-name"
        maxlength=${LONGEST_NAME}
        required
        autocomplete="off"
        dir="auto"
    /></label>
    <datalist id="panellists">${names.map((name) => html`<option value=${name}></option>`)}</datalist>
    <div class="acts"><button class="button main">${t("Make the link")}</button></div>
  </form>`;
}

/** @param {ModeratorState} page @param {RowOf<"question">} question */
function choice(page, question) {
  const has = openHandovers(page.table).find(({ ids }) => ids.includes(question.id));
  const votes = page.table.get("votes", question.id)?.n ?? 0;
  return html`<label class="choice"
    ><input type="checkbox" name="id" value=${question.id} ?checked=${!has} />
    <span
      ><span dir="auto" lang=${question.lang ?? nothing}>${question.text}</span>
      <small
        >${votes ? html`<span class="tabular">▲ ${votes}</span>` : nothing}
        ${has ? t("now with {name}", { name: has.name }) : nothing}</small
      ></span
    ></label
  >`;
}

/** Somebody who was asked. @param {ModeratorState} page @param {RowOf<"handover">} row */
function asked(page, row) {
  const { table, answerLinks, confirm } = page;
  const link = answerLinks.of(row.id);
  const n = row.ids.filter((id) => isWritten(table, id)).length;
  const end = () => void page.act("handover.end", { id: row.id }, t("The link has ended."));
  return html`<article class="list-card">
    <p class="text">
      <b dir="auto">${row.name}</b> · <span dir="auto">${pick(placeOf(table, row.session)?.title)}</span>
    </p>
    <p class="note tabular">
      ${tn("{k} of {n} question answered", "{k} of {n} questions answered", row.ids.length, { k: n })}
    </p>
    ${link ? copyField(link, t("Link for {org}", { org: row.name })) : nothing}
    <div class="acts">
      <button
        type="button"
        class="button"
        aria-expanded=${Boolean(link)}
        @click=${() => void answerLinks.toggle(row.id, row.id)}
      >
        ${link ? t("Hide the link") : t("Show the link")}
      </button>
      <button type="button" class="button" @click=${() => void answerLinks.renew(row.id, row.id)}>
        ${t("New link, the old one ends")}
      </button>
      <button type="button" class="button stop" @click=${() => confirm.press(row.id, end)}>
        ${confirm.asks(row.id) ? t("Really end the link") : t("End the link")}
      </button>
    </div>
  </article>`;
}
