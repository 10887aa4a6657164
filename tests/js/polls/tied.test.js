import assert from "node:assert/strict";
import { test } from "node:test";
import { Table } from "../../../static/src/core/table.js";
import { comparable, sides } from "../../../static/src/polls/tied.js";

const OPTIONS = [
  { id: "a", de: "Ja", en: "Yes" },
  { id: "b", de: "Nein", en: "No" },
];
const poll = (id, more = {}) => [
  "poll",
  id,
  { kind: "single", session: "p", options: OPTIONS, state: "closed", made: 1, before: null, ...more },
];
const tally = (id, a, b) => ["tally", id, { n: { a, b }, of: a + b, onsite: null, remote: null }];
const turnout = (id, ballots) => ["turnout", id, { ballots, abstained: 0, onsite: null, remote: null }];

function tableOf(...put) {
  const table = new Table();
  table.take({ t: "hello", epoch: "e", now: 0, build: "b" });
  table.take({ t: "state", v: 1, put });
  return table;
}

const rows = [poll("one"), tally("one", 6, 4), turnout("one", 10), poll("two", { before: "one" })];

test("two closed polls are compared by their shares", () => {
  const table = tableOf(...rows, tally("two", 2, 8), turnout("two", 10));
  const [then, now] = sides(table, table.get("poll", "two"));
  assert.deepEqual([...then.shares], [["a", 0.6], ["b", 0.4]]); // prettier-ignore
  assert.deepEqual([...now.shares], [["a", 0.2], ["b", 0.8]]); // prettier-ignore
  assert.equal(sides(table, table.get("poll", "one")), null);
});

test("nothing is compared before both may be told", () => {
  const few = ["tally", "two", { n: null, of: null, onsite: null, remote: null }];
  for (const more of [[], [few], [tally("two", 2, 8), poll("two", { before: "one", state: "open" })]]) {
    const table = tableOf(...rows, ...more);
    assert.equal(sides(table, table.get("poll", "two")), null);
  }
});

test("only what asks the same can be chosen", () => {
  const table = tableOf(
    ...rows,
    poll("other", { options: OPTIONS.slice(1) }),
    poll("ranked", { kind: "ranking" }),
    poll("library", { session: null }),
  );
  assert.deepEqual(
    comparable(table, table.get("poll", "two")).map(({ id }) => id),
    ["one"],
  );
  assert.deepEqual(comparable(table, table.get("poll", "one")), [], "no circle");
});
