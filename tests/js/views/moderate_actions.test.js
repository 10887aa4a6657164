import assert from "node:assert/strict";
import { test } from "node:test";
import {
  ACTIONS,
  PAGE_KEYS,
  SLIDES,
  actionsOn,
  actionsOnAll,
  keyMap,
  slideKey,
} from "../../../static/src/views/moderate/actions.js";

test("every key does one thing, and every action has one", () => {
  const keys = [
    ...new Map(ACTIONS.map(({ name, key }) => [name, key])).values(),
    ...SLIDES.map((_, i) => slideKey(i)).filter(Boolean),
    ...PAGE_KEYS.flatMap((page) => page.keys),
  ];
  assert.equal(new Set(keys).size, keys.length);
  assert.equal(keyMap().size, keys.length);
});

test("a question offers what its state allows, the main action first", () => {
  const names = (state) => actionsOn(state).map(({ name }) => name);
  assert.equal(names("queued")[0], "approve");
  assert.equal(names("live")[0], "answer");
  assert.equal(names("answering")[0], "done");
  assert.deepEqual(names("dismissed"), ["restore", "archive", "erase"]);
  assert.deepEqual(names("withdrawn"), []);
  assert.deepEqual(
    actionsOnAll(["queued", "live"]).map(({ name }) => name),
    ["dismiss", "merge"],
  );
});
