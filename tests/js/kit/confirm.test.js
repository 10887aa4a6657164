import assert from "node:assert/strict";
import { test } from "node:test";
import { Confirm } from "../../../static/src/kit/confirm.js";

/** @param {{wait?: number}} [options] */
function pressed(options) {
  const log = [];
  const confirm = new Confirm(() => log.push("redraw"), options);
  return { log, confirm, press: (what) => confirm.press(what, () => log.push(`did ${what}`)) };
}

test("the first press asks, the second one does it", () => {
  const { log, confirm, press } = pressed();
  press("a");
  assert.ok(confirm.asks("a"));
  assert.deepEqual(log, ["redraw"]);
  press("a");
  assert.ok(!confirm.asks("a"));
  assert.deepEqual(log, ["redraw", "did a", "redraw"]);
});

test("a press on something else asks anew", () => {
  const { log, confirm, press } = pressed();
  press("a");
  press("b");
  assert.ok(!confirm.asks("a"));
  assert.ok(confirm.asks("b"));
  assert.ok(!log.includes("did b"));
});

test("a first press is forgotten on demand", () => {
  const { log, confirm, press } = pressed();
  press("a");
  confirm.reset();
  press("a");
  assert.ok(!log.includes("did a"));
});

test("where it waits for a while, a late second press asks again", (context) => {
  context.mock.timers.enable({ apis: ["setTimeout"] });
  const { log, confirm, press } = pressed({ wait: 4000 });
  press("a");
  context.mock.timers.tick(3999);
  assert.ok(confirm.asks("a"));
  context.mock.timers.tick(1);
  assert.ok(!confirm.asks("a"));
  assert.deepEqual(log, ["redraw", "redraw"]);
  press("a");
  press("a");
  assert.equal(log.filter((entry) => entry === "did a").length, 1);
  context.mock.timers.tick(10_000);
  assert.equal(log.length, 5, "nothing is drawn for a press that was answered");
});
