import assert from "node:assert/strict";
import { test } from "node:test";
import { Steady } from "../../../static/src/core/steady.js";

const HOUR = 3600_000;

/** A device: its clock, what it counts, and what is done to both. */
function device() {
  const at = { wall: 1_000_000, ticks: 500 };
  const steady = new Steady({ wall: () => at.wall, ticks: () => at.ticks });
  const pass = (ms) => ((at.wall += ms), (at.ticks += ms));
  return { at, steady, pass };
}

for (const by of [HOUR, -HOUR, 14 * 60_000, -14 * HOUR]) {
  test(`a clock that is moved by ${by / 60_000} min in sight moves nothing`, () => {
    const { at, steady, pass } = device();
    pass(5000);
    at.wall += by;
    assert.equal(steady.now(), 1_005_000);
    pass(5000);
    at.wall -= by;
    assert.equal(steady.now(), 1_010_000);
  });
}

for (const asleep of [4000, 60_000, 3 * HOUR]) {
  test(`${asleep / 1000} s of sleep have gone by, whether the device counted them or not`, () => {
    for (const counts of [true, false]) {
      const { at, steady, pass } = device();
      pass(5000);
      steady.leave();
      at.wall += asleep;
      if (counts) at.ticks += asleep;
      steady.back();
      pass(1000);
      assert.equal(steady.now(), 1_006_000 + asleep);
    }
  });
}

test("time never goes back while the page is out of sight", () => {
  const { at, steady, pass } = device();
  steady.leave();
  at.wall -= HOUR;
  pass(2000);
  steady.back();
  assert.equal(steady.now(), 1_002_000);
});

test("what was moved before the page went out of sight was no sleep", () => {
  const { at, steady, pass } = device();
  at.wall += HOUR;
  steady.leave();
  pass(2000);
  steady.back();
  assert.equal(steady.now(), 1_002_000);
});
