import assert from "node:assert/strict";
import { test } from "node:test";
import { excerpt, lastUndoable, undoWords } from "../../../static/src/event/undo.js";

const deed = (id, at, more = {}) => ({
  id,
  do: "question.approve",
  ids: [`q-${id}`],
  at,
  by: "moderator",
  undone: false,
  ...more,
});

test("undo takes back the newest deed that stands", () => {
  const deeds = [deed("b", 20), deed("c", 30, { undone: true }), deed("a", 10)];
  assert.equal(lastUndoable(deeds)?.id, "b");
  assert.equal(lastUndoable([]), null);
});

test("of two deeds in the same moment the later row counts", () => {
  assert.equal(lastUndoable([deed("a", 10), deed("b", 10)])?.id, "b");
});

test("a deed that cannot be taken back any more gives way to the one before", () => {
  const deeds = [deed("a", 10), deed("b", 20)];
  assert.equal(lastUndoable(deeds, { stuck: new Set(["b"]) })?.id, "a");
});

test("deeds about another session's questions are left alone", () => {
  const deeds = [deed("a", 10), deed("b", 20)];
  assert.equal(lastUndoable(deeds, { concerns: (id) => id === "q-a" })?.id, "a");
});

test("says what was done, with the question's words or the number", () => {
  const textOf = (id) => (id === "q-a" ? "Who pays?" : "");
  assert.equal(undoWords(deed("a", 1), textOf), "Approved: “Who pays?”");
  assert.equal(
    undoWords(deed("a", 1, { do: "question.dismiss", ids: ["q-a", "q-b", "q-c"] }), textOf),
    "Dismissed 3 questions",
  );
  assert.equal(
    undoWords(deed("a", 1, { do: "question.merge", ids: ["q-a", "q-b", "q-c"] }), textOf),
    "Merged 2 questions into: “Who pays?”",
  );
  assert.equal(
    undoWords(deed("a", 1, { do: "question.merge", ids: ["q-a", "q-b"] }), textOf),
    "Merged into: “Who pays?”",
  );
});

test("cuts long texts between words, and words that never end anywhere", () => {
  assert.equal(excerpt("short"), "short");
  assert.equal(excerpt("one two three four", 10), "one two …");
  assert.equal(excerpt("a".repeat(60), 10), `${"a".repeat(10)} …`);
});
