/** One question in a list: its words, where it comes from, and what can be done with it. */
import { html, nothing } from "lit-html";
import { classMap } from "lit-html/directives/class-map.js";
import { excerpt } from "../../event/undo.js";
import { lang, t } from "../../core/words.js";
import { origin, time } from "../../kit/view.js";
import { actionsOn } from "./actions.js";
import { cap } from "./bars.js";
import { editor } from "./editor.js";
import { choose } from "./focus.js";
import { why } from "./hold_reasons.js";
import { questionOf } from "../../programme/session.js";

/** @typedef {import("./state.js").ModeratorState} ModeratorState */
/** @typedef {import("../../questions/columns.js").Column} Column */

/** From this length on the question on stage is set like the others. */
const LONG = 160;

/**
 * @param {ModeratorState} page @param {RowOf<"question">} q
 * @param {{column: Column, home: string[], rank?: number, hint?: boolean}} place
 *   home: the states that belong here; another one means that the list is held
 */
export function card(page, q, { column, home, rank, hint = false }) {
  const current = page.current[column] === q.id;
  const gone = !home.includes(q.state) || Boolean(q.merged);
  const editing = page.editor && page.editor.id === q.id ? page.editor.what : null;
  const looks = classMap({
    "list-card": true,
    ranked: Boolean(rank),
    current,
    gone,
    selected: page.selected.has(q.id),
    "on-stage": q.state === "answering",
    long: q.text.length > LONG,
  });
  const writing = editing === "edit"; // then the text that names the row is not there
  return html`<article
    class=${looks}
    data-row=${q.id}
    tabindex=${current ? 0 : -1}
    aria-labelledby=${writing ? nothing : `text-${q.id}`}
    aria-label=${writing ? q.text : nothing}
    aria-busy=${page.busy.has(q.id)}
    @focusin=${() => choose(page, column, q.id)}
    @click=${() => choose(page, column, q.id)}
  >
    ${rank ? html`<b class="rank tabular">${rank}</b>` : nothing}
    <div class="body">
      ${q.state === "answering" ? html`<p class="tag">${onStageWords(q)}</p>` : nothing}
      ${
        writing
          ? editor(page, q, editing)
          : html`<p class="text" id=${`text-${q.id}`} dir="auto" lang=${q.lang ?? nothing}>${q.text}</p>`
      }
      ${q.edited ? original(page, q) : nothing} ${why(page, q.id)}
      ${meta(page, q, current || gone || editing ? nothing : quick(page, q))}
      ${q.reply && editing !== "reply" ? reply(q) : nothing}
      ${gone ? html`<p class="state">${stateWord(q)}</p>` : nothing} ${merges(page, q, current)}
      ${editing && !writing ? editor(page, q, editing) : nothing}
      ${hint && !gone && !editing ? similarHint(page, q) : nothing}
      ${current && !gone && !editing ? buttons(page, q) : nothing}
    </div>
  </article>`;
}

/** @param {RowOf<"question">} q */
const onStageWords = (q) => [t("Being answered"), q.person].filter(Boolean).join(" · ");

/** @param {RowOf<"question">} q */
const reply = (q) =>
  html`<p class="reply" dir="auto"><b>${q.reply_by ? `${q.reply_by}:` : t("Reply:")}</b> ${q.reply}</p>`;

/** @param {ModeratorState} page @param {RowOf<"question">} q @param {unknown} end */
function meta(page, q, end) {
  const votes = page.table.get("votes", q.id);
  const foreign = q.lang && q.lang !== lang;
  return html`<p class="meta">
    <label class="pick"
      ><input
        type="checkbox"
        tabindex=${page.focused?.id === q.id ? 0 : -1}
        .checked=${page.selected.has(q.id)}
        @change=${() => page.toggleSelected(q.id)}
      /><span class="unseen">${t("Select")}</span></label
    >
    ${origin(q.mode)}
    ${
      votes?.n
        ? html`<span
            class="tabular"
            title=${votes.onsite === null ? nothing : t("{onsite} from the room, {remote} remote", votes)}
          >
            <span aria-hidden="true">▲</span><span class="unseen">${t("Votes:")}</span> ${votes.n}</span
          >`
        : nothing
    }
    ${foreign ? html`<span class="code">${q.lang.toUpperCase()}</span>` : nothing}
    ${q.name ? html`<bdi>${q.name}</bdi>` : nothing}
    ${q.by === "team" ? html`<span>${t("added by the team")}</span>` : nothing}
    ${q.state === "answering" ? nothing : time(page.clock, q.at)}
    ${q.person && q.state !== "answering" ? html`<span>${t("to {name}", { name: q.person })}</span>` : nothing}
    ${q.labels.map((/** @type {string} */ label) => html`<span class="label">${label}</span>`)} ${end}
  </p>`;
}

/** @param {ModeratorState} page @param {RowOf<"question">} q */
function original(page, q) {
  const text = page.table.get("qmod", q.id)?.original;
  return text
    ? html`<p class="original"><b>${t("As asked:")}</b> <span dir="auto" lang=${q.lang ?? nothing}>${text}</span></p>`
    : nothing;
}

/** @param {ModeratorState} page @param {RowOf<"question">} q @param {boolean} current */
function merges(page, q, current) {
  const ids = page.table.get("qmod", q.id)?.merges ?? [];
  const merged = ids.flatMap((id) => questionOf(page.table, id) ?? []);
  if (!merged.length) return nothing;
  return html`<ul class="merges" aria-label=${t("Merged into this question")}>
    ${merged.map(
      (child) =>
        html`<li>
          ${origin(child.mode)} <span dir="auto" lang=${child.lang ?? nothing}>${child.text}</span>
          ${
            current
              ? html`<button
                  type="button"
                  class="button small"
                  data-action=${`unmerge-${child.id}`}
                  @click=${() => page.decide("question.unmerge", { id: child.id })}
                >
                  ${t("Separate")}
                </button>`
              : nothing
          }
        </li>`,
    )}
  </ul>`;
}

/** @param {ModeratorState} page @param {RowOf<"question">} q */
function similarHint(page, q) {
  const found = page.similar.bestFor(q);
  if (!found) return nothing;
  const votes = page.table.get("votes", found.id)?.n ?? 0;
  const text = excerpt(found.text, 60);
  const word = votes
    ? t("Similar to “{text}” ({votes} supporters)", { text, votes })
    : t("Similar to “{text}”", { text });
  return html`<p class="hint">
    <span>${word}</span>
    <button
      type="button"
      class="button small"
      tabindex=${page.focused?.id === q.id ? 0 : -1}
      data-action="merge"
      @click=${() => page.perform("merge", [q.id])}
    >
      ${t("Merge …")}
    </button>
  </p>`;
}

/**
 * Everything that can be done with the question that has the keyboard.
 * @param {ModeratorState} page @param {RowOf<"question">} q
 */
function buttons(page, q) {
  const actions = actionsOn(q.state);
  const main = actions.filter((action) => !action.side);
  const side = actions.filter((action) => action.side);
  return html`<div class="acts">${main.map((action, i) => button(page, q, action, i ? "button" : "button main"))}</div>
    ${
      side.length
        ? html`<div class="acts side-acts">${side.map((action) => button(page, q, action, "quiet"))}</div>`
        : nothing
    }`;
}

/**
 * A press on a button of another row does not make that row the current one.
 * @param {ModeratorState} page @param {RowOf<"question">} q @param {import("./actions.js").Action} action
 */
const press = (page, q, action) => (/** @type {Event} */ event) => {
  event.stopPropagation();
  page.perform(action.name, [q.id]);
};

/**
 * @param {ModeratorState} page @param {RowOf<"question">} q @param {import("./actions.js").Action} action
 * @param {string} look
 */
const button = (page, q, action, look) =>
  html`<button type="button" class=${look} data-action=${action.name} @click=${press(page, q, action)}>
    ${action.label()}${cap(page, action.key)}
  </button>`;

/** The one button of a row that is not the current one. @param {ModeratorState} page @param {RowOf<"question">} q */
function quick(page, q) {
  const action = actionsOn(q.state)[0];
  if (!action) return nothing;
  return html`<button
    type="button"
    class="button small"
    tabindex="-1"
    data-action=${action.name}
    @click=${press(page, q, action)}
  >
    ${action.label()}
  </button>`;
}

/** @param {RowOf<"question">} q */
function stateWord(q) {
  if (q.merged) return t("merged");
  /** @type {Record<string, string>} */
  const words = {
    queued: t("waiting"),
    live: t("on the list"),
    answering: t("on stage"),
    answered: t("answered"),
    dismissed: t("dismissed"),
    archived: t("archived"),
    withdrawn: t("withdrawn"),
  };
  return words[q.state] ?? q.state;
}
