import assert from "node:assert/strict";
import { test } from "node:test";
import { known } from "../../../static/src/core/zones.js";
import { fromLocal, toLocal } from "../../../static/src/programme/zoned.js";

test("a moment and its local time are the same in every zone and season", () => {
  for (const zone of ["Europe/Berlin", "America/New_York", "Asia/Kathmandu", "Pacific/Apia", "UTC"]) {
    for (let ms = Date.UTC(2026, 0, 1); ms < Date.UTC(2027, 0, 1); ms += 7 * 3_600_000) {
      const { date, time } = toLocal(ms, zone);
      const back = fromLocal(date, time, zone);
      assert.ok(back === ms || back === ms - 3_600_000, `${zone} ${date} ${time}`); // twice in an autumn night
    }
  }
});

test("a time that the clocks jump over is none, and one that comes twice is the first", () => {
  assert.equal(fromLocal("2026-03-29", "02:30", "Europe/Berlin"), null);
  assert.equal(fromLocal("2026-10-25", "02:30", "Europe/Berlin"), Date.UTC(2026, 9, 25, 0, 30));
});

test("what is no time is none", () => {
  for (const [date, time] of [
    ["", "09:00"],
    ["2026-13-01", "09:00"],
    ["2026-01-01", "9"],
    ["2026-02-01", ""],
  ]) {
    assert.equal(fromLocal(date, time, "Europe/Berlin"), null);
  }
});

test("a zone that the browser does not know breaks no page: its times are in UTC", () => {
  const at = Date.UTC(2026, 5, 4, 8, 40);
  assert.deepEqual(toLocal(at, "Europe/Nowhere"), { date: "2026-06-04", time: "08:40" });
  assert.equal(fromLocal("2026-06-04", "08:40", "Europe/Nowhere"), at);
  assert.equal(known("Europe/Nowhere"), null);
  assert.equal(known("Europe/Berlin"), "Europe/Berlin");
});
