/** A summary to read: every line with the notes that it quotes, and where they were written. */
import { html, nothing } from "lit-html";
import { repeat } from "lit-html/directives/repeat.js";
import { roomOf } from "../../rooms/rooms.js";
import { counted, linesOf, PARTS, people } from "../../summaries/summaries.js";
import { language } from "../attend/question.js";
import { origin } from "../../kit/view.js";
import { lang, pick, picked, t, tn } from "../../core/words.js";
import { roomName } from "../rooms/words.js";

/** @typedef {import("../../core/table.js").Table} Table */
/** @typedef {import("../../summaries/summaries.js").Line} Line */
/** @typedef {{table: Table, boot: Boot}} App */

/** @param {string} part */
export const partWord = (part) =>
  ({ point: t("Key points"), question: t("Open questions"), step: t("Next steps") })[part] ?? part;

/**
 * The rooms in which a line was said: "Room 3, round I".
 * @param {Table} table
 * @param {{slots: string[]}} line
 * @returns {string[]}
 */
export function places(table, line) {
  const slots = [...new Set(line.slots)].flatMap((id) => table.get("slot", id) ?? []);
  return slots.map((slot) => t("{room}, round {n}", { room: roomName(roomOf(table, slot)), n: slot.round }));
}

/** What is said of a line below it. @param {App} app @param {Line} line */
function source({ table, boot }, line) {
  const [first] = line.slots;
  const address = first && `/e/${boot.event}/rooms/${encodeURIComponent(first)}#n-${line.id}`;
  const n = line.sources.length;
  return html`<p class="facts">
    ${first ? html`<a href=${address} dir="auto">${places(table, line).join(" · ")}</a>` : nothing}
    ${n > 1 ? html`<span>${tn("{n} note says it", "{n} notes say nearly the same", n)}</span>` : nothing}
    ${line.new ? html`<span class="new">${t("new in the later round")}</span>` : nothing}
    ${line.edited ? html`<span>${t("worded by the team")}</span>` : nothing}
    ${line.lang && line.lang !== lang ? language(line.lang) : nothing}
  </p>`;
}

/** @param {{kind?: string, lang: string, text: string}} line */
const words = ({ kind, lang, text }) =>
  html`<p class=${kind === "quote" ? "text quote" : "text"} dir="auto" lang=${lang || nothing}>${text}</p>`;

/** @param {App} app @param {Line} line @param {unknown} [tools] */
export const lineItem = (app, line, tools = nothing) =>
  html`<li class=${line.pinned ? "summary-line pinned" : "summary-line"} id=${`l-${line.id}`}>
    ${words(line)}${source(app, line)}${tools}
  </li>`;

/**
 * All lines by part; a part without lines is not named.
 * @param {App} app @param {RowOf<"summary">} row
 * @param {(line: Line, all: Line[]) => unknown} [tools] what stands below each line
 */
export const parts = (app, row, tools = () => nothing) =>
  PARTS.map((part) => {
    const lines = linesOf(row, part);
    return lines.length
      ? html`<h3>${partWord(part)}</h3>
          <ul class=${`lines ${part}`}>
            ${repeat(
              lines,
              ({ id }) => id,
              (line) => lineItem(app, line, tools(line, lines)),
            )}
          </ul>`
      : nothing;
  });

/**
 * Sentences by which a language model has connected the lines, and that it has done so.
 * @param {App} app @param {RowOf<"summary">} row @param {(sentence: {id: string}) => unknown} [tools]
 */
export function overview(app, row, tools = () => nothing) {
  if (!row.overview?.length) {
    return row.model
      ? html`<p class="quiet model">
          ${t("The language model {model} has put the lines in this order.", { model: row.model })}
        </p>`
      : nothing;
  }
  return html`<h3>${t("In short")}</h3>
    <p class="quiet model">
      ${t(
        "The language model {model} has connected these sentences. Each names the rooms whose notes it is made of; the notes themselves stand below, word for word.",
        { model: row.model },
      )}
    </p>
    <ul class="lines overview">
      ${repeat(
        row.overview,
        ({ id }) => id,
        (sentence) =>
          html`<li class="summary-line">
            ${words(sentence)}
            <p class="facts">
              <span dir="auto">${places(app.table, sentence).join(" · ")}</span
              ><span>${tn("made of {n} note", "made of {n} notes", sentence.sources.length)}</span>
            </p>
            ${tools(sentence)}
          </li>`,
      )}
    </ul>`;
}

/** How much was noted, and by how many. @param {Table} table @param {RowOf<"summary">} row */
export function measure(table, row) {
  const { notes, shown } = counted(row);
  const { onsite, remote } = people(table, row);
  return html`<p class="measure">
      ${notes ? html`<span>${t("{shown} of {notes} shared notes included", { shown, notes })}</span>` : nothing}
      ${onsite === null ? nothing : origin("onsite", tn("{n} person in the room", "{n} people in the room", onsite))}
      ${remote === null ? nothing : origin("remote", tn("{n} person remote", "{n} people remote", remote))}
    </p>
    ${byRoom(table, row)}`;
}

/**
 * What each room has noted, and how much of it stands here: nothing is left out silently.
 * @param {Table} table
 * @param {RowOf<"summary">} row
 */
function byRoom(table, row) {
  const counts = row.counts.filter(({ notes }) => notes > 0);
  if (counts.length < 2) return nothing;
  return html`<details class="by-room">
    <summary>${t("By room")}</summary>
    <ul>
      ${counts.map(
        ({ slot, notes, shown }) =>
          html`<li>
            <span dir="auto">${places(table, { slots: [slot] }).join("")}</span>
            <span class="tabular">${t("{shown} of {notes}", { shown, notes })}</span>
          </li>`,
      )}
    </ul>
  </details>`;
}

/** The name of what a summary is of. @param {Table} table @param {RowOf<"summary">} row */
export function heading(table, row) {
  const workshop =
    row.of === "workshop"
      ? table.get("workshop", row.ref)
      : table.get("workshop", table.get("slot", row.ref)?.workshop ?? "");
  return html`<span dir="auto" lang=${picked(workshop?.title, workshop?.languages)}>${pick(workshop?.title)}</span>`;
}

/** Themes with the lines' rooms counted. @param {App} app @param {RowOf<"summary">} row */
export function themes({ table, boot }, row) {
  if (!row.themes.length) return nothing;
  return html`<ul class="themes">
    ${row.themes.map(
      (theme) =>
        html`<li>
          <b dir="auto" lang=${theme.label[lang] ? lang : (Object.keys(theme.label)[0] ?? nothing)}
            >${pick(theme.label)}</b
          >
          <span class="quiet">${tn("in {n} room", "in {n} rooms", theme.rooms)}</span>
          <details>
            <summary>${tn("{n} note", "{n} notes", theme.notes.length)}</summary>
            <ul>
              ${theme.notes
                .flatMap((/** @type {string} */ id) => table.get("note", id) ?? [])
                .map(
                  (note) =>
                    html`<li>
                      <a
                        href=${`/e/${boot.event}/rooms/${encodeURIComponent(note.slot)}#n-${note.id}`}
                        dir="auto"
                        lang=${note.lang}
                        >${note.text}</a
                      >
                    </li>`,
                )}
            </ul>
          </details>
        </li>`,
    )}
  </ul>`;
}
