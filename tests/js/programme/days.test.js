import assert from "node:assert/strict";
import { test } from "node:test";
import { byDay } from "../../../static/src/programme/days.js";

const ZONE = "Europe/Berlin";
const at = (/** @type {string} */ iso) => ({ start: Date.parse(iso) });

test("what begins past midnight stays with its evening, and each day has its date", () => {
  const items = [
    { start: null },
    at("2026-06-10T20:00+02:00"),
    at("2026-06-11T01:00+02:00"),
    at("2026-06-11T09:00+02:00"),
  ];
  const days = byDay(items, ZONE);
  assert.deepEqual(
    days.map(({ day, items: all }) => [day, all.length]),
    [
      ["Wednesday 10 June", 3],
      ["Thursday 11 June", 1],
    ],
  );
});

test("one day, or none, has no date above", () => {
  assert.deepEqual(
    byDay([at("2026-06-10T09:00+02:00"), at("2026-06-10T23:00+02:00")], ZONE).map(({ day }) => day),
    [""],
  );
  assert.deepEqual(byDay([{ start: null }], ZONE), [{ day: "", items: [{ start: null }] }]);
  assert.deepEqual(byDay([], ZONE), []);
});
