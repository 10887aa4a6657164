import assert from "node:assert/strict";
import { test } from "node:test";
import { Clock } from "../../../static/src/core/clock.js";
import { Table } from "../../../static/src/core/table.js";

const AT = Date.UTC(2024, 5, 4, 8, 40); // 10:40 in Berlin

function clockWith(row, now, wall) {
  const table = new Table();
  const put = [["event", "ev", { tz: "Europe/Berlin" }]];
  if (row) put.push(["clock", "ev", row]);
  table.take({ t: "state", v: 1, put });
  return { table, clock: new Clock({ table, slug: "ev", now, wall }) };
}

test("a normal event follows the server's clock, not the phone's", () => {
  let phone = 5_000;
  const { clock } = clockWith({ wall: 0, at: 0, speed: 1, rehearsal: false }, AT, () => phone);
  phone += 90_000;
  assert.equal(clock.now(), AT + 90_000);
  assert.equal(clock.time(clock.now()), "10:41");
});

test("a rehearsal runs at its speed, and a change of speed needs no new message", () => {
  let phone = 1_000;
  const { table, clock } = clockWith({ wall: 700_000, at: AT, speed: 60, rehearsal: true }, AT + 60_000, () => phone);
  assert.ok(clock.rehearsal);
  phone += 1_000;
  assert.equal(clock.now(), AT + 120_000);
  // server wall is 702 000 now; from here on the day runs at normal speed
  table.take({
    t: "delta",
    v: 2,
    put: [["clock", "ev", { wall: 702_000, at: AT + 120_000, speed: 1, rehearsal: true }]],
    gone: [],
  });
  assert.equal(clock.now(), AT + 120_000);
  phone += 1_000;
  assert.equal(clock.now(), AT + 121_000);
});

test("a paused clock stands still and comes back right", () => {
  let phone = 0;
  const { table, clock } = clockWith({ wall: 500, at: AT, speed: 1 }, AT, () => phone);
  table.take({ t: "delta", v: 2, put: [["clock", "ev", { wall: 500, at: AT, speed: 0 }]], gone: [] });
  phone += 10_000;
  clock.sync(AT);
  assert.equal(clock.now(), AT);
  table.take({ t: "delta", v: 3, put: [["clock", "ev", { wall: 10_500, at: AT, speed: 1 }]], gone: [] });
  assert.equal(clock.now(), AT);
});

test("a clock that was moved while nobody was connected is not moved twice", () => {
  const phone = 1_000;
  const hour = 3_600_000;
  const { table, clock } = clockWith({ wall: 500, at: AT, speed: 1 }, AT + 500, () => phone);
  clock.hear({ t: "hello", now: AT + 11 * hour });
  assert.equal(clock.now(), AT + 500, "the rows that go with it are not here yet");
  table.take({ t: "delta", v: 2, put: [["clock", "ev", { wall: 1_000, at: AT + 11 * hour, speed: 1 }]], gone: [] });
  clock.hear({ t: "delta" });
  assert.equal(clock.now(), AT + 11 * hour);
  clock.hear({ t: "beat", now: AT + 11 * hour + 10 });
  assert.equal(clock.now(), AT + 11 * hour + 10);
});

test("until says the time and what is left, over, or just ends", () => {
  const { clock } = clockWith(null, AT, () => 0);
  const minute = 60_000;
  assert.equal(clock.until(AT + 28 * minute), "until 11:08 · 28 min left");
  assert.equal(clock.until(AT + 200 * minute), "until 14:00");
  assert.equal(clock.until(AT), "until 10:40");
  assert.equal(clock.left(AT + 28 * minute), "28 min left");
  assert.equal(clock.left(AT - 3 * minute), "3 min over");
  assert.equal(clock.left(AT + 117 * minute), clock.until(AT + 117 * minute), "a long way off it is a time for all");
  assert.equal(clock.until(AT - 3 * minute), "until 10:37 · 3 min over");
  assert.equal(clock.until(AT - 24 * 60 * minute), "until 10:40");
  assert.equal(clock.ago(AT - 30_000), "just now");
  assert.equal(clock.ago(AT - 4 * minute), "4 min ago");
});

test("a zone that the browser does not know is said, under its former name or in UTC", () => {
  const { DateTimeFormat } = Intl;
  // @ts-ignore an older browser
  Intl.DateTimeFormat = function older(lang, shape) {
    if (shape?.timeZone === "Europe/Kyiv" || shape?.timeZone === "Europe/Nowhere") throw new RangeError("unknown");
    return new DateTimeFormat(lang, shape);
  };
  try {
    const shown = (tz) => {
      const table = new Table();
      table.take({ t: "state", v: 1, put: [["event", "ev", { tz }]] });
      return new Clock({ table, slug: "ev", now: AT, wall: () => 0 }).time(AT);
    };
    assert.equal(shown("Europe/Kyiv"), "11:40");
    assert.equal(shown("Europe/Nowhere"), "08:40 UTC");
    assert.equal(shown("Europe/Berlin"), "10:40");
  } finally {
    Intl.DateTimeFormat = DateTimeFormat;
  }
});
