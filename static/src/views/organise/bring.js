/** Bringing a programme in: pasted or as a file, looked at first, corrected row by row, and taken over when it is right. */
import { html, nothing } from "lit-html";
import { repeat } from "lit-html/directives/repeat.js";
import { pick, t, tn } from "../../core/words.js";
import { KINDS, kindWord } from "./kinds.js";

/** @typedef {import("../../pages/organise.js").Office} Office */
/** @typedef {{day: string|null, start: string|null, end: string|null, end_inferred: boolean, title: string, kind: string, people: string[], languages: string[], round: number|null, workshop: string|null, confidence?: number}} Row */
/** @typedef {{what: string, kind: string, id: string, title: any, before: any, after: any}} Change */

/** From here on a row needs no second look. */
const SURE = 0.8;
const SOON = 600;

/** What is being brought in, between two drawings. */
class Bringing {
  text = "";
  /** @type {string|null} */
  file = null;
  /** @type {Row[]|null} */
  rows = null;
  /** @type {string[]} */
  ignored = [];
  /** @type {Change[]|null} */
  changes = null;
  /** @type {string[]} */
  notes = [];
  /** @type {{line: number, message: string}[]} */
  problems = [];
  said = "";
  busy = false;
  /** @type {any} */
  timer;

  reset() {
    Object.assign(this, {
      text: "",
      file: null,
      rows: null,
      ignored: [],
      changes: null,
      notes: [],
      problems: [],
      busy: false,
    });
  }
}

const now = new Bringing();

/** @param {Office} office */
export function bring(office) {
  const releases = [...office.table.all("release")].sort((a, b) => b.n - a.n);
  return html`<section aria-labelledby="h-bring" class="bring">
    <h2 id="h-bring">${t("Bring a programme in")}</h2>
    <p class="note">
      ${t("Paste the agenda from a web page, an e-mail or a document, or choose a file (.yaml, or schedule .json or .xml). You see first what was understood and what would change; nothing is taken over before you say so. Questions, notes and sign-ups stay.")}
    </p>
    ${now.rows || now.changes ? preview(office) : form(office)}
    ${
      now.problems.length
        ? html`<ul class="trouble-list" role="alert">
            ${now.problems.map(({ line, message }) => html`<li>${line ? html`<b>${t("Line {n}", { n: line })}</b> ` : nothing}${message}</li>`)}
          </ul>`
        : nothing
    }
    ${now.said ? html`<p class="told" role="status">${now.said}</p>` : nothing}
    ${
      releases.length > 1
        ? html`<details>
            <summary>${t("Release {n} of the programme", { n: releases[0]?.n ?? 1 })}</summary>
            ${releases.slice(0, -1).map(
              (release) =>
                html`<h3>${t("Release {n}", { n: release.n })}</h3>
                  ${list(office, release.changes)}`,
            )}
          </details>`
        : nothing
    }
  </section>`;
}

/** @param {Office} office */
function form(office) {
  const submit = (/** @type {SubmitEvent} */ event) => {
    event.preventDefault();
    now.text = String(new FormData(/** @type {HTMLFormElement} */ (event.target)).get("text") ?? "");
    now.file = null;
    void ask(office, { text: now.text });
  };
  const choose = async (/** @type {any} */ event) => {
    const [file] = event.target.files;
    if (!file) return;
    now.file = file.name;
    now.text = await file.text();
    const known = /\.(ya?ml|json|xml)$/i.test(file.name);
    void ask(office, known ? { text: now.text, name: file.name } : { text: now.text });
  };
  return html`<form class="card paste" @submit=${submit}>
    <label
      >${t("Agenda as text")}<textarea
        name="text"
        rows="8"
        required
        spellcheck="false"
        placeholder=${t("09:30 Welcome …")}
        .defaultValue=${now.text}
      ></textarea>
    </label>
    <div class="acts">
      <button class="b main" ?disabled=${now.busy}>${now.busy ? t("reading …") : t("Look at it first")}</button>
      <label class="b file"
        >${t("Choose a file")}<input type="file" accept=".yaml,.yml,.json,.xml,.txt,.md,.html,.csv" @change=${choose}
      /></label>
    </div>
  </form>`;
}

/** @param {Office} office */
function preview(office) {
  const { rows, changes } = now;
  return html`<div class="card understood">
    ${
      rows
        ? html`<h3>${tn("{n} item understood", "{n} items understood", rows.filter((row) => !row.workshop).length)}</h3>
            ${rows.length ? table(office, rows) : html`<p class="empty">${t("No agenda was found in this text. Does each line have a time, or is there a list under “Agenda”?")}</p>`}
            ${
              now.ignored.length
                ? html`<details>
                    <summary>
                      ${tn("{n} line was not taken over", "{n} lines were not taken over", now.ignored.length)}
                    </summary>
                    <ul class="ignored">
                      ${now.ignored.map((line) => html`<li dir="auto">${line}</li>`)}
                    </ul>
                  </details>`
                : nothing
            }`
        : nothing
    }
    ${
      now.notes.length
        ? html`<ul class="ignored">
            ${now.notes.map((note) => html`<li>${note}</li>`)}
          </ul>`
        : nothing
    }
    ${
      changes
        ? html`<h3>${t("What would change")}</h3>
            ${changes.length ? list(office, changes) : html`<p class="note">${t("Nothing: the programme says this already.")}</p>`}`
        : nothing
    }
    <div class="acts">
      <button
        type="button"
        class="b main"
        ?disabled=${now.busy || !changes?.length}
        @click=${() => void ask(office, { ...source(), apply: true })}
      >
        ${t("Take it over")}
      </button>
      <button
        type="button"
        class="b"
        @click=${() => {
          now.reset();
          office.redraw();
        }}
      >
        ${t("Discard")}
      </button>
    </div>
  </div>`;
}

/** @param {Office} office @param {Row[]} rows */
function table(office, rows) {
  const change = (/** @type {Row} */ row, /** @type {Partial<Row>} */ fields) => {
    now.rows = rows.map((other) => (other === row ? { ...row, ...fields, confidence: 1 } : other));
    again(office);
  };
  const text = (
    /** @type {Row} */ row,
    /** @type {"start"|"end"|"title"} */ name,
    /** @type {string} */ label,
    more = "",
  ) =>
    html`<input
      type="text"
      class=${more}
      aria-label=${label}
      .value=${row[name] ?? ""}
      placeholder=${name === "title" ? "" : "--:--"}
      @change=${(/** @type {any} */ event) => change(row, { [name]: event.target.value.trim() || null, ...(name === "end" && { end_inferred: false }) })}
    />`;
  return html`<div class="rows" role="table" aria-label=${t("Items understood")}>
    ${repeat(
      rows,
      (_, i) => i,
      (row) =>
        html`<div
          role="row"
          class=${[row.workshop ? "slot" : "", (row.confidence ?? 1) < SURE ? "unsure" : ""].join(" ")}
        >
          <span role="cell" class="times"
            >${row.workshop ? nothing : html`${text(row, "start", t("Begins"), "time")}<span aria-hidden="true">–</span>${text(row, "end", t("Ends"), row.end_inferred ? "time guessed" : "time")}`}</span
          >
          <span role="cell" class="what">${text(row, "title", t("Title"))}</span>
          <span role="cell" class="kind"
            >${
              row.workshop
                ? html`<span class="note">${t("Round {n}", { n: row.round ?? 1 })}</span>`
                : html`<select
                    aria-label=${t("Kind")}
                    @change=${(/** @type {any} */ event) => change(row, { kind: event.target.value })}
                  >
                    ${KINDS.map((kind) => html`<option value=${kind} ?selected=${kind === row.kind}>${kindWord(kind)}</option>`)}
                  </select>`
            }</span
          >
          <span role="cell" class="people"
            ><input
              type="text"
              aria-label=${t("People")}
              .value=${row.people.join(", ")}
              placeholder=${t("nobody named")}
              @change=${(/** @type {any} */ event) =>
                change(row, {
                  people: event.target.value
                    .split(",")
                    .map((/** @type {string} */ name) => name.trim())
                    .filter(Boolean),
                })}
          /></span>
          <span role="cell" class="sure"
            >${(row.confidence ?? 1) < SURE ? html`<button type="button" class="b small" title=${t("This row was guessed from what stands around it.")} @click=${() => change(row, {})}>${t("Is this right?")}</button>` : html`<span class="note">${t("sure")}</span>`}</span
          >
          <span role="cell"
            ><button
              type="button"
              class="b small stop"
              @click=${() => {
                now.rows = rows.filter((other) => other !== row);
                again(office);
              }}
            >
              ${t("Leave out")}
            </button></span
          >
        </div>`,
    )}
  </div>`;
}

/** What is new, moved, renamed, cancelled, in words. @param {Office} office @param {Change[]} changes */
function list(office, changes) {
  const time = (/** @type {number|null|undefined} */ ms) => (ms == null ? "" : office.clock.time(ms));
  const word = (/** @type {Change} */ { what, before, after }) => {
    if (what === "new") return after.start ? t("new, {time}", { time: time(after.start) }) : t("new");
    if (what === "cancelled") return t("cancelled");
    if (what === "renamed") return t("renamed, it was “{title}”", { title: pick(before.title) });
    if (what === "moved" && before.start) {
      return t("moved from {before} to {after}", { before: time(before.start), after: time(after.start) });
    }
    if (what === "moved" && before.end) {
      return t("ends at {after} instead of {before}", { before: time(before.end), after: time(after.end) });
    }
    return what === "moved" ? t("in another room") : t("changed");
  };
  return html`<ul class="changes">
    ${changes.map((change) => html`<li class=${change.what}><b dir="auto">${pick(change.title) || change.id}</b> <span>${word(change)}</span></li>`)}
  </ul>`;
}

const source = () =>
  now.rows ? { items: now.rows.map(({ confidence, ...row }) => row) } : { text: now.text, name: now.file };

/** A moment after the last correction, ask what would change now. @param {Office} office */
function again(office) {
  clearTimeout(now.timer);
  now.timer = setTimeout(() => void ask(office, source()), SOON);
  office.redraw();
}

/** @param {Office} office @param {any} body */
async function ask(office, body) {
  Object.assign(now, { busy: true, problems: [], said: "" });
  office.redraw();
  const reply = await fetch(`/e/${office.boot.event}/organise/programme`, {
    method: "POST",
    headers: { "Content-Type": "application/json", Accept: "application/json" },
    body: JSON.stringify(body),
  }).catch(() => null);
  const answer = await reply?.json().catch(() => null);
  now.busy = false;
  if (!answer?.ok) {
    now.problems = answer?.problems ?? [
      { line: 0, message: answer?.message ?? t("The server does not answer. Please try again.") },
    ];
  } else if (body.apply) {
    now.reset();
    now.said = t("Taken over as release {n}.", { n: answer.release ?? 1 });
  } else {
    if (answer.agenda) {
      now.rows = answer.agenda.items;
      now.ignored = answer.agenda.ignored;
    }
    Object.assign(now, { changes: answer.changes, notes: answer.notes ?? [] });
  }
  office.redraw();
}
