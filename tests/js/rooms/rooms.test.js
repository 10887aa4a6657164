import assert from "node:assert/strict";
import { test } from "node:test";
import { Table } from "../../../static/src/core/table.js";
import {
  capacityOf,
  earlier,
  followers,
  moved,
  newest,
  notesOf,
  roundNow,
  runs,
  signups,
  slotAt,
  slotsIn,
  space,
  STALE,
  sums,
} from "../../../static/src/rooms/rooms.js";

const MIN = 60_000;

/** @param {any[]} more */
function event(...more) {
  const table = new Table();
  const round = (/** @type {number} */ n, /** @type {string} */ state) => [
    "session",
    `round-${n}`,
    { order: n, state, start: n * 100 * MIN, end: (n * 100 + 45) * MIN, round: n, title: `R${n}` },
  ];
  const slot = (/** @type {string} */ id, /** @type {number} */ n, /** @type {string} */ room, more = {}) => [
    "slot",
    id,
    {
      workshop: id.slice(0, 1),
      round: n,
      session: `round-${n}`,
      room,
      capacity: 20,
      capacity_remote: null,
      state: "planned",
      order: 0,
      start: n * 100 * MIN,
      end: (n * 100 + 45) * MIN,
      plan_start: n * 100 * MIN,
      plan_end: (n * 100 + 45) * MIN,
      ...more,
    },
  ];
  table.take({ t: "hello", epoch: "e" });
  table.take({
    t: "state",
    v: 1,
    put: [
      ["room", "r2", { title: "Two", order: 2, capacity: 30 }],
      ["room", "r1", { title: "One", order: 1, capacity: null }],
      round(1, "running"),
      round(2, "planned"),
      slot("a1", 1, "r2", { state: "running" }),
      slot("b1", 1, "r1", { state: "running", capacity: null }),
      slot("a2", 2, "r1"),
      slot("b2", 2, "r2", { state: "cancelled" }),
      ...more,
    ],
  });
  return table;
}

const get = (/** @type {Table} */ table, /** @type {string} */ id) => /** @type {any} */ (table.get("slot", id));

test("slots stand in the order of their rooms, cancelled ones too", () => {
  const table = event();
  assert.deepEqual(
    slotsIn(table, "round-1").map(({ id }) => id),
    ["b1", "a1"],
  );
  assert.deepEqual(
    slotsIn(table, "round-2").map(({ id }) => id),
    ["a2", "b2"],
  );
});

test("the round in view is the one that runs, then the next, then the last", () => {
  assert.equal(roundNow(event())?.id, "round-1");
  const over = ["session", "round-1", { order: 1, state: "over", start: 0, end: 1, round: 1 }];
  const late = ["slot", "a1", { ...get(event(), "a1"), state: "late" }];
  const done = ["a1", "b1"].map((id) => ["slot", id, { ...get(event(), id), state: "over" }]);
  assert.equal(roundNow(event(over, ...done))?.id, "round-2");
  assert.equal(roundNow(event(over, late))?.id, "round-1", "a room runs late");
  assert.equal(
    roundNow(event(over, late, ["session", "round-2", { order: 2, state: "running", start: 2, end: 3, round: 2 }]))?.id,
    "round-2",
  );
  assert.equal(roundNow(new Table()), null);
});

test("how full a room is depends on a fresh count, never on an old one", () => {
  const now = 100 * MIN;
  for (const [n, kind] of [
    [5, "free"],
    [12, "filling"],
    [16, "almost"],
    [20, "full"],
    [25, "full"],
  ]) {
    const table = event(["headcount", "a1", { n, at: now - MIN, by: "count" }]);
    assert.equal(space(table, get(table, "a1"), now).kind, kind, `${n} of 20`);
  }
  const old = event(["headcount", "a1", { n: 20, at: now - STALE - MIN, by: "count" }]);
  assert.equal(space(old, get(old, "a1"), now).kind, "unknown");
  assert.equal(space(event(), get(event(), "a1"), now).kind, "unknown", "nobody has counted");
  const unbounded = event(["headcount", "b1", { n: 9, at: now, by: "count" }]);
  assert.deepEqual(
    [space(unbounded, get(unbounded, "b1"), now).kind, capacityOf(unbounded, get(unbounded, "b1"))],
    ["none", null],
  );
});

test("before it begins, places taken say how full it will be", () => {
  const table = event(["team_signups", "a2", { onsite: 19, remote: 1, waiting: 0 }]);
  assert.deepEqual([space(table, get(table, "a2"), 0).kind, space(table, get(table, "a2"), 0).n], ["almost", 19]);
  assert.equal(signups(table, get(table, "a2"))?.taken, 20);
  const few = event(["signups", "a2", { taken: 20, onsite: null, remote: null, waiting: null }]);
  assert.equal(space(few, get(few, "a2"), 0).kind, "none", "nobody is told how many of them are in the room");
  assert.equal(space(event(), get(event(), "a2"), 0).kind, "none");
});

test("sums count rooms that were counted, and everybody who follows", () => {
  const table = event(
    ["headcount", "a1", { n: 7, at: 0, by: "count" }],
    ["team_followers", "a1", { n: 3 }],
    ["team_followers", "b1", { n: 2 }],
  );
  assert.deepEqual(sums(table, "round-1", MIN), { onsite: 7, remote: 5 });
  assert.deepEqual(sums(event(), "round-1", MIN), { onsite: null, remote: null });
  assert.equal(followers(table, get(table, "a1")), 3);
  const one = event(["followers", "a1", { n: 6 }], ["followers", "b1", { n: null }]);
  assert.deepEqual(sums(one, "round-1", MIN).remote, null, "the sum would tell the room that is not told");
});

test("a room's page shows what is held there, then what comes", () => {
  assert.equal(slotAt(event(), "r1")?.id, "b1");
  const over = ["slot", "b1", { ...get(event(), "b1"), state: "over" }];
  assert.equal(slotAt(event(over), "r1")?.id, "b1", "notes can be finished");
  assert.equal(slotAt(event(over, ["slot", "a2", { ...get(event(), "a2"), state: "open" }]), "r1")?.id, "a2");
  assert.equal(slotAt(event(), "r2")?.id, "a1");
  assert.equal(slotAt(event(), "a2")?.id, "a2");
  assert.equal(slotAt(event(), "a")?.id, "a1", "a workshop");
  assert.equal(slotAt(event(), "nowhere"), null);
});

test("notes: pinned first, then in order; the newest shared one is told", () => {
  const note = (/** @type {string} */ id, more = {}) => [
    "note",
    id,
    { slot: "a1", kind: "step", text: id, lang: "de", state: "shared", order: 1, pinned: false, at: 1, ...more },
  ];
  const table = event(
    note("n1", { order: 2 }),
    note("n2", { order: 1, at: 5 }),
    note("n3", { order: 3, pinned: true, state: "kept" }),
    note("n4", { state: "dropped" }),
    note("n5", { slot: "b1" }),
  );
  assert.deepEqual(
    notesOf(table, "a1").map(({ id }) => id),
    ["n3", "n2", "n1"],
  );
  assert.equal(newest(table, "a1")?.id, "n2");
  assert.deepEqual(
    earlier(table, get(table, "a2")).map(({ id }) => id),
    ["a1"],
  );
});

test("who runs a slot, and how far it has moved", () => {
  const slot = get(event(), "a1");
  assert.ok(runs({ roles: ["facilitator"], runs: [["room", "r2"]] }, slot));
  assert.ok(runs({ roles: ["facilitator"], runs: [["workshop", "a"]] }, slot));
  assert.ok(runs({ roles: ["moderator"] }, slot));
  assert.ok(!runs({ roles: ["facilitator"], runs: [["room", "r1"]] }, slot));
  assert.equal(moved({ ...slot, end: slot.end + 5 * MIN }, "end"), 5);
  assert.equal(moved({ ...slot, start: null }, "start"), 0);
});
