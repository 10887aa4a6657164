/** The end: for how long what is kept, and deleting the event now. */
import { html, nothing } from "lit-html";
import { daysOf, goesOn, PARTS } from "../../event/retention.js";
import { submitted } from "../../kit/form.js";
import { send } from "../../kit/request.js";
import { t, tn } from "../../core/words.js";
import { dayIn } from "../../core/zones.js";

/** @typedef {import("./state.js").OrganiserState} OrganiserState */
/** @typedef {import("../../event/retention.js").Keeps} Keeps */

const MOST_DAYS = 3650;

/** @param {OrganiserState} page */
export function retention(page) {
  const keeps = daysOf(page.table, page.boot.keeps);
  const save = async (/** @type {SubmitEvent} */ event) => {
    const { text } = submitted(event);
    const args = Object.fromEntries(PARTS.map((part) => [part, Number(text(part))]));
    const answer = await page.act("retention.set", args);
    page.retentionNote = answer.ok ? t("Saved.") : "";
    page.redraw();
  };
  return html`<section aria-labelledby="h-keep" class="retention">
    <h2 id="h-keep">${t("What is kept, and until when")}</h2>
    <p class="note">
      ${t("Each part goes by itself, from the disk too. Participants read these days on the page about their data.")}
      <a href="/e/${page.boot.event}/privacy">${t("Look at that page")}</a>
    </p>
    <form class="card keeps" data-draft="retention" @submit=${save}>
      ${PARTS.map((part) => field(page, part, keeps))}
      <p class="note">
        ${hint(keeps)} ${t("Once it is forgotten whose something is, nobody can take anything back by themselves.")}
      </p>
      <p class="acts"><button class="button main">${t("Save")}</button></p>
      ${page.retentionNote ? html`<p class="told" role="status">${page.retentionNote}</p>` : nothing}
    </form>
    ${records(page)} ${archive(page)} ${deletion(page)}
  </section>`;
}

/** Documents for those who answer for the data. @param {OrganiserState} page */
function records(page) {
  const base = `/e/${page.boot.event}/organise/records`;
  const row = (/** @type {string} */ name, /** @type {string} */ title) =>
    html`<li>
      ${title}: <a href="${base}/${name}.pdf" download>${t("PDF")}</a>,
      <a href="${base}/${name}.html" download>${t("Web page")}</a>
    </li>`;
  return html`<div class="card records">
    <h3>${t("For those who answer for the data")}</h3>
    <p class="note">${t("Filled with what is really switched on here; what Companion cannot know is left blank.")}</p>
    <ul>
      ${row("processing", t("Record of processing activities (Art. 30 GDPR)"))}
      ${row("measures", t("Technical and organisational measures (Art. 32 GDPR)"))}
    </ul>
  </div>`;
}

/** @param {Keeps} keeps */
const hint = (keeps) =>
  keeps.shortest
    ? t("Days after the event. This event’s profile sets the longest time; it can be made shorter.")
    : t("Days after the event; 0: not by itself. The list of people has its own number of days, under People.");

/** @param {typeof PARTS[number]} part */
export const partWord = (part) =>
  ({
    owners: t("Whose something is"),
    texts: t("Questions, topics, notes and summaries"),
    polls: t("Polls and results"),
    answers: t("What organisations have answered, and their files"),
    report: t("The report’s files"),
    event: t("Everything that is left: programme, rooms, links"),
  })[part];

/** @param {OrganiserState} page @param {typeof PARTS[number]} part @param {Keeps} keeps */
function field(page, part, keeps) {
  const days = keeps[part] ?? 0;
  return html`<label class="keep"
    ><span>${partWord(part)}</span>
    <input
      type="number"
      name=${part}
      min=${keeps.shortest ? 1 : 0}
      max=${keeps.shortest ? (page.boot.keeps.sensitive?.[part] ?? MOST_DAYS) : MOST_DAYS}
      required
      inputmode="numeric"
      .defaultValue=${String(days)}
    />
    <span class="note">${when(page, days)}</span></label
  >`;
}

/** @param {OrganiserState} page @param {number} days */
function when(page, days) {
  if (!days) return t("until somebody deletes it");
  const ms = goesOn(page.table, days);
  return ms === null ? tn("{n} day", "{n} days", days) : t("until {day}", { day: dayIn(ms, page.zone) });
}

/** @param {OrganiserState} page */
function archive(page) {
  const what = t(
    "Programme, questions, polls, notes, summaries and what organisations handed in, to be kept or brought in on another server. The list of people, ballots and links are not in it. It is a copy: what is deleted later stays in it.",
  );
  return html`<details class="card words">
    <summary>${t("The whole event as a file")}</summary>
    <p>${what}</p>
    <p class="acts">
      <a class="button" href="/e/${page.boot.event}/organise/archive.zip" download>${t("Download the archive")}</a>
    </p>
  </details>`;
}

/** @param {OrganiserState} page */
function deletion(page) {
  const remove = async (/** @type {SubmitEvent} */ event) => {
    const { text, data } = submitted(event);
    const asked = { name: text("name"), statement: data.has("statement") };
    const answer = await send(`/e/${page.boot.event}/organise/delete`, asked, "goto");
    if (answer.ok && answer.body.statement) {
      page.statement = URL.createObjectURL(new Blob([answer.body.statement], { type: "text/html;charset=utf-8" }));
    } else if (answer.ok) location.assign(answer.body.goto);
    page.deletionTrouble = answer.ok ? "" : answer.message;
    page.redraw();
  };
  if (page.statement) return handedOut(page);
  const all = t(
    "The event, its programme, everything that people have written, the list of people, the report and all files: gone for good, from the disk within minutes. Download before what you have to keep.",
  );
  return html`<details class="card words">
    <summary>${t("Delete everything now")}</summary>
    <form data-draft="deletion" @submit=${remove}>
      <p>${all}</p>
      <label
        >${t("To delete it, type the event’s title or short name ({name})", { name: page.boot.event })}<input
          type="text"
          name="name"
          required
          autocomplete="off"
      /></label>
      ${page.deletionTrouble ? html`<p class="warn" role="alert">${page.deletionTrouble}</p>` : nothing}
      <label class="check"
        ><input
          type="checkbox"
          name="statement"
        />${t("Give me a statement of what was deleted, when and by which rule")}</label
      >
      <p class="acts"><button class="button danger">${t("Delete for good")}</button></p>
    </form>
  </details>`;
}

/** Nothing of the event is left on the server, so it is there this once. @param {OrganiserState} page */
const handedOut = (page) =>
  html`<div class="card" role="status">
    <p>${t("The event is deleted. The statement is on no server: download it now.")}</p>
    <p class="acts">
      <a class="button main" href=${page.statement} download="${page.boot.event}-deleted.html"
        >${t("Download the statement")}</a
      >
      <a class="button" href="/">${t("Go to the start page")}</a>
    </p>
  </div>`;
