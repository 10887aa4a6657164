import assert from "node:assert/strict";
import { test } from "node:test";
import { Table } from "../../../static/src/core/table.js";
import { Undo } from "../../../static/src/views/moderate/undo.js";

const question = (id, more = {}) => ["question", id, { session: "s", text: `Question ${id}`, merged: null, ...more }];
const record = (id, at, ids, more = {}) => [
  "undo_record",
  id,
  { do: "question.approve", ids, at, by: "moderator", undone: false, ...more },
];

/** A moderator's page before session s, and what it sends. */
function page(put, answers = {}) {
  const table = new Table();
  table.take({ t: "state", v: 1, put });
  const sent = [];
  const state = {
    table,
    session: { id: "s" },
    redraw() {},
    async act(name, { id }, done) {
      sent.push([name, id, done]);
      return answers[id] ?? { ok: true };
    },
  };
  return { undo: new Undo(state), sent, table };
}

test("the newest act on this session's questions is taken back", async () => {
  const put = [question("a"), question("x", { session: "t" }), record("u1", 1, ["a"]), record("u2", 2, ["x"])];
  const { undo, sent } = page(put);
  assert.match(undo.words, /Question a/);
  await undo.takeBack();
  assert.deepEqual(
    sent.map(([name, id]) => [name, id]),
    [["undo", "u1"]],
  );
});

test("so is one on a question that was merged into one of them, and one on the day", () => {
  const put = [question("a"), question("b", { session: "t", merged: "a" }), ["session", "s", { title: "Panel" }]];
  const merge = page([...put, record("u", 1, ["b"])]);
  assert.equal(merge.undo.record?.id, "u");
  const day = page([...put, record("u", 1, ["s"], { do: "session.start" })]);
  assert.match(day.undo.words, /Started: “Panel”/);
});

test("a decision is taken back before the table shows its record", async () => {
  const { undo, sent } = page([question("a"), record("u1", 1, ["a"])]);
  const words = undo.wordsFor("question.dismiss", ["a"]);
  undo.follow(Promise.resolve({ ok: true, result: { undo: "u2" } }), words);
  await undo.takeBack();
  await undo.takeBack();
  assert.deepEqual(
    sent.map(([, id]) => id),
    ["u2", "u1"],
  );
  assert.match(sent[0][2], /Dismissed: “Question a”/);
});

test("a decision that was refused is none to take back", async () => {
  const { undo, sent } = page([question("a")]);
  undo.follow(Promise.resolve({ ok: false }), "Dismissed");
  await undo.takeBack();
  assert.deepEqual(sent, []);
});

test("what has changed since gives way to the act before", async () => {
  const put = [question("a"), record("u1", 1, ["a"]), record("u2", 2, ["a"])];
  const { undo } = page(put, { u2: { ok: false, code: "changed_since" } });
  await undo.takeBack();
  assert.equal(undo.record?.id, "u1");
});
