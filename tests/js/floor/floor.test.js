import assert from "node:assert/strict";
import { test } from "node:test";
import { Table } from "../../../static/src/core/table.js";
import {
  inOrder,
  leftOf,
  length,
  parity,
  rulesWords,
  silentWords,
  signWords,
} from "../../../static/src/floor/floor.js";

const MINUTE = 60_000;
const FLOOR = {
  open: true,
  rules: ["came"],
  kinds: ["contribution"],
  lists: [],
  seconds: null,
  order: ["b", "a"],
  speaking: null,
  since: null,
  until: null,
};
const hand = (id, more = {}) => [
  "hand",
  id,
  { session: "p", mode: null, kind: "contribution", sign: "red-1", list: null, state: "waiting", ...more },
];
const card = (id, mode, at) => [
  "hand_card",
  id,
  { mode, name: null, about: null, team: false, at, spoken: 0, ms: null },
];

function tableOf(...rows) {
  const table = new Table();
  table.take({ t: "hello", epoch: "e", now: 0, build: "b" });
  table.take({ t: "state", v: 1, put: [["floor", "p", FLOOR], ...rows] });
  return table;
}

test("everybody sees the order that the server wrote, and who is not in it yet comes last", () => {
  const table = tableOf(hand("a"), hand("b"), hand("c"), hand("d", { state: "speaking" }));
  assert.deepEqual(
    inOrder(table, "p").map(({ id }) => id),
    ["b", "a", "c"],
  );
  assert.deepEqual(inOrder(table, "q"), []);
});

test("who runs the floor sees it reckoned from the hands as they are", () => {
  const table = tableOf(hand("a"), hand("b"), card("a", "onsite", 1), card("b", "remote", 2));
  assert.deepEqual(
    inOrder(table, "p").map(({ id, mode }) => [id, mode]),
    [
      ["a", "onsite"],
      ["b", "remote"],
    ],
  );
});

test("the light of a turn is green, amber near its end, and red beyond", () => {
  const floor = { ...FLOOR, since: 0, until: 90_000 };
  assert.deepEqual(leftOf(floor, 0), { light: "go", words: "1:30 left" });
  assert.deepEqual(leftOf(floor, 61_000), { light: "warn", words: "0:29 left" });
  assert.deepEqual(leftOf(floor, 95_000), { light: "stop", words: "0:05 over" });
  assert.deepEqual(leftOf({ ...floor, until: null }, 65_000), { light: "", words: "1:05" });
  assert.equal(length(605_000), "10:05");
});

test("a group that waits long without a turn is told of, and one that does not wait is not", () => {
  const rows = [hand("a"), card("a", "remote", 0)];
  const [onsite, remote] = parity(tableOf(...rows), "p", 18 * MINUTE);
  assert.equal(onsite.silent, 0);
  assert.deepEqual([remote.waiting, remote.silent], [1, 18]);
  assert.equal(silentWords(remote), "no turn for the link for 18 minutes");
  assert.equal(parity(tableOf(...rows), "p", 4 * MINUTE)[1].silent, 0);
});

test("signs and rules have words", () => {
  assert.equal(signWords("blue-7"), "Blue 7");
  assert.equal(
    rulesWords({ ...FLOOR, rules: ["came", "fair", "first"] }),
    "first-timers first · fair to both groups · as they came",
  );
});
