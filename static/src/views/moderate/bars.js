/**
 * The bar on top (event, people, switches) and the one at the bottom (selection, undo, refusals, connection).
 */
import { html, nothing } from "lit-html";
import { presence } from "../../programme/session.js";
import { connection, hereWords } from "../../kit/view.js";
import { unlessHeld } from "../../kit/profile.js";
import { languages, wayHome } from "../../kit/shell.js";
import { t, tn } from "../../core/words.js";
import { actionsOnAll, keyCap } from "./actions.js";
import { roomsInFront } from "./rooms_now.js";

/** @typedef {import("./state.js").ModeratorState} ModeratorState */
/** @typedef {import("./state.js").Column} Column */

/** @param {ModeratorState} page */
export function topBar(page) {
  const { clock, table, boot } = page;
  return html`<header class="bar">
    <div class="facts">
      <p class="event">
        ${wayHome(boot, table.get("event", boot.event))}
        ${clock.rehearsal ? html`<span class="rehearsal">${t("Rehearsal")}</span>` : nothing}
      </p>
      <p class="here">${hereWords(presence(table))}</p>
    </div>
    <div class="seg views" role="group" aria-label=${t("What to moderate")}>
      ${view(page, "questions", t("Questions"))}${view(page, "polls", t("Polls"))}
      ${view(page, "floor", t("Hands"), hands(page))}
    </div>
    <div class="acts">
      ${asking(page) ? hold(page) : nothing}
      <button
        type="button"
        class="button round"
        aria-haspopup="dialog"
        aria-label=${t("Keyboard help")}
        @click=${() => page.openDialog({ what: "help" })}
      >
        ?
      </button>
      ${languages(boot)}
    </div>
  </header>`;
}

/** Whether the page is about the questions of one place. @param {ModeratorState} page */
export const asking = (page) => page.view === "questions" && !roomsInFront(page).length;

/** @param {ModeratorState} page */
const hold = (page) =>
  html`<button type="button" class="button" aria-pressed=${page.lists.held} @click=${() => page.lists.toggleHold()}>
    ${page.lists.held ? t("Lists paused") : t("Pause lists")}${cap(page, "h")}
  </button>`;

/** Whether people can ask here, and whether their questions wait for approval. @param {ModeratorState} page */
export function switches(page) {
  const { sessions } = page;
  const { open, moderated } = sessions.qa;
  return html`${flip(page, t("Questions open"), open, "o", () => sessions.toggleQuestions("open"))}
  ${unlessHeld(page.table, t("Review before publishing"), () =>
    flip(page, t("Review before publishing"), moderated, "v", () => sessions.toggleQuestions("moderated")),
  )}
  ${flip(page, t("Reactions"), sessions.reacting, "g", () => sessions.toggleReactions())}`;
}

/**
 * @param {ModeratorState} page @param {string} word @param {boolean} on @param {string} key @param {() => void} toggle
 */
const flip = (page, word, on, key, toggle) =>
  html`<button type="button" class="switch" role="switch" aria-checked=${on} @click=${toggle}>
    <i aria-hidden="true"></i>${word}${cap(page, key)}
  </button>`;

/** @param {ModeratorState} page @param {string} key */
export const cap = (page, key) => (page.letters && key ? html`<kbd aria-hidden="true">${keyCap(key)}</kbd>` : nothing);

/** The column in front of each view, and its key. @type {Record<ModeratorState["view"], {tab: Column, key: string}>} */
const VIEWS = {
  questions: { tab: "waiting", key: "y" },
  polls: { tab: "polls", key: "y" },
  floor: { tab: "floor", key: "f" },
};

/** How many hands are up. @param {ModeratorState} page */
const hands = (page) => page.chair.waiting.length;

/** @param {ModeratorState} page @param {ModeratorState["view"]} name @param {string} word @param {number} [n] */
const view = (page, name, word, n = 0) =>
  html`<button type="button" aria-pressed=${page.view === name} @click=${() => page.see(name, VIEWS[name].tab)}>
    ${word}${n ? html` <span class="count tabular">${n}</span>` : nothing}${
      page.view === name ? nothing : cap(page, VIEWS[name].key)
    }
  </button>`;

/** @param {ModeratorState} page */
export function bottomBar(page) {
  const { words } = page.undo;
  const { trouble } = page;
  const waiting = page.busy.size && page.link.status.state !== "connected";
  return html`<footer class="bar foot">
    ${bulk(page)}
    <div class="line">
      ${
        trouble
          ? html`<p class="trouble">
              ${trouble}
              <button type="button" class="button small" @click=${() => page.clear("trouble")}>${t("Close")}</button>
            </p>`
          : nothing
      }
      ${
        page.view === "floor"
          ? html`<p class="last-change">${t("Whoever was called too early is called back, or set aside.")}</p>`
          : page.view === "polls"
            ? html`<p class="last-change">${t("Polls cannot be undone, so closing and resetting ask first.")}</p>`
            : words
              ? html`<button type="button" class="button" @click=${() => page.undo.takeBack()}>
                    ${t("Undo")}${cap(page, "u")}
                  </button>
                  <p class="last-change" dir="auto">${words}</p>`
              : html`<p class="last-change">${t("Everything you do here can be undone.")}</p>`
      }
      ${waiting ? html`<p class="note">${t("Waits for the connection, then it is sent.")}</p>` : nothing}
      <p class="connection">${connection(page.link.status)}</p>
    </div>
    <nav class="tabs" aria-label=${t("Columns")}>
      ${tab(
        page,
        "waiting",
        t("Waiting"),
        page.inbox.all.reduce((sum, { n }) => sum + n, 0),
      )}
      ${tab(page, "next", t("Up next"), page.lists.columns.next.length)} ${tab(page, "polls", t("Polls"), 0)}
      ${tab(page, "floor", t("Hands"), hands(page))} ${tab(page, "screen", t("Screen"), 0)}
    </nav>
  </footer>`;
}

/** @param {ModeratorState} page @param {ModeratorState["tab"]} name @param {string} word @param {number} count */
const tab = (page, name, word, count) =>
  html`<button
    type="button"
    aria-current=${page.tab === name || (name === "polls" && page.tab === "poll") ? "true" : "false"}
    @click=${() => bring(page, name)}
  >
    ${word}${count ? html` <span class="count tabular">${count}</span>` : nothing}
  </button>`;

/** @param {ModeratorState} page @param {ModeratorState["tab"]} name */
function bring(page, name) {
  if (name !== "screen") page.view = name === "polls" || name === "floor" ? name : "questions";
  page.tab = name;
  page.redraw();
}

/** What can be done with a selection. @param {ModeratorState} page */
function bulk(page) {
  const ids = page.view === "polls" ? [] : [...page.selected].filter((id) => page.table.get("question", id));
  if (!ids.length) return nothing;
  const states = ids.map((id) => page.table.get("question", id)?.state ?? "");
  const actions = actionsOnAll(states).filter(({ name }) => name !== "merge" || ids.length > 1);
  return html`<div class="bulk" role="group" aria-label=${t("For all selected questions")}>
    <b class="tabular">${tn("{n} selected", "{n} selected", ids.length)}</b>
    ${actions.map(
      (action) =>
        html`<button type="button" class="button" @click=${() => page.perform(action.name, ids)}>
          ${action.label()}${cap(page, action.key)}
        </button>`,
    )}
    <button type="button" class="button" @click=${() => page.clear("selected")}>
      ${t("Clear")}${cap(page, "Escape")}
    </button>
  </div>`;
}
