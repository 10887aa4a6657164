import assert from "node:assert/strict";
import { test } from "node:test";
import { Table } from "../../../static/src/core/table.js";
import { Inbox, waitingEverywhere, waitingIn } from "../../../static/src/views/moderate/inbox.js";

const MINUTE = 60_000;
const session = (id, order, state, more = {}) => [
  "session",
  id,
  { title: { de: `DE ${id}`, en: `EN ${id}` }, order, state, start: order * 10 * MINUTE, ...more },
];
const question = (id, place, state = "queued", merged = null) => ["question", id, { session: place, state, merged }];
const DAY = [
  session("keynote", 1, "over"),
  session("round", 2, "running"),
  session("panel", 3, "planned"),
  ["room", "r1", { title: "Room 1", order: 1 }],
  ["workshop", "w1", { title: "Workshop one" }],
  ["slot", "now-1", { session: "round", workshop: "w1", room: "r1", order: 1, start: 20 * MINUTE, state: "running" }],
  ["slot", "later-1", { session: "panel", workshop: "w1", room: "r1", order: 1, start: 30 * MINUTE, state: "planned" }],
];

function table(put) {
  const made = new Table();
  made.take({ t: "state", v: 1, put: [...DAY, ...put] });
  return made;
}

const short = (all) => all.map(({ kind, id, n, start }) => [kind, id, n, start === null]);

test("what waits is counted wherever it was asked, what is on now first", () => {
  const found = waitingEverywhere(
    table([
      question("a", "panel"),
      question("b", "keynote"),
      question("c", "now-1"),
      question("d", "now-1"),
      question("e", "later-1"),
      question("f", "round"),
      ["topic", "t", { state: "queued", merged: null }],
      ["poll", "p", { session: "panel" }],
      ["answer", "x", { poll: "p", state: "queued" }],
      ["help_call", "now-1", { state: "called", at: 1 }],
    ]),
  );
  assert.deepEqual(short(found), [
    ["help", "now-1", 1, true],
    ["questions", "round", 1, true],
    ["questions", "now-1", 2, true],
    ["questions", "keynote", 1, false],
    ["questions", "panel", 1, false],
    ["questions", "later-1", 1, false],
    ["topics", "", 1, true],
    ["answers", "p", 1, true],
  ]);
});

test("what was judged, merged or taken care of does not wait", () => {
  const found = waitingEverywhere(
    table([
      ...["live", "answering", "answered", "dismissed", "archived", "withdrawn"].map((state) =>
        question(state, "panel", state),
      ),
      question("m", "panel", "queued", "live"),
      ["topic", "t", { state: "queued", merged: "u" }],
      ["topic", "u", { state: "live", merged: null }],
      ["poll", "p", { session: "panel" }],
      ["answer", "x", { poll: "p", state: "live" }],
      ["help_call", "now-1", { state: "coming", at: 1 }],
    ]),
  );
  assert.deepEqual(found, []);
  assert.equal(waitingIn(table([question("a", "panel")]), "panel"), 1);
});

test("one key goes from place to place, and round again", () => {
  const opened = [];
  const page = {
    table: table([question("a", "keynote"), question("b", "now-1"), question("c", "panel")]),
    view: "questions",
    session: { id: "keynote" },
    lot: { open: false },
    polls: { current: null },
    say() {},
    pick(id) {
      this.session = { id };
      opened.push(id);
    },
    see() {},
  };
  const inbox = new Inbox(page);
  for (let i = 0; i < 4; i++) inbox.openNext();
  assert.deepEqual(opened, ["panel", "now-1", "keynote", "panel"]);
});

test("where nothing waits, the key says so and changes nothing", () => {
  const said = [];
  new Inbox({ table: table([]), say: (text) => said.push(text) }).openNext();
  assert.deepEqual(said, ["Nothing waits."]);
});
