/**
 * People who are expected by name: imported from a list, looked at first; tickets, badges and lists to print;
 * forgotten.
 */
import { html, nothing } from "lit-html";
import { submitted } from "../../kit/form.js";
import { t, tn } from "../../core/words.js";
import { option } from "../../kit/options.js";

/** @typedef {import("./state.js").OrganiserState} OrganiserState */
/** @typedef {import("../../checkin/people_import.js").PeopleImport} PeopleImport */
/** @typedef {import("../../checkin/people_import.js").Difference} Difference */
/** @typedef {import("../../checkin/people_import.js").Entry} Entry */
/** @typedef {import("../../checkin/people_import.js").ReadColumn} ReadColumn */

/** People named in what would change. */
const NAMED = 12;

/** The people on the list now. @param {OrganiserState} page */
const onList = (page) => page.staff.all("attendee");

/** @param {OrganiserState} page */
export function people(page) {
  const { peopleImport: load } = page;
  const here = onList(page).length;
  const note = t(
    "A list of people is not needed: without one, everybody checks in with one tap, and only the number is known. With one, each person has a ticket, and the desk knows the names. Nobody else ever sees them.",
  );
  return html`<section aria-labelledby="h-people" class="people">
    <h2 id="h-people">${t("People and check-in")}</h2>
    <p class="note">${note}</p>
    ${rules(page)} ${load.difference ? difference(load, load.difference) : sources(load)}
    ${load.trouble ? html`<p class="trouble" role="alert">${load.trouble}</p>` : nothing}
    ${load.done ? html`<p class="told" role="status">${load.done}</p>` : nothing}
    ${
      here
        ? html`<p><b class="tabular">${tn("{n} person on the list", "{n} people on the list", here)}</b></p>
            ${prints(page)}${forget(page)}`
        : nothing
    }
    ${trial(page)}
  </section>`;
}

/** Who checks in, and how. @param {OrganiserState} page */
function rules(page) {
  const row = page.table.all("registration")[0];
  const how = row ?? { list: onList(page).length > 0, own: false, consent: null };
  const set = (/** @type {object} */ args) => void page.act("registration.set", args);
  return html`<div class="toggles">
    ${checkbox(t("People check in on their own phones"), how.own, (on) => set({ own: on, list: how.list }))}
    ${checkbox(t("Only people on the list"), how.list, (list) => set({ list, own: how.own }))}
    ${consent(how.consent, set)}
  </div>`;
}

/** @param {string} words @param {boolean} on @param {(on: boolean) => void} change */
const checkbox = (words, on, change) =>
  html`<label class="check"
    ><input
      type="checkbox"
      .checked=${on}
      @change=${(/** @type {FieldEvent} */ { target }) => change(target.checked)}
    />
    ${words}</label
  >`;

/** The question that the desk asks. @param {string|null} question @param {(args: object) => void} set */
function consent(question, set) {
  const submit = (/** @type {SubmitEvent} */ event) => set({ consent: String(submitted(event).data.get("consent")) });
  return html`<form class="stream" @submit=${submit}>
    <label
      >${t("Question that the desk asks (optional)")}<input
        type="text"
        name="consent"
        data-draft="consent"
        maxlength="200"
        .defaultValue=${question ?? ""}
        placeholder=${t("May we take photographs of you?")} /></label
    ><button class="button">${t("Save")}</button>
  </form>`;
}

/** @param {PeopleImport} load */
function sources(load) {
  const choose = (/** @type {FieldEvent} */ event) => {
    const [file] = event.target.files;
    if (file) void load.readFile(file);
    event.target.value = "";
  };
  const note = t(
    "Exports of pretix in German and English, or any table with a column for the name. E-mail addresses, telephone numbers and prices are not taken over.",
  );
  return html`<div class="card paste">
    <div class="acts">
      <label class="button main file"
        >${load.busy ? t("reading …") : t("Choose a list (CSV or Excel)")}<input
          type="file"
          accept=".csv,.tsv,.txt,.xlsx"
          ?disabled=${load.busy}
          @change=${choose}
      /></label>
    </div>
    <p class="note">${note}</p>
    ${pretix(load)}
  </div>`;
}

/** @param {PeopleImport} load */
function pretix(load) {
  const submit = (/** @type {SubmitEvent} */ event) =>
    void load.readPretix(Object.fromEntries(submitted(event).data.entries()));
  return html`<details>
    <summary>${t("Fetch from pretix")}</summary>
    <form class="make" @submit=${submit}>
      <label>${t("Address of pretix")}<input type="url" name="url" data-draft="pretix-url" required /></label>
      <label
        >${t("Organiser’s short name")}<input
          type="text"
          name="organizer"
          data-draft="pretix-organizer"
          required
          autocapitalize="none"
      /></label>
      <label
        >${t("Event’s short name")}<input
          type="text"
          name="event"
          data-draft="pretix-event"
          required
          autocapitalize="none"
      /></label>
      <label>${t("API token")}<input type="password" name="token" required autocomplete="off" /></label>
      <button class="button main" ?disabled=${load.busy}>${t("Look at it first")}</button>
    </form>
  </details>`;
}

/** @param {PeopleImport} load @param {Difference} found */
function difference(load, found) {
  const { added, changed, gone, same, notes } = found;
  return html`<div class="card understood">
    ${found.columns.length ? readColumns(load, found) : nothing}
    <h3>${t("What would change")}</h3>
    ${
      notes.length
        ? html`<ul class="ignored">
            ${notes.map((note) => html`<li>${note}</li>`)}
          </ul>`
        : nothing
    }
    <ul class="changes">
      ${group("new", tn("{n} new person", "{n} new people", added.length), added)}
      ${group("changed", tn("{n} person changed", "{n} people changed", changed.length), changed)}
      ${group("gone", t("{n} not on this list any more; they stay as they are", { n: gone.length }), gone)}
      ${same ? html`<li><span>${t("{n} as before", { n: same })}</span></li>` : nothing}
    </ul>
    <div class="acts">
      <button
        type="button"
        class="button main"
        ?disabled=${load.busy || !(added.length + changed.length)}
        @click=${() => void load.apply()}
      >
        ${load.busy ? t("saving …") : t("Take it over")}
      </button>
      <button type="button" class="button" @click=${() => load.discard()}>${t("Discard")}</button>
    </div>
  </div>`;
}

/** How each column was read; what is wrong is said here. @param {PeopleImport} load @param {Difference} found */
function readColumns(load, { columns, meanings }) {
  return html`<h3>${t("How the columns were read")}</h3>
    <ul class="read-columns">
      ${columns.map((column) => readColumn(load, column, meanings))}
    </ul>`;
}

/** @param {PeopleImport} load @param {ReadColumn} column @param {[string, string][]} meanings */
function readColumn(load, column, meanings) {
  const { n, header, field, fixed, sure } = column;
  const known = meanings.some(([one]) => one === field);
  const choose = (/** @type {FieldEvent} */ { target }) => void load.mean(n, target.value);
  const select = html`<select data-draft="off" ?disabled=${load.busy} @change=${choose}>
    ${known ? nothing : html`<option value=${field} selected>${column.meaning}</option>`}
    ${meanings.map(([one, words]) => option(one, words, one === field))}
  </select>`;
  const heading = html`<b dir="auto">${header || t("(no heading)")}</b>
    <span class="note" dir="auto">${column.samples.join(" · ")}</span>`;
  if (fixed) return html`<li><span class="read-heading">${heading}</span><em>${column.meaning}</em></li>`;
  return html`<li class=${sure || !field ? "" : "guessed"}>
    <label
      ><span class="read-heading">${heading}</span>${select}${
        sure || !field ? nothing : html`<span class="note">${t("guessed")}</span>`
      }</label
    >
  </li>`;
}

/** @param {string} kind @param {string} words @param {Entry[]} entries */
function group(kind, words, entries) {
  if (!entries.length) return nothing;
  const names = entries.slice(0, NAMED).map(({ name, org }) => (org ? `${name} (${org})` : name));
  const more = entries.length - NAMED;
  return html`<li class=${kind}>
    <b>${words}</b>
    <span dir="auto">${names.join(", ")}${more > 0 ? html` ${t("and {n} more", { n: more })}` : nothing}</span>
  </li>`;
}

/** Scanners have settings, which are found out before the day. @param {OrganiserState} page */
const trial = ({ boot }) =>
  html`<h3>${t("Scanners")}</h3>
    <p class="note">
      ${t("Whether a scanner or a camera works at the desk is seen in a minute, before anybody stands in front of it.")}
    </p>
    <a class="button" href=${`/e/${boot.event}/scanner`} target="_blank" rel="noopener">${t("Test a scanner")}</a>`;

/** @param {string} address @param {string} words */
const download = (address, words) => html`<a class="button" href=${address} download>${words}</a>`;

/** Names that would have gaps on paper. @param {OrganiserState} page */
function unprintable({ unprintable: found, staff }) {
  void found.look(staff.all("attendee"));
  if (!found.names.length) return nothing;
  return html`<div class="trouble" role="status">
    <p>${t("These names have signs that no font here has, so they would be printed with gaps:")}</p>
    <ul>
      ${found.names.map((name) => html`<li dir="auto">${name}</li>`)}
    </ul>
  </div>`;
}

/** @param {OrganiserState} page */
function prints(page) {
  const { boot } = page;
  const event = `/e/${boot.event}`;
  const base = `${event}/organise/people`;
  return html`<div class="prints">
    <h3>${t("Tickets and badges")}</h3>
    ${unprintable(page)}
    <div class="acts">
      ${download(`${base}/tickets.pdf`, t("Tickets to print (PDF)"))}
      ${download(`${base}/tickets.zip`, t("Tickets one by one, for e-mails (ZIP)"))}
      ${download(`${base}/links.csv`, t("List of links (CSV)"))}
    </div>
    ${badges(base, boot.labels ?? [])}
    <h3>${t("Who was there")}</h3>
    <div class="acts">
      ${download(`${base}/signatures.pdf`, t("Signature list (PDF)"))}
      ${download(`${base}/signatures.pdf?slips=1`, t("One slip per person (PDF)"))}
      ${download(`${event}/attendance.xlsx?by=day`, t("Attendance by day (Excel)"))}
      ${download(`${event}/attendance.xlsx?by=slot`, t("Attendance by room (Excel)"))}
      ${download(`${event}/attendance.csv?by=log`, t("Every scan (CSV)"))}
    </div>
  </div>`;
}

/** @param {string} base @param {[string, string][]} labels their names and words */
const badges = (base, labels) =>
  html`<form class="make" method="get" action=${`${base}/badges.pdf`}>
    <label
      >${t("Label sheets")}<select name="format">
        ${labels.map(([id, words]) => html`<option value=${id}>${words}</option>`)}
      </select></label
    >
    <label
      >${t("First free label")}<input type="number" name="from" data-draft="off" min="1" max="30" value="1" /></label
    ><button class="button">${t("Badges (PDF)")}</button>
  </form>`;

/** @param {OrganiserState} page */
function forget(page) {
  const all = async () => {
    for (let left = 1; left > 0;) {
      const answer = await page.act("attendees.forget", {});
      left = answer.ok ? answer.result.left : 0;
    }
  };
  const press = () => page.confirm.press("attendees", () => void all());
  return html`<p class="acts">
    <button type="button" class="button stop" @click=${press}>
      ${page.confirm.asks("attendees") ? t("Really forget everybody on the list") : t("Forget the list")}
    </button>
    <span class="note">${t("Names, organisations and tickets go; how many came stays.")}</span>
  </p>`;
}
