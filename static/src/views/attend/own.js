/** One's own questions that are not on the list: on their way, waiting, or told kindly what became of them. */
import { html, nothing } from "lit-html";
import { repeat } from "lit-html/directives/repeat.js";
import { PATIENCE } from "../../kit/view.js";
import { t } from "../../core/words.js";
import { reply } from "./question.js";

/** @typedef {import("./state.js").AttendeeState} AttendeeState */

const LISTED = new Set(["live", "answering", "answered"]);

/** @param {AttendeeState} page @param {string|null} session */
export function own(page, session) {
  const { table, sender } = page.app;
  const rows = table
    .all("own_question")
    .filter(
      (row) =>
        row.session === session &&
        row.state !== "withdrawn" &&
        (row.text || row.state === "erased") &&
        !(LISTED.has(row.state) && table.get("question", row.id)),
    );
  const there = new Set(
    table
      .all("own_question")
      .filter((row) => row.session === session)
      .map((row) => folded(row.text)),
  );
  // Saved, but the answer was lost: the question is there, and the entry will hear of it with its next try.
  const shown = (/** @type {import("../../core/send.js").Entry} */ entry) =>
    entry.state !== "failed" && there.has(folded(entry.args.text));
  const entries = sender.pending.filter(
    (entry) => entry.do === "question.ask" && entry.args.session === session && !shown(entry),
  );
  if (!rows.length && !entries.length) return nothing;
  return html`<section class="mine" aria-labelledby="mine">
    <h2 id="mine">${t("Your questions")}</h2>
    <ul>
      ${repeat(
        rows.sort((a, b) => b.at - a.at),
        (row) => row.id,
        (row) => told(page, row),
      )}
      ${repeat(
        entries,
        (entry) => entry.cid,
        (entry) => underway(page, entry),
      )}
    </ul>
  </section>`;
}

/** A text as it compares with what the server has made of it. @param {string} text */
const folded = (text) => text.normalize("NFC").replace(/\s+/g, " ").trim();

/** @param {AttendeeState} page @param {RowOf<"own_question">} row */
function told(page, row) {
  const into = row.into ? page.app.table.get("question", row.into) : null;
  return html`<li class=${row.state}>
    <p class="text" dir="auto">${row.text}</p>
    <p class="state">${stateWords(row.state)}</p>
    ${into ? html`<p class="into"><a href=${`#q-${into.id}`}>${into.text}</a></p>` : nothing} ${reply(row)}
    ${page.notes.has(row.id) ? html`<p class="note">${page.notes.get(row.id)}</p>` : nothing}
    ${row.state === "erased" ? nothing : takeBack(page, row.id)}
  </li>`;
}

/** @param {string} state */
export function stateWords(state) {
  switch (state) {
    case "queued":
      return t("Saved. It waits for approval and then appears on the list.");
    case "live":
      return t("It is on the list.");
    case "answering":
      return t("It is being answered now.");
    case "answered":
      return t("It was answered.");
    case "merged":
      return t("Somebody asks the same. Both are one question now, and your support counts there:");
    case "dismissed":
      return t("The team could not take it this time. Thank you for asking.");
    case "erased":
      return t("The team has removed it for good.");
    case "archived":
      return t("There was no time for it. The team has kept it.");
    default:
      return "";
  }
}

/**
 * Nothing is called saved before the server said so.
 * @param {AttendeeState} page
 * @param {import("../../core/send.js").Entry} entry
 */
function underway(page, entry) {
  return html`<li class=${entry.state}>
    <p class="text" dir="auto">${entry.args.text}</p>
    ${
      entry.state === "failed"
        ? html`<p class="state bad">${t("Not saved: {message}", { message: entry.message ?? "" })}</p>
            <p class="acts">
              <button type="button" @click=${() => page.again(entry)}>${t("Change and send again")}</button
              ><button type="button" @click=${() => page.app.sender.forget(entry.cid)}>${t("Discard")}</button>
            </p>`
        : html`<p class="state">${waitWords(page, entry)}</p>`
    }
  </li>`;
}

/** @param {AttendeeState} page @param {import("../../core/send.js").Entry} entry */
export function waitWords(page, entry) {
  if (entry.state === "saved") return t("Saved.");
  if (entry.message) return html`${t("Sending soon.")} ${entry.message}`;
  // A network that swallows everything looks connected for most of a minute, so silence counts as well.
  if (page.app.link.status.state === "offline" || Date.now() - entry.at > PATIENCE) {
    return t("Not sent yet. It is kept on this device and goes out as soon as there is a connection.");
  }
  return t("Sending …");
}

/** Asked twice, since it cannot be undone. @param {AttendeeState} page @param {string} id */
export function takeBack(page, id) {
  return html`<details class="take-back">
    <summary>${t("Take back")}</summary>
    <p>
      ${t("Take this question back for good?")}
      <button type="button" @click=${() => void page.withdraw(id)}>${t("Yes, take it back")}</button>
    </p>
  </details>`;
}
