/**
 * A summary in the summary of those who decide on it: worded, ordered, left out, approved, published; and how far the
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
/** @typedef {import("../attend/state.js").AttendeeState} AttendeeState */

/** What one person does with summaries between two drawings. */
export class SummaryState extends PageState {
  /**
   * The line that is open, and what stands in it.
   * @type {{id: string, line: string, base: string, text: string}|null}
   */
  pen = null;

  /** @param {AttendeeState} page @param {boolean} leads whether this person may publish */
  constructor(page, leads) {
    super(page.app.sender, { say: (text) => page.say.now(text), redraw: () => page.redraw() });
    this.page = page;
    this.leads = leads;
  }

  /** Whether a reload would cost something. */
  get writing() {
    return this.pen !== null && this.pen.text !== this.pen.base;
  }

  /** @param {RowOf<"summary">} row @param {Line} line */
  open(row, line) {
    this.pen = { id: row.id, line: line.id, base: line.text, text: line.text };
    this.page.redraw();
    afterDrawing(() => document.getElementById("word")?.focus());
  }

  async save() {
    const { pen } = this;
    if (!pen) return;
    const answer = await this.act("summary.edit", pen, t("Saved."));
    if (answer.ok && this.pen === pen) this.pen = null;
    this.page.redraw();
  }

  close() {
    this.pen = null;
    this.page.redraw();
  }
}

/** @param {SummaryState} summary @param {RowOf<"summary">} row @param {{title?: unknown}} [options] */
export function card(summary, row, { title = nothing } = {}) {
  const { app } = summary.page;
  const locked = row.state === "published" && !summary.leads;
  return html`<section class=${`summary-card ${row.state}`} id=${`s-${row.id}`} aria-labelledby=${`h-${row.id}`}>
    <header>
      <h2 id=${`h-${row.id}`}>${title}</h2>
      ${state(row)}
    </header>
    ${working(summary, app.table.get("work", row.id))} ${measure(app.table, row)}
    ${overview(app, row, (sentence) => (locked ? nothing : leaveOut(summary, row, sentence)))}
    ${
      row.lines.length
        ? parts(app, row, (line, all) => (locked ? nothing : tools(summary, row, line, all)))
        : html`<p class="empty">${t("Nothing shared was noted yet.")}</p>`
    }
    ${locked ? nothing : changes(summary, row)}
    ${summary.trouble ? html`<p class="note" role="alert">${summary.trouble}</p>` : nothing} ${decide(summary, row)}
  </section>`;
}

/** @param {SummaryState} summary @param {RowOf<"summary">} row @param {{id: string}} sentence */
function leaveOut(summary, row, sentence) {
  const drop = () => void summary.act("summary.drop", { id: row.id, line: sentence.id });
  return html`<div class="acts">
    <button type="button" class="button small" @click=${drop}>${t("Leave out")}</button>
  </div>`;
}

/** @param {RowOf<"summary">} row */
function state(row) {
  /** @type {Record<string, string>} */
  const words = { draft: t("draft"), approved: t("approved"), published: t("published") };
  return html`<span class=${`chip-state ${row.state}`}>${words[row.state]}</span>`;
}

/**
 * How far the work on a summary is, where that is of interest.
 * @param {SummaryState} summary @param {RowOf<"work">|undefined} work
 */
export const working = (summary, work) =>
  progress(
    work,
    { running: (n) => t("Being summed up: {n} %", { n }), waiting: t("Waits to be summed up") },
    () => void (work && summary.act("work.retry", { id: work.id })),
  );

/** @param {SummaryState} summary @param {RowOf<"summary">} row @param {Line} line @param {Line[]} all */
function tools(summary, row, line, all) {
  const { pen } = summary;
  if (pen && pen.id === row.id && pen.line === line.id) return editor(summary, pen);
  const at = all.indexOf(line);
  const act =
    (/** @type {string} */ name, /** @type {Record<string, unknown>} */ more = {}) =>
    () =>
      void summary.act(name, { id: row.id, line: line.id, ...more });
  const arrow = (/** @type {string} */ word, /** @type {string} */ sign, /** @type {string|null} */ before) =>
    html`<button type="button" class="button small" aria-label=${word} @click=${act("summary.move", { before })}>
      ${sign}
    </button>`;
  const same = (/** @type {Line|undefined} */ other) => other && Boolean(other.pinned) === Boolean(line.pinned);
  return html`<div class="acts">
    <button type="button" class="button small" @click=${() => summary.open(row, line)}>${t("Edit")}</button>
    <button type="button" class="button small" @click=${act("summary.pin", { on: !line.pinned })}>
      ${line.pinned ? t("Unpin") : t("Pin")}
    </button>
    ${same(all[at - 1]) ? arrow(t("Move up"), "↑", /** @type {Line} */ (all[at - 1]).id) : nothing}
    ${same(all[at + 1]) ? arrow(t("Move down"), "↓", all[at + 2]?.id ?? null) : nothing}
    <button type="button" class="button small" @click=${act("summary.drop")}>${t("Leave out")}</button>
  </div>`;
}

/** @param {SummaryState} summary @param {NonNullable<SummaryState["pen"]>} pen */
function editor(summary, pen) {
  return html`<div class="write inline">
    <label class="unseen" for="word">${t("Text of the line")}</label>
    <textarea
      id="word"
      data-draft=${`line-${pen.id}-${pen.line}`}
      rows="3"
      dir="auto"
      maxlength="1000"
      .value=${live(pen.text)}
      @input=${(/** @type {FieldEvent} */ event) => {
        pen.text = event.target.value;
      }}
    ></textarea>
    <div class="acts">
      <button type="button" class="button main" @click=${() => void summary.save()}>${t("Save")}</button>
      <button type="button" class="button" @click=${() => summary.close()}>${t("Cancel")}</button>
    </div>
  </div>`;
}

/**
 * What the notes have brought since, and what was left out.
 * @param {SummaryState} summary @param {RowOf<"summary">} row
 */
function changes(summary, row) {
  const { app } = summary.page;
  const { more, fewer, out } = difference(app.table, row);
  const take = (/** @type {Line} */ line) =>
    html`<div class="acts">
      <button
        type="button"
        class="button small"
        @click=${() => void summary.act("summary.take", { id: row.id, note: line.id })}
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
              @click=${() => void summary.act("summary.refresh", { id: row.id }, t("Taken over."))}
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

/** @param {SummaryState} summary @param {RowOf<"summary">} row */
function decide(summary, row) {
  const act = (/** @type {string} */ name, /** @type {string} */ said) => () =>
    void summary.act(name, { id: row.id }, said);
  const button = (/** @type {string} */ word, /** @type {() => void} */ click, look = "button") =>
    html`<button type="button" class=${look} @click=${click}>${word}</button>`;
  const approve =
    row.state === "draft"
      ? button(t("Approve"), act("summary.approve", t("Approved.")), summary.leads ? "button" : "button main")
      : nothing;
  if (row.state === "published") {
    return summary.leads
      ? html`<div class="acts">${button(t("Withdraw"), act("summary.withdraw", t("Withdrawn.")))}</div>`
      : html`<p class="quiet">${t("Everybody sees it. Moderators can still change it.")}</p>`;
  }
  const handedOn = row.state === "approved" && !summary.leads;
  return html`<div class="acts">
    ${approve} ${handedOn ? button(t("Open it again"), act("summary.reopen", t("Open again."))) : nothing}
    ${summary.leads ? button(t("Publish"), act("summary.publish", t("Published.")), "button main") : nothing}
    ${
      handedOn && linesOf(row, "point").length
        ? html`<p class="quiet">${t("Thank you. The moderators publish it.")}</p>`
        : nothing
    }
  </div>`;
}
