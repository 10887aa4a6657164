import assert from "node:assert/strict";
import { test } from "node:test";
import { firstMoment, momentAt, moments } from "../../../static/src/event/rehearsal.js";

const MORNING = Date.parse("2024-06-04T08:40:00Z"); // 10:40 in Berlin
const table = (rows) => /** @type {any} */ ({ all: () => rows });

test("a rehearsal begins with the first panel that takes place", () => {
  const items = moments(
    table([
      { id: "b", kind: "panel", start: 30, state: "planned" },
      { id: "a", kind: "break", start: 10, state: "planned" },
      { id: "c", kind: "panel", start: 20, state: "cancelled" },
      { id: "d", kind: "talk", start: null, state: "planned" },
    ]),
  );
  assert.deepEqual(
    items.map(({ id }) => id),
    ["a", "b"],
  );
  assert.equal(firstMoment(items)?.id, "b");
  assert.equal(firstMoment(items.slice(0, 1))?.id, "a");
  assert.equal(firstMoment([]), null);
});

test("a time is one of the day of the item that was chosen", () => {
  assert.equal(momentAt("11:00", MORNING, "Europe/Berlin"), MORNING + 20 * 60_000);
  assert.equal(momentAt("", MORNING, "Europe/Berlin"), null);
  assert.equal(momentAt("25:00", MORNING, "Europe/Berlin"), null);
});
