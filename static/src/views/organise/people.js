/** People who are expected by name: brought in from a list, looked at first; tickets, badges and lists to print; forgotten. */
import { html, nothing } from "lit-html";
import { t, tn } from "../../core/words.js";

/** @typedef {import("../../pages/organise.js").Office} Office */
/** @typedef {{name: string, org: string, fields?: string[]}} Entry */
/** @typedef {{added: Entry[], changed: Entry[], gone: Entry[], same: number, notes: string[], columns: [string, string][]}} Difference */

const SHOWN = 12;

/** What is being brought in, between two drawings. */
const now = {
  /** @type {{body: BodyInit, query: string, type: string}|null} */
  source: null,
  /** @type {Difference|null} */
  found: null,
  said: "",
  trouble: "",
  busy: false,
  sure: false,
};

/** The people on the list now. @param {Office} office */
const onList = (office) => office.desk.all("attendee");

/** @param {Office} office */
export function people(office) {
  const here = onList(office);
  return html`<section aria-labelledby="h-people" class="people">
    <h2 id="h-people">${t("People and check-in")}</h2>
    <p class="note">
      ${t("A list of people is not needed: without one, everybody checks in with one tap, and only the number is known. With one, each person has a ticket, and the desk knows the names. Nobody else ever sees them.")}
    </p>
    ${rules(office)} ${now.found ? difference(office, now.found) : sources(office)}
    ${now.trouble ? html`<p class="trouble" role="alert">${now.trouble}</p>` : nothing}
    ${now.said ? html`<p class="told" role="status">${now.said}</p>` : nothing}
    ${
      here.length
        ? html`<p><b class="tabular">${tn("{n} person on the list", "{n} people on the list", here.length)}</b></p>
            ${prints(office)}${forget(office)}`
        : nothing
    }
  </section>`;
}

/** @param {Office} office */
function rules(office) {
  const row = office.table.all("registration")[0];
  const how = row ?? { list: onList(office).length > 0, own: true, consent: null };
  const set = (/** @type {object} */ args) => void office.act("registration.set", args);
  return html`<div class="toggles">
    <label class="check"
      ><input
        type="checkbox"
        .checked=${Boolean(row && how.own)}
        @change=${(/** @type {any} */ e) => set({ own: e.target.checked, list: how.list })}
      />
      ${t("People check in on their own phones")}</label
    >
    <label class="check"
      ><input
        type="checkbox"
        .checked=${how.list}
        @change=${(/** @type {any} */ e) => set({ list: e.target.checked, own: how.own })}
      />
      ${t("Only people on the list")}</label
    >
    <form
      class="stream"
      @submit=${(/** @type {SubmitEvent} */ e) => {
        e.preventDefault();
        set({ consent: String(new FormData(/** @type {HTMLFormElement} */ (e.target)).get("consent") ?? "") });
      }}
    >
      <label
        >${t("Question that the desk asks (optional)")}<input
          type="text"
          name="consent"
          maxlength="200"
          .defaultValue=${how.consent ?? ""}
          placeholder=${t("May we take photographs of you?")} /></label
      ><button class="b">${t("Save")}</button>
    </form>
  </div>`;
}

/** @param {Office} office */
function sources(office) {
  const file = async (/** @type {any} */ event) => {
    const [chosen] = event.target.files;
    if (chosen) {
      void ask(office, {
        body: chosen,
        query: `?name=${encodeURIComponent(chosen.name)}`,
        type: "application/octet-stream",
      });
    }
    event.target.value = "";
  };
  const pretix = (/** @type {SubmitEvent} */ event) => {
    event.preventDefault();
    const data = Object.fromEntries(new FormData(/** @type {HTMLFormElement} */ (event.target)));
    void ask(office, { body: JSON.stringify(data), query: "/pretix", type: "application/json" });
  };
  return html`<div class="card paste">
    <div class="acts">
      <label class="b main file"
        >${now.busy ? t("reading …") : t("Choose a list (CSV or Excel)")}<input
          type="file"
          accept=".csv,.tsv,.txt,.xlsx"
          ?disabled=${now.busy}
          @change=${file}
      /></label>
    </div>
    <p class="note">
      ${t("Exports of pretix in German and English, or any table with a column for the name. E-mail addresses, telephone numbers and prices are not taken over.")}
    </p>
    <details>
      <summary>${t("Fetch from pretix")}</summary>
      <form class="make" @submit=${pretix}>
        <label>${t("Address of pretix")}<input type="url" name="url" required /></label>
        <label
          >${t("Organiser’s short name")}<input type="text" name="organizer" required autocapitalize="none"
        /></label>
        <label>${t("Event’s short name")}<input type="text" name="event" required autocapitalize="none" /></label>
        <label>${t("API token")}<input type="password" name="token" required autocomplete="off" /></label>
        <button class="b main" ?disabled=${now.busy}>${t("Look at it first")}</button>
      </form>
    </details>
  </div>`;
}

/** @param {Office} office @param {Difference} found */
function difference(office, found) {
  const { added, changed, gone, same, notes } = found;
  return html`<div class="card understood">
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
        class="b main"
        ?disabled=${now.busy || !(added.length + changed.length)}
        @click=${() => void ask(office, now.source, true)}
      >
        ${now.busy ? t("saving …") : t("Take it over")}
      </button>
      <button
        type="button"
        class="b"
        @click=${() => {
          reset();
          office.redraw();
        }}
      >
        ${t("Discard")}
      </button>
    </div>
  </div>`;
}

/** @param {string} kind @param {string} words @param {Entry[]} entries */
function group(kind, words, entries) {
  if (!entries.length) return nothing;
  const more = entries.length - SHOWN;
  return html`<li class=${kind}>
    <b>${words}</b>
    <span dir="auto"
      >${entries
        .slice(0, SHOWN)
        .map(({ name, org }) => (org ? `${name} (${org})` : name))
        .join(", ")}${more > 0 ? html` ${t("and {n} more", { n: more })}` : nothing}</span
    >
  </li>`;
}

/** @param {Office} office */
function prints(office) {
  const base = `/e/${office.boot.event}/organise/people`;
  const link = (/** @type {string} */ path, /** @type {string} */ words) =>
    html`<a class="b" href=${base + path} download>${words}</a>`;
  return html`<div class="prints">
    <h3>${t("Tickets and badges")}</h3>
    <div class="acts">
      ${link("/tickets.pdf", t("Tickets to print (PDF)"))}${link("/tickets.zip", t("Tickets one by one, for e-mails (ZIP)"))}${link("/links.csv", t("List of links (CSV)"))}
    </div>
    <form class="make" method="get" action=${`${base}/badges.pdf`}>
      <label
        >${t("Labels")}<select name="format">
          ${office.boot.labels?.map((/** @type {[string, string]} */ [id, words]) => html`<option value=${id}>${words}</option>`)}
        </select></label
      >
      <label>${t("First free label")}<input type="number" name="from" min="1" max="30" value="1" /></label
      ><button class="b">${t("Badges (PDF)")}</button>
    </form>
    <h3>${t("Who was there")}</h3>
    <div class="acts">
      ${link("/signatures.pdf", t("Signature list (PDF)"))}${link("/signatures.pdf?slips=1", t("One slip per person (PDF)"))}
      <a class="b" href=${`/e/${office.boot.event}/attendance.xlsx?by=day`} download
        >${t("Attendance by day (Excel)")}</a
      >
      <a class="b" href=${`/e/${office.boot.event}/attendance.xlsx?by=slot`} download
        >${t("Attendance by room (Excel)")}</a
      >
      <a class="b" href=${`/e/${office.boot.event}/attendance.csv?by=log`} download>${t("Every scan (CSV)")}</a>
    </div>
  </div>`;
}

/** @param {Office} office */
function forget(office) {
  const press = async () => {
    if (!now.sure) return void ((now.sure = true), office.redraw());
    now.sure = false;
    for (let left = 1; left > 0;) {
      const answer = await office.act("attendees.forget", {});
      left = answer.ok ? answer.result.left : 0;
    }
  };
  return html`<p class="acts">
    <button type="button" class="b stop" @click=${() => void press()}>
      ${now.sure ? t("Really forget everybody on the list") : t("Forget the list")}
    </button>
    <span class="note">${t("Names, organisations and tickets go; how many came stays.")}</span>
  </p>`;
}

function reset() {
  Object.assign(now, { source: null, found: null, trouble: "", said: "", busy: false });
}

/** @param {Office} office @param {typeof now.source} source @param {boolean} [apply] */
async function ask(office, source, apply = false) {
  if (!source) return;
  Object.assign(now, { busy: true, trouble: "", said: "", source });
  office.redraw();
  const query = apply ? `${source.query}${source.query.includes("?") ? "&" : "?"}apply=1` : source.query;
  const reply = await fetch(`/e/${office.boot.event}/organise/people${query}`, {
    method: "POST",
    headers: { "Content-Type": source.type, Accept: "application/json" },
    body: source.body,
  }).catch(() => null);
  const answer = await reply?.json().catch(() => null);
  now.busy = false;
  if (!answer?.ok) now.trouble = answer?.message ?? t("The server does not answer. Please try again.");
  else if (apply) {
    reset();
    now.said = t("Taken over: {added} new, {changed} changed.", { added: answer.added, changed: answer.changed });
  } else now.found = answer;
  office.redraw();
}
