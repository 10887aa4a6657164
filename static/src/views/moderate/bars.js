/** The bar on top (session, time, people, switches) and the one at the bottom (selection, undo, trouble, connection). */
import { html, nothing } from "lit-html";
import { presence } from "../../programme/session.js";
import { undoWords } from "../../event/undo.js";
import { connection, origin } from "../../kit/view.js";
import { pick, picked, t, tn } from "../../core/words.js";
import { actionsOnAll, keyCap } from "./actions.js";

/** @typedef {import("./desk.js").Desk} Desk */

/** @param {Desk} desk */
export function topBar(desk) {
  const { session, clock, table } = desk;
  const { onsite, remote } = presence(table);
  const event = table.get("event", desk.boot.event);
  const title = session?.title ?? event?.title;
  return html`<header class="bar">
    <h1 lang=${picked(title, session?.languages ?? event?.languages)}>
      <button
        type="button"
        class="title"
        title=${pick(title)}
        aria-haspopup="dialog"
        @click=${() => desk.openDialog({ what: "session" })}
      >
        <span>${pick(title)}</span>${cap(desk, "t")}
      </button>
    </h1>
    <div class="facts">
      <p class="when tabular">
        ${session ? when(desk, session) : nothing}
        ${clock.rehearsal ? html`<span class="rehearsal">${t("Rehearsal")}</span>` : nothing}
      </p>
      ${tempo(desk)}
      <p class="here">
        ${origin("onsite", t("{n} in the room", { n: onsite }))} ${origin("remote", t("{n} remote", { n: remote }))}
      </p>
    </div>
    <div class="switches">${desk.view === "polls" ? nothing : switches(desk)}</div>
    <div class="acts">
      <div class="seg views" role="group" aria-label=${t("What to moderate")}>
        ${view(desk, "questions", t("Questions"))}${view(desk, "polls", t("Polls"))}
      </div>
      ${
        desk.view === "polls"
          ? nothing
          : html`<button type="button" class="b" aria-pressed=${desk.holder.on} @click=${() => desk.toggleHold()}>
              ${desk.holder.on ? t("Lists held") : t("Hold lists")}${cap(desk, "h")}
            </button>`
      }
      <button
        type="button"
        class="b round"
        aria-haspopup="dialog"
        aria-label=${t("Keyboard help")}
        @click=${() => desk.openDialog({ what: "help" })}
      >
        ?
      </button>
    </div>
  </header>`;
}

/** How many asked for another tempo in the last minute. @param {Desk} desk */
function tempo(desk) {
  return desk.tempoWords ? html`<p class="tempo warn tabular">${desk.tempoWords}</p>` : nothing;
}

/** Whether people can ask here, and whether their questions wait for approval. @param {Desk} desk */
export const switches = (desk) =>
  html`${flip(desk, t("Questions open"), desk.qa.open, "o", () => desk.toggleQa("open"))}
  ${flip(desk, t("Approval first"), desk.qa.moderated, "v", () => desk.toggleQa("moderated"))}
  ${flip(desk, t("Reactions"), desk.reacting, "g", () => desk.toggleReactions())}`;

/** @param {Desk} desk @param {any} session */
function when(desk, session) {
  const { clock } = desk;
  if (session.state === "cancelled") return html`<b class="warn">${t("cancelled")}</b>`;
  if (session.state === "over") return html`<span>${t("over")}</span>`;
  if (session.state === "planned") {
    return html`<span
      >${session.start ? t("planned for {time}", { time: clock.time(session.start) }) : t("not started")}</span
    >`;
  }
  if (!session.end) return html`<span>${t("running")}</span>`;
  return html`<span class=${clock.minutesTo(session.end) < 0 ? "warn" : ""}>${clock.until(session.end)}</span>`;
}

/** @param {Desk} desk @param {string} word @param {boolean} on @param {string} key @param {() => void} toggle */
const flip = (desk, word, on, key, toggle) =>
  html`<button type="button" class="switch" role="switch" aria-checked=${on} @click=${toggle}>
    <i aria-hidden="true"></i>${word}${cap(desk, key)}
  </button>`;

/** @param {Desk} desk @param {string} key */
export const cap = (desk, key) => (desk.letters ? html`<kbd aria-hidden="true">${keyCap(key)}</kbd>` : nothing);

/** @param {Desk} desk @param {Desk["view"]} name @param {string} word */
const view = (desk, name, word) =>
  html`<button
    type="button"
    aria-pressed=${desk.view === name}
    @click=${() => desk.see(name, name === "polls" ? "polls" : "waiting")}
  >
    ${word}${desk.view === name ? nothing : cap(desk, "y")}
  </button>`;

/** @param {Desk} desk */
export function bottomBar(desk) {
  const { deed, trouble } = desk;
  const waiting = desk.busy.size && desk.link.status.state !== "connected";
  return html`<footer class="bar foot">
    ${bulk(desk)}
    <div class="line">
      ${
        trouble
          ? html`<p class="trouble">
              ${trouble}
              <button type="button" class="b small" @click=${() => desk.clear("trouble")}>${t("Close")}</button>
            </p>`
          : nothing
      }
      ${
        desk.view === "polls"
          ? html`<p class="deed">${t("Polls cannot be undone, so closing and resetting ask first.")}</p>`
          : deed
            ? html`<button type="button" class="b" @click=${() => desk.undo()}>${t("Undo")}${cap(desk, "u")}</button>
                <p class="deed" dir="auto">${undoWords(/** @type {any} */ (deed), desk.textOf)}</p>`
            : html`<p class="deed">${t("Everything you do here can be undone.")}</p>`
      }
      ${waiting ? html`<p class="note">${t("Waits for the connection, then it is sent.")}</p>` : nothing}
      <p class="connection">${connection(desk.link.status)}</p>
    </div>
    <nav class="tabs" aria-label=${t("Columns")}>
      ${tab(desk, "waiting", t("Waiting"), desk.columns.waiting.length)}
      ${tab(desk, "next", t("Up next"), desk.columns.next.length)} ${tab(desk, "polls", t("Polls"), 0)}
      ${tab(desk, "screen", t("Screen"), 0)}
    </nav>
  </footer>`;
}

/** @param {Desk} desk @param {Desk["tab"]} name @param {string} word @param {number} count */
const tab = (desk, name, word, count) =>
  html`<button
    type="button"
    aria-current=${desk.tab === name || (name === "polls" && desk.tab === "poll") ? "true" : "false"}
    @click=${() => bring(desk, name)}
  >
    ${word}${count ? html` <span class="count tabular">${count}</span>` : nothing}
  </button>`;

/** @param {Desk} desk @param {Desk["tab"]} name */
function bring(desk, name) {
  if (name !== "screen") desk.view = name === "polls" ? "polls" : "questions";
  desk.tab = name;
  desk.redraw();
}

/** What can be done with a selection. @param {Desk} desk */
function bulk(desk) {
  const ids = desk.view === "polls" ? [] : [...desk.selected].filter((id) => desk.table.get("question", id));
  if (!ids.length) return nothing;
  const states = ids.map((id) => desk.table.get("question", id)?.state ?? "");
  const actions = actionsOnAll(states).filter(({ name }) => name !== "merge" || ids.length > 1);
  return html`<div class="bulk" role="group" aria-label=${t("For all selected questions")}>
    <b class="tabular">${tn("{n} selected", "{n} selected", ids.length)}</b>
    ${actions.map(
      (action) =>
        html`<button type="button" class="b" @click=${() => desk.perform(action.name, ids)}>
          ${action.label()}${cap(desk, action.key)}
        </button>`,
    )}
    <button type="button" class="b" @click=${() => desk.clear("selected")}>${t("Clear")}${cap(desk, "Escape")}</button>
  </div>`;
}
