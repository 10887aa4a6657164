import assert from "node:assert/strict";
import { test } from "node:test";
import { excerpt, lastUndoable, undoWords } from "../../../static/src/event/undo.js";

const record = (id, at, more = {}) => ({
  id,
  do: "question.approve",
  ids: [`q-${id}`],
  at,
  by: "moderator",
  undone: false,
  ...more,
});

test("undo takes back the newest record that stands", () => {
  const records = [record("b", 20), record("c", 30, { undone: true }), record("a", 10)];
  assert.equal(lastUndoable(records)?.id, "b");
  assert.equal(lastUndoable([]), null);
});

test("of two records in the same moment the later row counts", () => {
  assert.equal(lastUndoable([record("a", 10), record("b", 10)])?.id, "b");
});

test("a record that cannot be taken back any more gives way to the one before", () => {
  const records = [record("a", 10), record("b", 20)];
  assert.equal(lastUndoable(records, { refused: new Set(["b"]) })?.id, "a");
});

test("records about another session's questions are left alone", () => {
  const records = [record("a", 10), record("b", 20)];
  assert.equal(lastUndoable(records, { concerns: (id) => id === "q-a" })?.id, "a");
});

test("says what was done, with the question's words or the number", () => {
  const textOf = (id) => (id === "q-a" ? "Who pays?" : "");
  assert.equal(undoWords(record("a", 1), textOf), "Approved: “Who pays?”");
  assert.equal(
    undoWords(record("a", 1, { do: "question.dismiss", ids: ["q-a", "q-b", "q-c"] }), textOf),
    "Dismissed 3 questions",
  );
  assert.equal(
    undoWords(record("a", 1, { do: "question.merge", ids: ["q-a", "q-b", "q-c"] }), textOf),
    "Merged 2 questions into: “Who pays?”",
  );
  assert.equal(
    undoWords(record("a", 1, { do: "question.merge", ids: ["q-a", "q-b"] }), textOf),
    "Merged into: “Who pays?”",
  );
});

test("cuts long texts between words, and words that never end anywhere", () => {
  assert.equal(excerpt("short"), "short");
  assert.equal(excerpt("one two three four", 10), "one two …");
  assert.equal(excerpt("a".repeat(60), 10), `${"a".repeat(10)} …`);
});
