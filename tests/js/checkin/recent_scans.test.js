import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { RecentScans, undoable } from "../../../static/src/checkin/recent_scans.js";

beforeEach(() => {
  const kept = new Map();
  globalThis.sessionStorage = {
    getItem: (key) => kept.get(key) ?? null,
    setItem: (key, value) => void kept.set(key, value),
    removeItem: (key) => void kept.delete(key),
  };
});

const scan = (nonce, more = {}) => ({ nonce, status: "ok", reason: null, person: { name: "Ada" }, ...more });

test("the newest scan comes first, and eight are kept", () => {
  const recent = new RecentScans("x");
  for (let n = 0; n < 10; n += 1) recent.add(scan(`n${n}`), n);
  assert.equal(recent.entries.length, 8);
  assert.deepEqual(recent.entries[0]?.nonces, ["n9"]);
});

test("a reload of the page brings them back, without names", () => {
  new RecentScans("x").add(scan("n"), 5);
  const [entry] = new RecentScans("x").entries;
  assert.deepEqual([entry?.nonces, entry?.at, entry?.name], [["n"], 5, ""]);
  assert.deepEqual(new RecentScans("other").entries, []);
});

test("what was not decided yet is no scan", () => {
  const recent = new RecentScans("x");
  recent.add(scan("n", { status: "incomplete" }), 5);
  assert.deepEqual(recent.entries, []);
});

test("those who were let in together are undone one by one", () => {
  const recent = new RecentScans("x");
  recent.group(["a", "b"], 5);
  const [entry] = recent.entries;
  assert.equal(undoable(entry), true);
  recent.undone("a");
  assert.equal(undoable(entry), true);
  recent.undone("b");
  assert.equal(undoable(entry), false);
});

test("what was refused cannot be undone", () => {
  const recent = new RecentScans("x");
  recent.add(scan("n", { status: "error", reason: "blocked" }), 5);
  assert.equal(undoable(recent.entries[0]), false);
});
