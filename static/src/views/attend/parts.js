/** The parts of the page that come after its first picture. */
import { Later, whenIdle } from "../../kit/later.js";
import { polls, statesOf } from "../../polls/shown.js";
import { hasLot } from "../../topics/topics.js";
// What several of them need is in the first script, so that each is one file.
import "../rooms/words.js";
import "./words.js";

/** @typedef {import("./state.js").AttendeeState} AttendeeState */

export class Parts {
  /** @param {AttendeeState} page */
  constructor(page) {
    const redraw = () => page.redraw();
    const known = statesOf(polls(page.app.table));
    this.polls = new Later(
      () => import("./polls.js"),
      (found) => {
        if (found && !page.voting) found.begin(page, known);
        redraw();
      },
    );
    this.programme = new Later(
      () => import("./programme.js"),
      (found) => {
        redraw();
        if (found && location.hash === "#programme") requestAnimationFrame(found.showNow);
      },
    );
    this.floor = new Later(
      () => import("./floor.js"),
      (found) => {
        found?.begin(page);
        redraw();
      },
    );
    this.announcements = new Later(
      () => import("./announcements.js"),
      (found) => {
        found?.begin(page);
        redraw();
      },
    );
    this.fate = new Later(() => import("./fate.js"), redraw);
    this.moment = new Later(() => import("./moment.js"), redraw);
    this.reactions = new Later(() => import("./react_panel.js"), redraw);
    this.topics = new Later(() => import("./topics.js"), redraw);
    this.similar = new Later(() => import("../../kit/similar.js"), redraw);
    this.rooms = new Later(() => import("./chooser.js"), redraw);
    this.zone = new Later(() => import("../../kit/elsewhere.js"), redraw);
    this.recap = new Later(() => import("./recap.js"), redraw);
    this.tray = new Later(
      () => import("../../kit/tray.js"),
      (found) => found?.tray(page.app),
    );
    if (polls(page.app.table).length) void this.polls.fetch();
    const lot = hasLot(page.app.table) ? [this.topics] : [];
    whenIdle([
      this.zone,
      this.tray,
      this.moment,
      this.reactions,
      this.polls,
      this.programme,
      this.similar,
      this.rooms,
      ...lot,
    ]);
  }
}
