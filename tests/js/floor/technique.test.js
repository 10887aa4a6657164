import assert from "node:assert/strict";
import { test } from "node:test";
import { Table } from "../../../static/src/core/table.js";
import { comes, screens, spots } from "../../../static/src/floor/technique.js";

const session = (id, order, state, more = {}) => [
  "session",
  id,
  { kind: "panel", title: id, state, order, start: order, end: order + 1, started: order, languages: ["de"], ...more },
];
const slot = (id, state) => [
  "slot",
  id,
  { workshop: "w", round: 1, session: "round", room: "r1", state, order: 1, start: null, end: null, started: null },
];
const workshop = ["workshop", "w", { title: "Nähen", people: [], languages: ["de"], order: 1 }];

function tableOf(...rows) {
  const table = new Table();
  table.take({ t: "hello", epoch: "e", now: 0, build: "b" });
  table.take({ t: "state", v: 1, put: [["room", "r1", { title: "Raum 1", order: 1 }], workshop, ...rows] });
  return table;
}

const places = (table) => spots(table).map(({ place }) => place.id);

test("people speak in the item that runs, in a round in its rooms, and where a room runs late", () => {
  assert.deepEqual(places(tableOf(session("panel", 1, "running"))), ["panel"]);
  assert.deepEqual(places(tableOf(session("round", 1, "running"), slot("a", "running"), slot("b", "over"))), ["a"]);
  const late = tableOf(session("round", 1, "over"), session("panel", 2, "running"), slot("a", "late"));
  assert.deepEqual(places(late), ["panel", "a"]);
  assert.deepEqual(places(tableOf(session("panel", 1, "planned"))), []);
});

test("each spot says who has the floor, and who is next", () => {
  const floor = { open: true, rules: ["came"], kinds: [], lists: [], seconds: null, order: ["h2"], speaking: "h1" };
  const hand = (id, state) => [
    "hand",
    id,
    { session: "panel", mode: "remote", kind: "contribution", sign: "red-1", state },
  ];
  const table = tableOf(
    session("panel", 1, "running"),
    ["floor", "panel", { ...floor, since: 0, until: null }],
    hand("h1", "speaking"),
    hand("h2", "waiting"),
  );
  const [spot] = spots(table);
  assert.equal(spot.now?.id, "h1");
  assert.deepEqual(
    spot.next.map(({ id }) => id),
    ["h2"],
  );
});

test("every screen has its slide, and the next items their order", () => {
  const table = tableOf(session("a", 1, "running"), session("b", 2, "planned"), session("c", 3, "planned"), [
    "screen",
    "hall-2",
    { what: "blank", id: null, text: null, part: null, at: 0 },
  ]);
  assert.deepEqual(screens(table, 0), [
    { name: "main", what: "now" },
    { name: "hall-2", what: "blank" },
  ]);
  assert.deepEqual(
    comes(table).map(({ id }) => id),
    ["b", "c"],
  );
});
