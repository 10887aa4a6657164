import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { Table } from "../../../static/src/core/table.js";
import { inOrder } from "../../../static/src/floor/floor.js";
import { runningOrder } from "../../../static/src/floor/order.js";

const FILE = new URL("../../vectors/floor/orders.json", import.meta.url);
const cases = JSON.parse(readFileSync(FILE, "utf8"));

test("the running order is the server's, case by case, in whatever order the hands come", () => {
  assert.ok(cases.length > 100);
  for (const { hands, rules, names, taken, presence, order } of cases) {
    const before = JSON.stringify(taken);
    assert.deepEqual(runningOrder(hands, rules, names, taken, presence), order);
    assert.deepEqual(runningOrder([...hands].reverse(), rules, names, taken, presence), order);
    assert.equal(JSON.stringify(taken), before, "what was taken so far is only read");
  }
});

test("hands and typed questions stand in the server's one order, where the chair has chosen that", () => {
  const together = JSON.parse(readFileSync(new URL("together.json", FILE), "utf8"));
  assert.ok(together.some(({ order }) => order.some((id) => id.startsWith("q"))));
  for (const { rows, order } of together) {
    const table = new Table();
    table.take({ t: "hello", epoch: "e", now: 0, build: "b" });
    table.take({ t: "state", v: 1, put: rows });
    assert.deepEqual(
      inOrder(table, "p").map(({ id }) => id),
      order,
    );
  }
});

test("without a history, lists and people it is as they came, by id where two came at once", () => {
  const hand = (id, at) => ({ id, mode: "remote", kind: "contribution", list: null, at, spoken: 0 });
  assert.deepEqual(runningOrder([hand("b", 2), hand("c", 1), hand("a", 2)], ["came"]), ["c", "a", "b"]);
});
