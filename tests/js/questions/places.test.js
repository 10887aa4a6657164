import assert from "node:assert/strict";
import { test } from "node:test";
import { followed, places } from "../../../static/src/questions/places.js";
import { Table } from "../../../static/src/core/table.js";

const session = (id, order, state, more = {}) => ["session", id, { kind: "talk", title: id, order, state, ...more }];
const qa = (id, open = true) => ["qa", id, { open, moderated: true }];
const asked = (id, session) => ["question", id, { session, state: "live", merged: null }];

function tableWith(...put) {
  const table = new Table();
  table.take({ t: "state", v: 1, put });
  return table;
}

const found = (table) => places(table).map((place) => place.id);

test("places are what is open or has questions, in the order of the day", () => {
  const table = tableWith(
    session("b", 2, "planned"),
    session("a", 1, "over"),
    session("c", 3, "planned"),
    qa("a", false),
    qa("b"),
    qa("c", false),
    asked("q", "a"),
  );
  assert.deepEqual(found(table), ["a", "b"]);
});

test("a round is asked in its workshops", () => {
  const slot = (id, order, state = "planned") => ["slot", id, { session: "r", workshop: id, order, state }];
  const table = tableWith(
    session("r", 1, "running"),
    qa("r"),
    slot("s2", 2),
    slot("s1", 1),
    slot("s3", 3, "cancelled"),
    qa("s1"),
    qa("s2"),
    qa("s3"),
  );
  assert.deepEqual(found(table), ["s1", "s2"]);
  assert.deepEqual(
    followed(table).choice.map((place) => place.id),
    ["s1", "s2"],
  );
  assert.equal(followed(table).id, null);
  table.take({ t: "delta", v: 2, put: [asked("q", "r")], gone: [] });
  assert.deepEqual(found(table), ["r", "s1", "s2"]);
});

test("nobody has chosen: what runs even if it is closed, then what was, then what comes", () => {
  const table = tableWith(
    session("a", 1, "over"),
    session("b", 2, "running"),
    session("c", 3, "planned"),
    qa("a"),
    qa("b"),
    qa("c"),
    asked("q", "a"),
    asked("p", "b"),
  );
  let v = 1;
  const change = (put, gone = []) => table.take({ t: "delta", v: ++v, put, gone });
  assert.equal(followed(table).id, "b");
  change([qa("b", false)]);
  assert.equal(followed(table).id, "b");
  change([], [["question", "p"]]);
  assert.equal(followed(table).id, "a");
  change([], [["question", "q"]]);
  assert.equal(followed(table).id, "c");
  change([qa("c", false)]);
  assert.equal(followed(table).id, null);
});
