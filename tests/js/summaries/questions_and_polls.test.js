import assert from "node:assert/strict";
import { test } from "node:test";
import { countedPolls, topQuestions } from "../../../static/src/summaries/questions_and_polls.js";
import { Table } from "../../../static/src/core/table.js";

const question = (id, session, n, more = {}) => [
  ["question", id, { session, text: id, state: "live", at: 1, mode: "onsite", ...more }],
  ["votes", id, { n }],
];
const found = new Table();
found.take({
  t: "state",
  v: 1,
  epoch: "e",
  put: [
    ["session", "panel", {}],
    ["slot", "a1", { workshop: "a", round: 1 }],
    ["slot", "b1", { workshop: "b", round: 1 }],
    ...question("few", "panel", 2),
    ...question("many", "panel", 9, { state: "answered" }),
    ...question("none", "panel", 0),
    ...question("waits", "panel", 9, { state: "queued" }),
    ...question("part", "panel", 9, { merged: "many" }),
    ...question("there", "a1", 3),
    ["poll", "late", { session: "panel", state: "closed", closed: 2 }],
    ["poll", "early", { session: "a1", state: "closed", closed: 1 }],
    ["poll", "open", { session: "panel", state: "open", closed: null }],
    ["poll", "nowhere", { session: null, state: "closed", closed: 1 }],
  ],
});
const plenary = { id: "plenary", of: "plenary", ref: "" };
const workshop = (ref) => ({ id: `workshop.${ref}`, of: "workshop", ref });
const ids = (rows) => rows.map(({ id }) => id);

test("the questions with the most supporters come first, none that waits, is merged, or has nobody's support", () => {
  assert.deepEqual(ids(topQuestions(found, plenary)), ["many", "there", "few"]);
  assert.deepEqual(ids(topQuestions(found, workshop("a"))), ["there"]);
  assert.deepEqual(ids(topQuestions(found, workshop("b"))), []);
});

test("polls that are over stand in the order in which they closed, beside what they belong to", () => {
  assert.deepEqual(ids(countedPolls(found, plenary)), ["early", "late"]);
  assert.deepEqual(ids(countedPolls(found, workshop("a"))), ["early"]);
});
