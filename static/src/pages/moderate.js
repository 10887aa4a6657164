/** The moderator's page: waiting, fair next, and what the room sees. Every action has a key. */
import { html } from "lit-html";
import { start } from "../core/boot.js";
import { commandFor } from "../kit/keys.js";
import { gliding } from "../kit/motion.js";
import { announcer } from "../kit/announce.js";
import { live } from "../kit/view.js";
import { SLIDES, actionsOn, actionsOnAll, keyMap } from "../views/moderate/actions.js";
import { calls } from "../views/moderate/calls.js";
import { tellArrivals, tellTempo } from "../views/moderate/arrivals.js";
import { bottomBar, topBar } from "../views/moderate/bars.js";
import { next, waiting } from "../views/moderate/columns.js";
import { Desk } from "../views/moderate/desk.js";
import { dialog } from "../views/moderate/dialogs.js";
import { across, keepFocus, step } from "../views/moderate/focus.js";
import { pollPane } from "../views/moderate/poll.js";
import { pollKeyMap } from "../views/moderate/pollactions.js";
import { pollList } from "../views/moderate/polls.js";
import { press, remote } from "../views/moderate/remote.js";

/** @type {Desk} */
let desk;
const app = start({ busy: () => desk?.writing });
const acts = announcer(/** @type {HTMLElement} */ (document.getElementById("status")));
desk = new Desk(app, acts.now);

function page() {
  return html`<div class="desk">
      ${topBar(desk)}${calls(desk)}
      <main class="cols">
        ${desk.view === "polls" ? [pollList(desk), pollPane(desk)] : [waiting(desk), next(desk)]}${remote(desk)}
      </main>
      ${bottomBar(desk)}
    </div>
    ${dialog(desk)}`;
}

/** @param {() => void} draw */
function around(draw) {
  const restore = keepFocus(desk);
  const [waitingList, nextList] = ["waiting", "next"].map((column) =>
    document.querySelector(`[data-column="${column}"] > .list`),
  );
  gliding(waitingList, () => gliding(nextList, draw));
  restore();
}

desk.redraw = live(app.root, page, { ...app, around });
app.onStatus(desk.redraw);

/** @typedef {Map<string, {kind: string, name: string}>} Keys */
const KEYS = /** @type {Keys} */ (keyMap());
/** What makes sense for polls as well. */
const SHARED = ["next", "previous", "right", "left", "first", "view", "session", "longer", "screen", "help", "escape"];
const POLL_VIEW = /** @type {Keys} */ (
  new Map(
    /** @type {any} */ ([
      ...[...KEYS].filter(([, { kind, name }]) => kind === "slide" || SHARED.includes(name)),
      ...pollKeyMap(),
    ]),
  )
);
/** @type {Record<string, () => void>} */
const PAGE = {
  next: () => step(desk, 1),
  previous: () => step(desk, -1),
  right: () => across(desk, 1),
  left: () => across(desk, -1),
  undo: () => desk.undo(),
  hold: () => desk.toggleHold(),
  sort: () => desk.order(),
  open: () => desk.toggleQa("open"),
  moderated: () => desk.toggleQa("moderated"),
  reactions: () => desk.toggleReactions(),
  session: () => desk.openDialog({ what: "session" }),
  longer: () => desk.extend(5),
  screen: () => desk.nextScreen(),
  help: () => desk.openDialog({ what: "help" }),
  view: () => (desk.view === "polls" ? desk.see("questions", "waiting") : desk.see("polls", "polls")),
  first: () =>
    desk.view === "polls" ? firstOfPoll() : desk.focused && act(actionsOn(desk.focused.state)[0]?.name ?? ""),
  select: () => desk.focused && desk.toggleSelected(desk.focused.id),
  escape: () => desk.clear("selected", "trouble"),
};

/** @type {Record<string, () => void>} */
const POLLS = {
  new: () => desk.polls.write(),
  approve: () => judge("approve"),
  hide: () => judge("hide"),
};

/** @param {"approve"|"hide"} what */
function judge(what) {
  const { answer } = desk.polls;
  if (answer) desk.polls.judge(what, [answer.id]);
}

function firstOfPoll() {
  const { answer, current } = desk.polls;
  if (answer) judge(answer.state === "live" ? "hide" : "approve");
  else if (current) desk.polls.perform(desk.polls.actions(current)[0]?.name ?? "");
}

/** Do an action to the selection, else to the question that has the keyboard. @param {string} name */
function act(name) {
  const chosen = [...desk.selected];
  const states = chosen.map((id) => desk.table.get("question", id)?.state ?? "");
  const many = chosen.length && actionsOnAll(states).some((action) => action.name === name);
  const ids = many ? chosen : desk.focused ? [desk.focused.id] : [];
  if (ids.length) desk.perform(name, ids);
}

addEventListener("keydown", (event) => {
  if (desk.dialog) return;
  const found = commandFor(event, desk.view === "polls" ? POLL_VIEW : KEYS, { letters: desk.letters });
  if (!found) return;
  event.preventDefault();
  if (found.kind === "action") act(found.name);
  else if (found.kind === "slide") press(desk, SLIDES.find(({ what }) => what === found.name)?.what ?? "join");
  else if (found.kind === "poll") desk.polls.press(found.name);
  else if (found.kind === "polls") POLLS[found.name]?.();
  else PAGE[found.name]?.();
});

const log = /** @type {HTMLElement} */ (document.getElementById("log"));
tellArrivals(log, app.table, () => desk.session?.id);
tellTempo(log, app.table, () => desk.tempoWords);
