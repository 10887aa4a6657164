/**
 * A summary in the hands of those who decide on it: worded, ordered, left out, approved, published; and how far the
 * work is.
 */
import { html, nothing } from "lit-html";
import { live } from "lit-html/directives/live.js";
import { difference, linesOf } from "../../summaries/summaries.js";
import { t, tn } from "../../core/words.js";
import { PageState } from "../../kit/page.js";
import { progress } from "../../kit/progress.js";
import { afterDrawing } from "../../kit/view.js";
import { lineItem, measure, overview, parts } from "./read.js";

/** @typedef {import("../../summaries/summaries.js").Line} Line */
/** @typedef {import("../attend/board.js").Board} Board */

/** What one person does with summaries between two drawings. */
export class Hands extends PageState {
  /**
   * The line that is open, and what stands in it.
   * @type {{id: string, line: string, base: string, text: string}|null}
   */
  pen = null;

  /** @param {Board} board @param {boolean} leads whether this person may publish */
  constructor(board, leads) {
    super(board.app.sender, { say: (text) => board.say.now(text), redraw: () => board.redraw() });
    this.board = board;
    this.leads = leads;
  }

  /** Whether a reload would cost something. */
  get writing() {
    return this.pen !== null && this.pen.text !== this.pen.base;
  }

  /** @param {any} row @param {Line} line */
  open(row, line) {
    this.pen = { id: row.id, line: line.id, base: line.text, text: line.text };
    this.board.redraw();
    afterDrawing(() => document.getElementById("word")?.focus());
  }

  async save() {
    const { pen } = this;
    if (!pen) return;
    const answer = await this.act("summary.edit", pen, t("Saved."));
    if (answer.ok) this.pen = null;
    this.board.redraw();
  }

  close() {
    this.pen = null;
    this.board.redraw();
  }
}

/** @param {Hands} hands @param {any} row @param {{title?: unknown}} [options] */
export function card(hands, row, { title = nothing } = {}) {
  const { app } = hands.board;
  const locked = row.state === "published" && !hands.leads;
  return html`<section class=${`summary-card ${row.state}`} id=${`s-${row.id}`} aria-labelledby=${`h-${row.id}`}>
    <header>
      <h2 id=${`h-${row.id}`}>${title}</h2>
      ${state(row)}
    </header>
    ${working(hands, app.table.get("work", row.id))} ${measure(app.table, row)}
    ${overview(app, row, (sentence) => (locked ? nothing : leaveOut(hands, row, sentence)))}
    ${
      row.lines.length
        ? parts(app, row, (line, all) => (locked ? nothing : tools(hands, row, line, all)))
        : html`<p class="empty">${t("Nothing shared was noted yet.")}</p>`
    }
    ${locked ? nothing : changes(hands, row)}
    ${hands.trouble ? html`<p class="note" role="alert">${hands.trouble}</p>` : nothing} ${decide(hands, row)}
  </section>`;
}

/** @param {Hands} hands @param {any} row @param {{id: string}} sentence */
function leaveOut(hands, row, sentence) {
  const drop = () => void hands.act("summary.drop", { id: row.id, line: sentence.id });
  return html`<div class="acts">
    <button type="button" class="button small" @click=${drop}>${t("Leave out")}</button>
  </div>`;
}

/** @param {any} row */
function state(row) {
  /** @type {Record<string, string>} */
  const words = { draft: t("draft"), approved: t("approved"), published: t("published") };
  return html`<span class=${`chip-state ${row.state}`}>${words[row.state]}</span>`;
}

/** How far the work on a summary is, where that is of interest. @param {Hands} hands @param {any} work */
export const working = (hands, work) =>
  progress(
    work,
    { running: (n) => t("Being summed up: {n} %", { n }), waiting: t("Waits to be summed up") },
    () => void hands.act("work.retry", { id: work.id }),
  );

/** @param {Hands} hands @param {any} row @param {Line} line @param {Line[]} all */
function tools(hands, row, line, all) {
  const { pen } = hands;
  if (pen && pen.id === row.id && pen.line === line.id) return editor(hands, pen);
  const at = all.indexOf(line);
  const act =
    (/** @type {string} */ name, /** @type {any} */ more = {}) =>
    () =>
      void hands.act(name, { id: row.id, line: line.id, ...more });
  const arrow = (/** @type {string} */ word, /** @type {string} */ sign, /** @type {string|null} */ before) =>
    html`<button type="button" class="button small" aria-label=${word} @click=${act("summary.move", { before })}>
      ${sign}
    </button>`;
  const same = (/** @type {Line|undefined} */ other) => other && Boolean(other.pinned) === Boolean(line.pinned);
  return html`<div class="acts">
    <button type="button" class="button small" @click=${() => hands.open(row, line)}>${t("Edit")}</button>
    <button type="button" class="button small" @click=${act("summary.pin", { on: !line.pinned })}>
      ${line.pinned ? t("Unpin") : t("Pin")}
    </button>
    ${same(all[at - 1]) ? arrow(t("Move up"), "↑", /** @type {Line} */ (all[at - 1]).id) : nothing}
    ${same(all[at + 1]) ? arrow(t("Move down"), "↓", all[at + 2]?.id ?? null) : nothing}
    <button type="button" class="button small" @click=${act("summary.drop")}>${t("Leave out")}</button>
  </div>`;
}

/** @param {Hands} hands @param {NonNullable<Hands["pen"]>} pen */
function editor(hands, pen) {
  return html`<div class="write inline">
    <label class="unseen" for="word">${t("Text of the line")}</label>
    <textarea
      id="word"
      rows="3"
      dir="auto"
      maxlength="1000"
      .value=${live(pen.text)}
      @input=${(/** @type {any} */ event) => {
        pen.text = event.target.value;
      }}
    ></textarea>
    <div class="acts">
      <button type="button" class="button main" @click=${() => void hands.save()}>${t("Save")}</button>
      <button type="button" class="button" @click=${() => hands.close()}>${t("Cancel")}</button>
    </div>
  </div>`;
}

/** What the notes have brought since, and what was left out. @param {Hands} hands @param {any} row */
function changes(hands, row) {
  const { app } = hands.board;
  const { more, fewer, out } = difference(app.table, row);
  const take = (/** @type {Line} */ line) =>
    html`<div class="acts">
      <button
        type="button"
        class="button small"
        @click=${() => void hands.act("summary.take", { id: row.id, note: line.id })}
      >
        ${t("Take it in")}
      </button>
    </div>`;
  const list = (/** @type {Line[]} */ lines) =>
    html`<ul class="lines">
      ${lines.map((line) => lineItem(app, line, take(line)))}
    </ul>`;
  return html`${
    more.length || fewer.length
      ? html`<details class="changes" open>
          <summary>
            ${t("Changed since: {more} more, {fewer} fewer", { more: more.length, fewer: fewer.length })}
          </summary>
          ${list(more)}${
            fewer.length
              ? html`<p class="quiet">${t("No longer among the most important:")}</p>
                  <ul class="gone">
                    ${fewer.map((line) => html`<li dir="auto">${line.text}</li>`)}
                  </ul>`
              : nothing
          }
          <div class="acts">
            <button
              type="button"
              class="button"
              @click=${() => void hands.act("summary.refresh", { id: row.id }, t("Taken over."))}
            >
              ${t("Take all of it over")}
            </button>
          </div>
        </details>`
      : nothing
  }
  ${
    out.length
      ? html`<details class="changes">
          <summary>${tn("{n} line was left out", "{n} lines were left out", out.length)}</summary>
          ${list(out)}
        </details>`
      : nothing
  }`;
}

/** @param {Hands} hands @param {any} row */
function decide(hands, row) {
  const act = (/** @type {string} */ name, /** @type {string} */ said) => () =>
    void hands.act(name, { id: row.id }, said);
  const button = (/** @type {string} */ word, /** @type {() => void} */ click, look = "button") =>
    html`<button type="button" class=${look} @click=${click}>${word}</button>`;
  const approve =
    row.state === "draft"
      ? button(t("Approve"), act("summary.approve", t("Approved.")), hands.leads ? "button" : "button main")
      : nothing;
  if (row.state === "published") {
    return hands.leads
      ? html`<div class="acts">${button(t("Withdraw"), act("summary.withdraw", t("Withdrawn.")))}</div>`
      : html`<p class="quiet">${t("Everybody sees it. Moderators can still change it.")}</p>`;
  }
  const handedOn = row.state === "approved" && !hands.leads;
  return html`<div class="acts">
    ${approve} ${handedOn ? button(t("Open it again"), act("summary.reopen", t("Open again."))) : nothing}
    ${hands.leads ? button(t("Publish"), act("summary.publish", t("Published.")), "button main") : nothing}
    ${
      handedOn && linesOf(row, "point").length
        ? html`<p class="quiet">${t("Thank you. The moderators publish it.")}</p>`
        : nothing
    }
  </div>`;
}
