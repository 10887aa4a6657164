import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { test } from "node:test";
import { Table } from "../../../static/src/core/table.js";

const vectors = new URL("../../vectors/", import.meta.url);

/** Rows as the wire writes them, in an order that does not matter. */
function rows(table, kinds) {
  return kinds.flatMap((kind) => table.all(kind).map(({ id, ...fields }) => [kind, id, fields])).sort(byKey);
}

const byKey = (a, b) => (`${a[0]}/${a[1]}` < `${b[0]}/${b[1]}` ? -1 : 1);

function tableAt(start) {
  const table = new Table();
  if (!start) return table;
  table.take({ t: "hello", epoch: start.epoch });
  table.take({ t: "state", v: start.v, put: start.rows });
  return table;
}

for (const file of readdirSync(vectors).filter((name) => name.endsWith(".json"))) {
  const cases = JSON.parse(readFileSync(new URL(file, vectors), "utf8"));
  test(`the table agrees with ${file} (${cases.length} histories)`, () => {
    for (const { name, start, messages, expect } of cases) {
      const table = tableAt(start);
      for (const msg of messages) table.take(msg);
      const kinds = new Set(
        [...(start?.rows ?? []), ...messages.flatMap((msg) => msg.put ?? []), ...expect.rows].map((row) => row[0]),
      );
      assert.deepEqual(rows(table, [...kinds]), [...expect.rows].sort(byKey), name);
      assert.equal(table.v, expect.v, name);
      if ("epoch" in expect) assert.equal(table.epoch, expect.epoch, name);
      if ("at" in expect) assert.deepEqual(table.at, expect.at, name);
    }
  });
}

test("take tells which kinds changed, and listeners hear it once", () => {
  const table = tableAt({ epoch: "e", v: 1, rows: [["question", "a", {}]] });
  const heard = [];
  const off = table.on((changed) => heard.push([...changed].sort()));
  table.take({
    t: "delta",
    v: 2,
    put: [["votes", "a", { n: 1 }]],
    gone: [
      ["question", "a"],
      ["room", "r"],
    ],
  });
  table.take({ t: "delta", v: 3, put: [], gone: [] });
  table.take({ t: "delta", v: 3, put: [], gone: [] });
  off();
  table.take({ t: "delta", v: 4, put: [["votes", "a", { n: 2 }]], gone: [] });
  assert.deepEqual(heard, [["question", "votes"], []]);
});

test("all gives the same array until a row of its kind changes", () => {
  const table = tableAt({
    epoch: "e",
    v: 1,
    rows: [
      ["question", "a", {}],
      ["votes", "a", { n: 0 }],
    ],
  });
  const before = table.all("question");
  table.take({ t: "delta", v: 2, put: [["votes", "a", { n: 1 }]], gone: [] });
  assert.equal(table.all("question"), before);
  table.take({ t: "delta", v: 3, put: [["question", "b", {}]], gone: [] });
  assert.deepEqual(
    table.all("question").map((row) => row.id),
    ["a", "b"],
  );
  assert.equal(before.length, 1);
});

test("a screen's row keeps its field id, which is what it shows", () => {
  const table = tableAt({ epoch: "e", v: 1, rows: [["screen", "main", { what: "question", id: "q" }]] });
  assert.equal(table.get("screen", "main").id, "q");
});
