import assert from "node:assert/strict";
import { test } from "node:test";
import { Table } from "../../../static/src/core/table.js";
import { slideOn } from "../../../static/src/event/slides.js";

const MINUTE = 60_000;
const NOW = 100 * MINUTE;

/** @param {string} kind @param {string} state @param {any[]} put */
function wall(kind, state = "running", put = []) {
  const table = new Table();
  const item = { title: "x", order: 1, start: 0, end: 10 * MINUTE, kind, state };
  table.take({ t: "state", v: 1, put: [["session", "s", item], ...put] });
  return slideOn(table, "main", NOW);
}

const later = ["session", "t", { title: "y", order: 2, start: 20 * MINUTE, kind: "talk", state: "planned" }];
const question = (session, state = "answering") => ["question", `q-${session}`, { session, state }];
const poll = (state, fields = {}) => ["poll", "p", { session: "s", state, opened: 1, closed: null, ...fields }];
const published = ["summary", "plenary", { of: "plenary", state: "published", lines: [], themes: [] }];

test("the kind of item says what is shown", () => {
  const slot = ["slot", "a", { session: "s", room: null, order: 1, state: "running" }];
  const shown = {
    reception: wall("reception"),
    break: wall("break"),
    round: wall("workshop", "running", [slot]),
    talk: wall("talk"),
    plenary: wall("plenary"),
    deck: wall("plenary", "running", [published]),
    before: wall("talk", "planned"),
    between: wall("talk", "over", [later]),
    after: wall("talk", "over"),
  };
  assert.deepEqual(Object.fromEntries(Object.entries(shown).map(([name, { what }]) => [name, what])), {
    reception: "join",
    break: "pause",
    round: "rooms",
    talk: "now",
    plenary: "now",
    deck: "summary",
    before: "join",
    between: "pause",
    after: "end",
  });
  assert.deepEqual([shown.deck.id, shown.deck.part], ["plenary", "overview"]);
});

test("a question goes before a poll, and a poll before the item", () => {
  const asked = wall("talk", "running", [question("s"), poll("open")]);
  assert.deepEqual([asked.what, asked.id, asked.pinned], ["question", "q-s", false]);
  assert.equal(wall("break", "running", [poll("closing")]).what, "poll");
});

test("a result stands for some minutes, and one of another item never", () => {
  const closed = (minutes) => wall("talk", "running", [poll("closed", { closed: NOW - minutes * MINUTE })]).what;
  assert.deepEqual([closed(1), closed(2.9), closed(3)], ["poll", "poll", "now"]);
  assert.equal(wall("talk", "running", [later, poll("open", { session: "t" })]).what, "now");
});

test("what was answered in an item that is over, or in a room, is not for this wall", () => {
  assert.equal(wall("talk", "over", [later, question("s")]).what, "pause");
  const slot = ["slot", "a", { session: "t", workshop: "w", order: 1, state: "running" }];
  assert.equal(wall("break", "running", [slot, question("a")]).what, "pause");
  assert.equal(wall("talk", "over", [later, question("t")]).what, "question", "before an item begins it may be");
});

test("what a person has chosen is pinned, on the screens that follow the main one too", () => {
  const table = new Table();
  table.take({ t: "state", v: 1, put: [["screen", "main", { what: "message", id: null, text: "Hi", part: null }]] });
  const { what, text, pinned } = slideOn(table, "foyer", NOW);
  assert.deepEqual([what, text, pinned], ["message", "Hi", true]);
  table.take({
    t: "delta",
    v: 2,
    put: [["screen", "foyer", { what: "auto", id: null, text: null, part: null }]],
    gone: [],
  });
  assert.equal(slideOn(table, "foyer", NOW).pinned, false);
});

test("what was closed has ended, whatever is planned", () => {
  const closed = ["event", "e", { title: "x", tz: "UTC", start: null, closed: 1 }];
  assert.equal(wall("talk", "over", [later, closed]).what, "end");
  assert.equal(wall("talk", "over", [later, ["event", "e", { ...closed[2], closed: null }]]).what, "pause");
});
