/** What became of this device's part in the event, once the day is over: known here alone, and told to nobody. */
import { html, nothing } from "lit-html";
import { supports } from "../../topics/topics.js";
import { pick, t, tn } from "../../core/words.js";
import { evaluationPath, offered } from "../../reports/evaluations.js";
import { dayOver } from "./now.js";
import { stateWords } from "./own.js";
import { reply } from "./question.js";

/** @typedef {import("./state.js").AttendeeState} AttendeeState */

/** @param {AttendeeState} page */
export const recap = (page) => html`${evaluating(page)}${certificate(page)}${part(page)}`;

/** The certificate of who is on the list, where organisers let people fetch it. @param {AttendeeState} page */
function certificate({ app: { table, boot } }) {
  if (!boot.me.listed || !table.all("certificate_settings")[0]?.own) return nothing;
  return html`<p>
    <a class="big-button" href=${`/e/${boot.event}/certificate.pdf`}>${t("Your certificate of attendance (PDF)")}</a>
  </p>`;
}

/** What those who took part are asked, first of all. @param {AttendeeState} page */
export function evaluating({ app: { table, boot, clock } }) {
  const open = offered(table, clock.now(), dayOver(table));
  if (!open.length) return nothing;
  return html`<section class="recap evaluating" aria-labelledby="evaluating">
    <h2 id="evaluating">${t("How was it?")}</h2>
    <p>${t("Anonymous, and quickly done.")}</p>
    ${open.map(
      ({ id, title, session }) =>
        html`<a class="big-button" href=${evaluationPath(boot.event, id)} dir="auto"
          >${pick(title)}${session ? html`: ${pick(table.get("session", session)?.title)}` : nothing}</a
        >`,
    )}
  </section>`;
}

/** @param {AttendeeState} page */
function part(page) {
  const { table, boot } = page.app;
  const asked = table.all("own_question").filter(({ state }) => state !== "withdrawn" && state !== "erased");
  const all = table.all("question");
  const supported = all.filter(({ id }) => supports(table, id) && !table.get("own_question", id));
  const answered = all.filter(({ state }) => state === "answered").length;
  if (!asked.length && !supported.length && !answered) return nothing;
  return html`<section class="recap" aria-labelledby="recap">
    <h2 id="recap">${t("Your day")}</h2>
    <p>
      ${asked.length ? tn("You asked {n} question.", "You asked {n} questions.", asked.length) : nothing}
      ${supported.length ? tn("You supported {n} other.", "You supported {n} others.", supported.length) : nothing}
      ${answered ? tn("{n} question was answered today.", "{n} questions were answered today.", answered) : nothing}
    </p>
    ${
      asked.length
        ? html`<ul>
            ${asked.sort((a, b) => a.at - b.at).map(mine)}
          </ul>`
        : nothing
    }
    ${
      table.get("summary", "plenary")?.state === "published"
        ? html`<a class="big-button" href=${`/e/${boot.event}/summary`}>${t("Summary of the workshops")}</a>`
        : nothing
    }
    <p class="quiet">${t("Only this device knows what you asked and supported.")}</p>
  </section>`;
}

/** @param {RowOf<"own_question">} row */
const mine = (row) =>
  html`<li>
    <p class="text" dir="auto">${row.text}</p>
    ${row.reply ? reply(row) : html`<p class="state">${outcome(row.state)}</p>`}
  </li>`;

/** What stayed on the list when everything was over was not reached. @param {string} state */
const outcome = (state) =>
  state === "merged"
    ? t("It was asked together with another one.")
    : state === "live" || state === "queued"
      ? t("There was no time for it.")
      : stateWords(state);
