/** The list of polls of a session: what is open, what is prepared, what is over. */
import { html, nothing } from "lit-html";
import { classMap } from "lit-html/directives/class-map.js";
import { repeat } from "lit-html/directives/repeat.js";
import { presence } from "../../programme/session.js";
import { closes, turnoutWords } from "../../polls/polls.js";
import { ticking } from "../../kit/ticking.js";
import { pick, t } from "../../core/words.js";
import { cap } from "./bars.js";
import { choose, settle } from "./focus.js";
import { lot } from "./lot.js";
import { kindWord, pollStateWord } from "./pollactions.js";

/** @typedef {import("./desk.js").Desk} Desk */

/** Lists of the past are opened by hand. @type {Set<string>} */
const unfolded = new Set();
const narrow = matchMedia("(max-width: 62em)");

/** @param {Desk} desk */
export function pollList(desk) {
  const { here, archived, elsewhere, library } = desk.polls.lists;
  const ids = [
    ...here,
    ...shown("archived", archived),
    ...shown("elsewhere", elsewhere),
    ...shown("library", library),
  ].map(({ id }) => id);
  settle(desk, "polls", ids);
  return html`<section class="col" data-column="polls" aria-labelledby="h-polls" ?data-front=${desk.tab === "polls"}>
    <header>
      <h2 id="h-polls" tabindex="-1">${t("Polls")} <span class="count tabular">${here.length}</span></h2>
      <button type="button" class="b main" data-new @click=${() => desk.polls.write()}>
        ${t("New poll")}${cap(desk, "n")}
      </button>
    </header>
    ${list(desk, here)}
    ${here.length ? nothing : html`<p class="empty">${t("No polls in this session yet. A new one takes ten seconds.")}</p>`}
    ${fold(desk, "archived", t("Archived"), archived)} ${fold(desk, "elsewhere", t("Other sessions"), elsewhere)}
    ${fold(desk, "library", t("Library"), library)} ${lot(desk)}
  </section>`;
}

/** @param {string} name @param {any[]} polls */
const shown = (name, polls) => (unfolded.has(name) ? polls : []);

/** @param {Desk} desk @param {any[]} polls */
const list = (desk, polls) =>
  html`<ol class="list" role="list">
    ${repeat(
      polls,
      ({ id }) => id,
      (poll) => html`<li>${entry(desk, poll)}</li>`,
    )}
  </ol>`;

/** @param {Desk} desk @param {any} poll */
function entry(desk, poll) {
  const current = desk.current.polls === poll.id && !desk.polls.form;
  const running = poll.state === "open" || poll.state === "closing";
  const elsewhere = poll.session !== desk.session?.id;
  // Only what does no harm is one press away.
  const quick = elsewhere ? "copy" : poll.state === "draft" ? "open" : null;
  const action = desk.polls.actions(poll).find(({ name }) => name === quick);
  const take = (/** @type {boolean} */ open) => {
    desk.polls.aside();
    choose(desk, "polls", poll.id);
    if (open && narrow.matches) desk.see("polls", "poll");
    desk.redraw();
  };
  const press = (/** @type {Event} */ event) => {
    event.stopPropagation();
    if (action) desk.polls.perform(action.name, poll);
  };
  return html`<article
    class=${classMap({ q: true, current, running })}
    data-row=${poll.id}
    tabindex=${desk.current.polls === poll.id ? 0 : -1}
    aria-labelledby=${`poll-${poll.id}`}
    aria-busy=${desk.busy.has(poll.id)}
    @focusin=${() => desk.polls.form || choose(desk, "polls", poll.id)}
    @click=${() => take(true)}
  >
    <div class="body">
      <p class="text" id=${`poll-${poll.id}`} dir="auto">${pick(words(poll.title))}</p>
      <p class="meta">
        <b class=${running ? "go" : ""}>${pollStateWord(poll.state)}</b>
        <span>${kindWord(poll.kind)}</span>
        ${running ? html`<span class="tabular">${turnout(desk, poll)}</span>` : nothing}
        ${poll.state === "open" && poll.ends != null ? html`<span class="tabular">${ticking(() => closes(poll, desk.clock))}</span>` : nothing}
        ${action ? html`<button type="button" class="b small" tabindex="-1" data-action=${action.name} @click=${press}>${action.label()}</button>` : nothing}
      </p>
    </div>
  </article>`;
}

/** @param {Desk} desk @param {any} poll */
export const turnout = (desk, poll) => turnoutWords(poll, desk.table.get("turnout", poll.id), presence(desk.table));

/** A label without its id. @param {any} label */
export const words = ({ de, en }) => ({ de, en });

/** @param {Desk} desk @param {string} name @param {string} title @param {any[]} polls */
function fold(desk, name, title, polls) {
  if (!polls.length) return nothing;
  const open = unfolded.has(name);
  const toggle = () => {
    if (!unfolded.delete(name)) unfolded.add(name);
    desk.redraw();
  };
  return html`<div class="fold">
    <h3>
      <button type="button" aria-expanded=${open} @click=${toggle}>
        ${title} <span class="count tabular">${polls.length}</span>
      </button>
    </h3>
    ${open ? list(desk, polls) : nothing}
  </div>`;
}
