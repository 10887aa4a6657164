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
import { similarTo } from "./hints.js";
import { why } from "./why.js";

/** @typedef {import("./desk.js").Desk} Desk */
/** @typedef {import("./lists.js").Column} Column */

/** From this length on the question on stage is set like the others. */
const LONG = 160;

/**
 * @param {Desk} desk @param {any} q
 * @param {{column: Column, home: string[], rank?: number, hint?: boolean}} place
 *   home: the states that belong here; another one means that the list is held
 */
export function card(desk, q, { column, home, rank, hint = false }) {
  const current = desk.current[column] === q.id;
  const gone = !home.includes(q.state) || Boolean(q.merged);
  const editing = desk.editor && desk.editor.id === q.id ? desk.editor.what : null;
  const looks = classMap({
    q: true,
    ranked: Boolean(rank),
    current,
    gone,
    selected: desk.selected.has(q.id),
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
    aria-busy=${desk.busy.has(q.id)}
    @focusin=${() => choose(desk, column, q.id)}
    @click=${() => choose(desk, column, q.id)}
  >
    ${rank ? html`<b class="rank tabular">${rank}</b>` : nothing}
    <div class="body">
      ${q.state === "answering" ? html`<p class="tag">${t("Being answered")}${q.person ? html` · ${q.person}` : nothing}</p>` : nothing}
      ${
        writing
          ? editor(desk, q, editing)
          : html`<p class="text" id=${`text-${q.id}`} dir="auto" lang=${q.lang ?? nothing}>${q.text}</p>`
      }
      ${q.edited ? original(desk, q) : nothing} ${why(desk, q.id)}
      ${meta(desk, q, current || gone || editing ? nothing : quick(desk, q))}
      ${q.reply && editing !== "reply" ? html`<p class="reply" dir="auto"><b>${t("Reply:")}</b> ${q.reply}</p>` : nothing}
      ${gone ? html`<p class="state">${stateWord(q)}</p>` : nothing} ${merges(desk, q, current)}
      ${editing && !writing ? editor(desk, q, editing) : nothing}
      ${hint && !gone && !editing ? similarHint(desk, q) : nothing}
      ${current && !gone && !editing ? buttons(desk, q) : nothing}
    </div>
  </article>`;
}

/** @param {Desk} desk @param {any} q @param {unknown} end */
function meta(desk, q, end) {
  const votes = desk.table.get("votes", q.id);
  const foreign = q.lang && q.lang !== lang;
  return html`<p class="meta">
    <label class="pick"
      ><input
        type="checkbox"
        tabindex=${desk.focused?.id === q.id ? 0 : -1}
        .checked=${desk.selected.has(q.id)}
        @change=${() => desk.toggleSelected(q.id)}
      /><span class="unseen">${t("Select")}</span></label
    >
    ${origin(q.mode)}
    ${
      votes?.n
        ? html`<span class="tabular" title=${t("{onsite} from the room, {remote} remote", votes)}>
            <span aria-hidden="true">▲</span><span class="unseen">${t("Support:")}</span> ${votes.n}</span
          >`
        : nothing
    }
    ${foreign ? html`<span class="code">${q.lang.toUpperCase()}</span>` : nothing}
    ${q.name ? html`<bdi>${q.name}</bdi>` : nothing} ${q.state === "answering" ? nothing : time(desk.clock, q.at)}
    ${q.person && q.state !== "answering" ? html`<span>${t("to {name}", { name: q.person })}</span>` : nothing}
    ${q.labels.map((/** @type {string} */ label) => html`<span class="label">${label}</span>`)} ${end}
  </p>`;
}

/** @param {Desk} desk @param {any} q */
function original(desk, q) {
  const text = desk.table.get("qmod", q.id)?.original;
  return text
    ? html`<p class="original"><b>${t("As asked:")}</b> <span dir="auto" lang=${q.lang ?? nothing}>${text}</span></p>`
    : nothing;
}

/** @param {Desk} desk @param {any} q @param {boolean} current */
function merges(desk, q, current) {
  const ids = desk.table.get("qmod", q.id)?.merges ?? [];
  const merged = ids.map((/** @type {string} */ id) => desk.table.get("question", id)).filter(Boolean);
  if (!merged.length) return nothing;
  return html`<ul class="merges" aria-label=${t("Merged into this question")}>
    ${merged.map(
      (/** @type {any} */ child) =>
        html`<li>
          ${origin(child.mode)} <span dir="auto" lang=${child.lang ?? nothing}>${child.text}</span>
          ${
            current
              ? html`<button
                  type="button"
                  class="b small"
                  data-action=${`unmerge-${child.id}`}
                  @click=${() => desk.decide("question.unmerge", { id: child.id })}
                >
                  ${t("Separate")}
                </button>`
              : nothing
          }
        </li>`,
    )}
  </ul>`;
}

/** @param {Desk} desk @param {any} q */
function similarHint(desk, q) {
  const found = similarTo(desk, q);
  if (!found) return nothing;
  const votes = desk.table.get("votes", found.id)?.n ?? 0;
  const text = excerpt(found.text, 60);
  const word = votes
    ? t("Similar to “{text}” ({votes} supporters)", { text, votes })
    : t("Similar to “{text}”", { text });
  return html`<p class="hint">
    <span>${word}</span>
    <button
      type="button"
      class="b small"
      tabindex=${desk.focused?.id === q.id ? 0 : -1}
      data-action="merge"
      @click=${() => desk.perform("merge", [q.id])}
    >
      ${t("Merge …")}
    </button>
  </p>`;
}

/** Everything that can be done with the question that has the keyboard. @param {Desk} desk @param {any} q */
function buttons(desk, q) {
  const actions = actionsOn(q.state);
  const main = actions.filter((action) => !action.side);
  const side = actions.filter((action) => action.side);
  return html`<div class="acts">${main.map((action, i) => button(desk, q, action, i ? "b" : "b main"))}</div>
    ${side.length ? html`<div class="acts side-acts">${side.map((action) => button(desk, q, action, "quiet"))}</div>` : nothing}`;
}

/** A press on a button of another row does not make that row the current one. @param {Desk} desk @param {any} q @param {import("./actions.js").Action} action */
const press = (desk, q, action) => (/** @type {Event} */ event) => {
  event.stopPropagation();
  desk.perform(action.name, [q.id]);
};

/** @param {Desk} desk @param {any} q @param {import("./actions.js").Action} action @param {string} look */
const button = (desk, q, action, look) =>
  html`<button type="button" class=${look} data-action=${action.name} @click=${press(desk, q, action)}>
    ${action.label()}${cap(desk, action.key)}
  </button>`;

/** The one button of a row that is not the current one. @param {Desk} desk @param {any} q */
function quick(desk, q) {
  const action = actionsOn(q.state)[0];
  if (!action) return nothing;
  return html`<button
    type="button"
    class="b small"
    tabindex="-1"
    data-action=${action.name}
    @click=${press(desk, q, action)}
  >
    ${action.label()}
  </button>`;
}

/** @param {any} q */
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
