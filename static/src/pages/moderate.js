/** The moderator's page: waiting, fair next, and what the room sees. Every action has a key. */
import { html } from "lit-html";
import { start } from "../core/boot.js";
import { announcer, tellConnection } from "../kit/announce.js";
import { gliding } from "../kit/motion.js";
import { tray } from "../kit/tray.js";
import { replan } from "../views/day/replan.js";
import { live } from "../kit/view.js";
import { tellArrivals, tellTempo } from "../views/moderate/announcements.js";
import { crewNews } from "../views/floor/crew.js";
import { bottomBar, topBar } from "../views/moderate/bars.js";
import { calls } from "../views/moderate/calls.js";
import { next, waiting } from "../views/moderate/columns.js";
import { dialog } from "../views/moderate/dialogs.js";
import { flood } from "../views/moderate/flood.js";
import { floorColumns } from "../views/moderate/floor.js";
import { keepFocus } from "../views/moderate/focus.js";
import { pollPane } from "../views/moderate/poll.js";
import { pollList } from "../views/moderate/polls.js";
import { rail } from "../views/moderate/rail.js";
import { roomsInFront, roomsNow } from "../views/moderate/rooms_now.js";
import { remote } from "../views/moderate/screen_remote.js";
import { onKey } from "../views/moderate/shortcuts.js";
import { ModeratorState } from "../views/moderate/state.js";
import { waitingStrip } from "../views/moderate/waiting_strip.js";

const element = (/** @type {string} */ id) => /** @type {HTMLElement} */ (document.getElementById(id));

/** @type {ModeratorState} */
let page;
const app = start({ busy: () => page?.writing });
page = new ModeratorState(app, announcer(element("status")).now);

const template = () =>
  html`<div class="desk">
      ${topBar(page)}
      <div class="day-line">${rail(page)}${waitingStrip(page)}</div>
      <div class="notices">${replan(page)}${calls(page)}${crewNews(page.crew, byCall)}${flood(page)}</div>
      <main id="main" tabindex="-1" class="columns">${lists()}${remote(page)}</main>
      ${bottomBar(page)}
    </div>
    ${dialog(page)}`;

/** A call for help stands there as such. @param {import("../floor/crew.js").Message} message */
const byCall = ({ slot }) => slot !== null;

/** What the columns on the left show: polls, the floor, the rooms of a round, or the questions of one place. */
function lists() {
  if (page.view === "polls") return [pollList(page), pollPane(page)];
  if (page.view === "floor") return floorColumns(page);
  const slots = roomsInFront(page);
  return slots.length ? roomsNow(page, slots) : [waiting(page), next(page)];
}

/** @param {() => void} draw */
function around(draw) {
  const restore = keepFocus(page);
  const [waitingList, nextList] = ["waiting", "next"].map((column) =>
    document.querySelector(`[data-column="${column}"] > .list`),
  );
  gliding(waitingList, () => gliding(nextList, draw));
  restore();
}

page.redraw = live(app.root, template, { ...app, around });
tray(app);
tellConnection(app, announcer(element("status")).now);
app.onStatus(page.redraw);
addEventListener("keydown", (event) => onKey(page, event));
tellArrivals(element("log"), app.table, () => page.session?.id);
tellTempo(element("log"), app.table, () => page.sessions.tempoWords);
