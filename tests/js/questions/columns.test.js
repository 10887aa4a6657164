import assert from "node:assert/strict";
import { test } from "node:test";
import { Table } from "../../../static/src/core/table.js";
import { Holder, columns, steady } from "../../../static/src/questions/columns.js";

const question = (id, state, more = {}) => [
  "question",
  id,
  { session: "s", text: id, mode: "onsite", state, at: Number(id.slice(1)), merged: null, answered_at: null, ...more },
];

function table(...put) {
  const made = new Table();
  made.take({ t: "state", v: 1, put });
  return made;
}

test("every question of the session stands in one column", () => {
  const made = table(
    question("q3", "queued"),
    question("q1", "queued"),
    question("q2", "live"),
    question("q4", "answering"),
    question("q5", "answered", { answered_at: 50 }),
    question("q6", "answered", { answered_at: 60 }),
    question("q7", "dismissed"),
    question("q8", "archived"),
    question("q9", "live", { merged: "q2" }),
    question("q0", "live", { session: "other" }),
  );
  const { stage, ...lists } = columns(made, "s", "fair");
  assert.deepEqual(lists, {
    waiting: ["q1", "q3"],
    next: ["q2"],
    answered: ["q6", "q5"],
    dismissed: ["q7"],
    archived: ["q8"],
  });
  assert.equal(stage?.id, "q4");
});

test("a held list stays as it is and counts what arrives", () => {
  const holder = new Holder();
  assert.deepEqual(holder.show("next", ["a", "b"]), ["a", "b"]);
  holder.hold();
  assert.equal(holder.on, true);
  assert.deepEqual(holder.show("next", ["c", "b", "d"]), ["a", "b"]);
  assert.equal(holder.late("next", ["c", "b", "d"]), 2);
  assert.equal(holder.late("waiting", []), 0);
  holder.release();
  assert.deepEqual(holder.show("next", ["c", "b", "d"]), ["c", "b", "d"]);
  assert.equal(holder.late("next", ["c", "b", "d", "e"]), 0);
});

test("under a pointer nothing changes places, new ones come behind and old ones leave", () => {
  const holder = new Holder();
  holder.show("next", ["a", "b", "c"]);
  assert.deepEqual(holder.show("next", ["d", "c", "a"], { still: true }), ["a", "c", "d"]);
  assert.deepEqual(steady([], ["a", "b"]), ["a", "b"]);
});
