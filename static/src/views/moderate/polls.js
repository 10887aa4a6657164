/** The list of polls of a session: what is open, what is prepared, what is over. */
import { html, nothing } from "lit-html";
import { classMap } from "lit-html/directives/class-map.js";
import { repeat } from "lit-html/directives/repeat.js";
import { presence } from "../../programme/session.js";
import { closes } from "../../polls/polls.js";
import { turnoutWords } from "../../polls/turnout.js";
import { ticking } from "../../kit/ticking.js";
import { pick, t } from "../../core/words.js";
import { cap } from "./bars.js";
import { choose, settle } from "./focus.js";
import { parkingLot } from "./parking_lot.js";
import { kindWord, pollStateWord } from "./poll_actions.js";

/** @typedef {import("./state.js").ModeratorState} ModeratorState */

const narrow = matchMedia("(max-width: 62em)");

/** @param {ModeratorState} page */
export function pollList(page) {
  const { here, archived, elsewhere, library } = page.polls.lists;
  const ids = [
    ...here,
    ...unfolded(page, "archived", archived),
    ...unfolded(page, "elsewhere", elsewhere),
    ...unfolded(page, "library", library),
  ].map(({ id }) => id);
  settle(page, "polls", ids);
  const empty = t("No polls in this session yet. A new one takes ten seconds.");
  return html`<section class="column" data-column="polls" aria-labelledby="h-polls" ?data-front=${page.tab === "polls"}>
    <header>
      <h2 id="h-polls" tabindex="-1">${t("Polls")} <span class="count tabular">${here.length}</span></h2>
      <button type="button" class="button main" data-new @click=${() => page.polls.draft.begin()}>
        ${t("New poll")}${cap(page, "n")}
      </button>
    </header>
    ${list(page, here)} ${here.length ? nothing : html`<p class="empty">${empty}</p>`}
    ${fold(page, "archived", t("Archived"), archived)} ${fold(page, "elsewhere", t("Other sessions"), elsewhere)}
    ${fold(page, "library", t("Library"), library)} ${parkingLot(page)}
  </section>`;
}

/** @param {ModeratorState} page @param {string} name @param {RowOf<"poll">[]} polls */
const unfolded = (page, name, polls) => (page.polls.isOpen(name) ? polls : []);

/** @param {ModeratorState} page @param {RowOf<"poll">[]} polls */
const list = (page, polls) =>
  html`<ol class="list" role="list">
    ${repeat(
      polls,
      ({ id }) => id,
      (poll) => html`<li>${entry(page, poll)}</li>`,
    )}
  </ol>`;

/** @param {ModeratorState} page @param {RowOf<"poll">} poll */
function entry(page, poll) {
  const current = page.current.polls === poll.id && !page.polls.draft.form;
  const running = poll.state === "open" || poll.state === "closing";
  const elsewhere = poll.session !== page.session?.id;
  // Only what does no harm is one press away.
  const quick = elsewhere ? "copy" : poll.state === "draft" ? "open" : null;
  const action = page.polls.actions(poll).find(({ name }) => name === quick);
  const take = (/** @type {boolean} */ open) => {
    page.polls.draft.putAside();
    choose(page, "polls", poll.id);
    if (open && narrow.matches) page.see("polls", "poll");
    page.redraw();
  };
  const press = (/** @type {Event} */ event) => {
    event.stopPropagation();
    if (action) page.polls.perform(action.name, poll);
  };
  return html`<article
    class=${classMap({ "list-card": true, current, running })}
    data-row=${poll.id}
    tabindex=${page.current.polls === poll.id ? 0 : -1}
    aria-labelledby=${`poll-${poll.id}`}
    aria-busy=${page.busy.has(poll.id)}
    @focusin=${() => page.polls.draft.form || choose(page, "polls", poll.id)}
    @click=${() => take(true)}
  >
    <div class="body">
      <p class="text" id=${`poll-${poll.id}`} dir="auto">${pick(words(poll.title))}</p>
      <p class="meta">
        <b class=${running ? "go" : ""}>${pollStateWord(poll.state)}</b>
        <span>${kindWord(poll.kind)}</span>
        ${running ? html`<span class="tabular">${turnout(page, poll)}</span>` : nothing}
        ${
          poll.state === "open" && poll.ends != null
            ? html`<span class="tabular">${ticking(() => closes(poll, page.clock))}</span>`
            : nothing
        }
        ${action ? quickButton(action, press) : nothing}
      </p>
    </div>
  </article>`;
}

/** @param {import("./poll_actions.js").PollAction} action @param {(event: Event) => void} press */
const quickButton = ({ name, label }, press) =>
  html`<button type="button" class="button small" tabindex="-1" data-action=${name} @click=${press}>
    ${label()}
  </button>`;

/** @param {ModeratorState} page @param {RowOf<"poll">} poll */
export function turnout(page, poll) {
  const counts = page.table.get("turnout", poll.id);
  const said = turnoutWords(poll, counts, presence(page.table));
  const came = page.table.all("checkin_count")[0];
  if (counts?.ballots == null || !came || !(came.onsite + came.remote) || poll.level === "codes") return said;
  const { onsite, remote } = came;
  return t("{turnout} connected; checked in: {onsite} in the room, {remote} remote", { turnout: said, onsite, remote });
}

/** A label without its id. @param {Record<string, string>|RowOf<"poll">["options"][number]} label */
export const words = ({ de, en }) => ({ de, en });

/** @param {ModeratorState} page @param {string} name @param {string} title @param {RowOf<"poll">[]} polls */
function fold(page, name, title, polls) {
  if (!polls.length) return nothing;
  const open = page.polls.isOpen(name);
  return html`<div class="fold">
    <h3>
      <button type="button" aria-expanded=${open} @click=${() => page.polls.toggle(name)}>
        ${title} <span class="count tabular">${polls.length}</span>
      </button>
    </h3>
    ${open ? list(page, polls) : nothing}
  </div>`;
}
