import assert from "node:assert/strict";
import { test } from "node:test";
import { Table } from "../../../static/src/core/table.js";
import { isFor, messages, own, receipts, said, targets, unseen, voiceWord } from "../../../static/src/floor/crew.js";

const message = (id, more = {}) => [
  "crew",
  id,
  {
    whom: "all",
    room: null,
    by: "moderator",
    by_room: null,
    text: "x",
    phrase: null,
    slot: null,
    over: false,
    at: 1,
    ...more,
  },
];
const seen = (message, by, by_room = null, at = 5) => [
  "crew_seen",
  `${message}-${by}-${by_room}`,
  { message, by, by_room, at },
];
const room = (id, order) => ["room", id, { title: { de: `Raum ${order}`, en: `Room ${order}` }, order, capacity: 20 }];

function tableOf(...rows) {
  const table = new Table();
  table.take({ t: "hello", epoch: "e", now: 0, build: "b" });
  table.take({ t: "state", v: 1, put: [room("r1", 1), room("r2", 2), ...rows] });
  return table;
}

const ids = (rows) => rows.map(({ id }) => id);
const ROOM = { role: "facilitator", room: "r1" };

test("a message is for all, a role, or one room", () => {
  const table = tableOf(
    message("all"),
    message("rooms", { whom: "facilitator" }),
    message("one", { whom: "facilitator", room: "r1" }),
    message("other", { whom: "facilitator", room: "r2" }),
    message("desk", { whom: "desk" }),
  );
  const heard = messages(table).filter((each) => isFor(each, ROOM));
  assert.deepEqual(ids(heard).sort(), ["all", "one", "rooms"]);
});

test("what was seen by the same role and room, was said by it, or is over does not stand out", () => {
  const table = tableOf(
    message("mine", { by: "facilitator", by_room: "r1" }),
    message("seen"),
    message("by-others", { at: 3 }),
    message("new", { at: 2 }),
    message("over", { over: true }),
    seen("seen", "facilitator", "r1"),
    seen("by-others", "facilitator", "r2"),
  );
  assert.deepEqual(ids(unseen(table, ROOM)), ["new", "by-others"]);
  assert.ok(
    own(
      messages(table).find(({ id }) => id === "mine"),
      ROOM,
    ),
  );
  assert.deepEqual(
    receipts(table, "by-others").map(({ by_room }) => by_room),
    ["r2"],
  );
});

test("the podium hears what is said to it alone", () => {
  const table = tableOf(message("all"), message("podium", { whom: "podium" }), message("desk", { whom: "desk" }));
  assert.deepEqual(ids(unseen(table, { role: "podium" })), ["podium"]);
});

test("a forgotten message is none", () => {
  assert.deepEqual(messages(tableOf(message("gone", { whom: "" }))), []);
});

test("one writes to other roles and rooms, and to all", () => {
  assert.deepEqual(ids(targets(tableOf(), ROOM).map(([id]) => ({ id }))), [
    "all",
    "moderator",
    "facilitator",
    "desk",
    "crew",
    "podium",
    "r2",
  ]);
});

test("a phrase is read in words, with what was typed behind it", () => {
  const table = tableOf(message("m", { phrase: "mic", text: "Ana" }));
  assert.equal(said(messages(table)[0]), "Please open the microphone. Ana");
  assert.equal(voiceWord(table, "facilitator", "r2"), "Room 2");
  assert.equal(voiceWord(table, "facilitator", null), "All rooms");
  assert.equal(voiceWord(table, "facilitator"), "A room");
});
