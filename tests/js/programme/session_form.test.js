import assert from "node:assert/strict";
import { test } from "node:test";
import {
  changesOf,
  localTimes,
  nextTimes,
  peopleOf,
  timesOf,
  titleOf,
  titles,
} from "../../../static/src/programme/session_form.js";

const ZONE = "Europe/Berlin";

test("times are local to the event, and a night ends on the next day", () => {
  const start = Date.UTC(2026, 11, 5, 8, 0);
  assert.deepEqual(timesOf({ date: "2026-12-05", begins: "09:00", ends: "09:45" }, ZONE), {
    start,
    end: start + 45 * 60_000,
  });
  const night = timesOf({ date: "2026-12-05", begins: "22:00", ends: "01:00" }, ZONE);
  assert.equal(night && night.end - night.start, 3 * 3_600_000);
  assert.equal(timesOf({ date: "2026-12-05", begins: "09:00", ends: "09:00" }, ZONE), null);
  assert.equal(timesOf({ date: "2026-12-05", begins: "", ends: "09:00" }, ZONE), null);
  assert.deepEqual(localTimes({ start, end: start + 45 * 60_000 }, ZONE), {
    date: "2026-12-05",
    begins: "09:00",
    ends: "09:45",
  });
});

test("a title is plain where it is the same in all languages", () => {
  assert.equal(titleOf({ de: "Panel", en: "Panel" }), "Panel");
  assert.equal(titleOf({ de: "Begrüßung", en: "" }), "Begrüßung");
  assert.deepEqual(titleOf({ de: "Begrüßung", en: "Welcome" }), { de: "Begrüßung", en: "Welcome" });
  assert.deepEqual(titles("Panel", ["de", "en"]), { de: "Panel", en: "" });
  assert.deepEqual(titles({ de: "Begrüßung" }, ["de", "en"]), { de: "Begrüßung", en: "" });
});

test("people who were there keep their roles", () => {
  const before = [{ name: "Ana", role: "moderator" }];
  assert.deepEqual(peopleOf(" Ana \n\nBo", before, "panellist"), [
    { name: "Ana", role: "moderator" },
    { name: "Bo", role: "panellist" },
  ]);
});

test("only what was changed is sent, with what the form began with", () => {
  const before = { title: "A", place: "", people: [{ name: "Ana", role: "guest" }] };
  assert.deepEqual(changesOf(before, { ...before, place: "Aula" }), {
    changed: { place: "Aula" },
    base: { place: "" },
  });
  assert.deepEqual(changesOf(before, structuredClone(before)), { changed: {}, base: {} });
});

test("a new item begins after the last one, or with the event", () => {
  const table = {
    all: () => [
      { end: 100, state: "planned" },
      { end: 900, state: "cancelled" },
    ],
  };
  assert.equal(nextTimes(/** @type {any} */ (table), { start: 5 }).start, 100);
  assert.equal(nextTimes(/** @type {any} */ ({ all: () => [] }), { start: 5 }).start, 5);
});
