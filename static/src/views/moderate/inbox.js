/**
 * What waits for the team, wherever it was asked: in the plenary, in rooms, in items that are over or still to come,
 * among
 * topics and answers. Nothing here draws.
 */
import { day, placeOf, running } from "../../programme/session.js";
import { toLookAt } from "../../questions/handovers.js";
import { roomOf } from "../../rooms/rooms.js";
import { afterDrawing } from "../../kit/view.js";
import { pick, t } from "../../core/words.js";

/** @typedef {import("../../core/table.js").Table} Table */
/**
 * @typedef {object} Waiting
 * @property {"help"|"questions"|"topics"|"answers"|"written"} kind
 * @property {string} id of the slot, the session, or the poll; "" for topics and what panellists have written
 * @property {number} n
 * @property {string} name short
 * @property {number|null} start event ms, where the name alone would not tell it from others
 */

/**
 * Everything that waits, what is on now first, then by the order of the day.
 * @param {Table} table
 * @returns {Waiting[]}
 */
export function waitingEverywhere(table) {
  return [...calls(table), ...questions(table), ...topics(table), ...answers(table), ...written(table)];
}

/** How many questions wait in a session or slot. @param {Table} table @param {string} id */
export const waitingIn = (table, id) => queued(table).filter(({ session }) => session === id).length;

/** @param {Table} table */
const queued = (table) => table.all("question").filter(({ state, merged }) => state === "queued" && !merged);

/** Rooms in which nobody has answered a call for help. @param {Table} table @returns {Waiting[]} */
const calls = (table) =>
  table
    .all("help_call")
    .filter(({ id, state }) => state === "called" && table.get("slot", id))
    .map(({ id }) => ({ kind: "help", id, n: 1, name: place(table, id).name, start: null }));

/** @param {Table} table @returns {Waiting[]} */
function questions(table) {
  /** @type {Map<string, number>} */
  const counts = new Map();
  for (const { session } of queued(table)) counts.set(session, (counts.get(session) ?? 0) + 1);
  const now = running(table)?.id;
  const order = [...day(table).map(({ id }) => id)];
  const rank = (/** @type {string} */ id) => {
    const session = table.get("slot", id)?.session ?? id;
    return session === now ? -1 : order.indexOf(session);
  };
  const inRoom = (/** @type {string} */ id) => table.get("slot", id)?.order ?? -1;
  return [...counts]
    .filter(([id]) => placeOf(table, id))
    .sort(([a], [b]) => rank(a) - rank(b) || inRoom(a) - inRoom(b))
    .map(([id, n]) => ({ kind: "questions", id, n, ...place(table, id) }));
}

/** @param {Table} table @returns {Waiting[]} */
function topics(table) {
  const n = table.all("topic").filter(({ state, merged }) => state === "queued" && !merged).length;
  return n ? [{ kind: "topics", id: "", n, name: t("Topics"), start: null }] : [];
}

/** @param {Table} table @returns {Waiting[]} */
function answers(table) {
  /** @type {Map<string, number>} */
  const counts = new Map();
  for (const { poll, state } of table.all("answer")) {
    if (state === "queued" && table.get("poll", poll)) counts.set(poll, (counts.get(poll) ?? 0) + 1);
  }
  return [...counts].map(([id, n]) => ({ kind: "answers", id, n, name: t("Answers"), start: null }));
}

/** @param {Table} table @returns {Waiting[]} */
function written(table) {
  const n = toLookAt(table).length;
  return n ? [{ kind: "written", id: "", n, name: t("Answers in writing"), start: null }] : [];
}

/**
 * How a place is called in few words.
 * @param {Table} table
 * @param {string} id
 * @returns {{name: string, start: number|null}}
 */
function place(table, id) {
  const now = running(table)?.id;
  const slot = table.get("slot", id);
  if (slot) {
    const room = roomOf(table, slot);
    return {
      name: room ? pick(room.title) : pick(placeOf(table, id)?.title),
      start: slot.session === now ? null : slot.start,
    };
  }
  if (id === now) return { name: t("Now"), start: null };
  const session = placeOf(table, id);
  return { name: pick(session?.title), start: session?.start ?? null };
}

/** @param {string} selector */
function focusOn(selector) {
  const found = document.querySelector(selector);
  if (!(found instanceof HTMLElement)) return;
  found.scrollIntoView({ block: "center" });
  found.focus({ preventScroll: true });
}

/** Which of them is in front, and the one after it. */
export class Inbox {
  #page;

  /** @param {import("./state.js").ModeratorState} page */
  constructor(page) {
    this.#page = page;
  }

  get all() {
    return waitingEverywhere(this.#page.table);
  }

  /** Whether this is what the page shows now. @param {Waiting} one */
  isFront({ kind, id }) {
    const { view, session, lot, polls } = this.#page;
    if (kind === "questions") return view === "questions" && session?.id === id;
    if (kind === "topics") return view === "polls" && lot.open;
    return kind === "answers" && view === "polls" && polls.current?.id === id;
  }

  /** Open what waits. @param {Waiting} one */
  open(one) {
    const page = this.#page;
    page.lot.open = one.kind === "topics";
    if (one.kind === "help") return afterDrawing(() => focusOn(`[data-call="${one.id}"] button`));
    if (one.kind === "written") return page.openDialog({ what: "written" });
    if (one.kind === "questions") {
      page.pick(one.id);
      return page.see("questions", "waiting");
    }
    if (one.kind === "answers") {
      page.current.polls = one.id;
      return page.see("polls", "poll");
    }
    page.see("polls", "polls");
    afterDrawing(() => focusOn(".lot h3 button"));
  }

  /** The next of them, from where the page is. */
  openNext() {
    const { all } = this;
    if (!all.length) return this.#page.say(t("Nothing waits."));
    const at = all.findIndex((one) => this.isFront(one));
    const next = /** @type {Waiting} */ (all[(at + 1) % all.length]);
    this.#page.say(`${next.name}: ${next.n}`);
    this.open(next);
  }
}
