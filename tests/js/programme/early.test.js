import assert from "node:assert/strict";
import { test } from "node:test";
import { Table } from "../../../static/src/core/table.js";
import { earlyChoices, isEarly } from "../../../static/src/programme/early.js";

const MINUTE = 60_000;
const item = (id, from, to, more = {}) => [
  "session",
  id,
  { title: id, order: from, state: "planned", start: from * MINUTE, end: to * MINUTE, parent: null, ...more },
];
const DAY = [
  item("lunch", 60, 120, { state: "running" }),
  item("keynote", 120, 135),
  item("round", 135, 180),
  item("beside", 121, 134),
];

function table() {
  const made = new Table();
  made.take({ t: "state", v: 1, put: DAY });
  return made;
}

const choices = (id, minute) =>
  earlyChoices(table(), table().get("session", id), minute * MINUTE + 20_000).map(({ how, end, minutes }) => [
    how,
    end / MINUTE,
    minutes,
  ]);

test("an item is early by a full minute or not at all", () => {
  const keynote = table().get("session", "keynote");
  assert.equal(isEarly(keynote, 119 * MINUTE), true);
  assert.equal(isEarly(keynote, 120 * MINUTE), false);
  assert.equal(isEarly({ ...keynote, state: "over" }, 60 * MINUTE), false);
  assert.equal(isEarly({ ...keynote, start: null }, 60 * MINUTE), false);
});

test("the next item keeps its length or its end, or takes all with it", () => {
  assert.deepEqual(choices("keynote", 63), [
    ["length", 78, 15],
    ["keep", 135, 72],
    ["pull", 78, 57],
  ]);
});

test("past another item there is only its length, and that ends before the other", () => {
  assert.deepEqual(choices("round", 63), [["length", 108, 45]]);
  assert.deepEqual(choices("round", 90), [["length", 120, 30]]);
  assert.deepEqual(choices("round", 118), [["length", 123, 5]]);
});

test("what the plan puts beside it does not stand in the way", () => {
  assert.equal(choices("beside", 63).length, 3);
});
