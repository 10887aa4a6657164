// The parking lot, and titles that a chosen topic completes.
import assert from "node:assert/strict";
import { test } from "node:test";
import { day, placeOf } from "../../../static/src/programme/session.js";
import { Table } from "../../../static/src/core/table.js";
import { hasLot, lotOf, placeholders, topics } from "../../../static/src/topics/topics.js";

const SESSION = { title: "Austausch", order: 1, state: "planned" };
const topic = (text, more = {}) => ({ title: { de: text, en: text }, state: "live", merged: null, at: 1, ...more });

/** @param {any[]} put */
function tableOf(put) {
  const table = new Table();
  table.take({ t: "state", v: 1, put });
  return table;
}

test("topics by support, the chosen one first, and none that are hidden or merged", () => {
  const table = tableOf([
    ["topic", "a", topic("A")],
    ["votes", "a", { n: 2 }],
    ["topic", "b", topic("B")],
    ["votes", "b", { n: 5 }],
    ["topic", "c", topic("C", { state: "chosen" })],
    ["topic", "d", topic("D", { state: "queued" })],
    ["topic", "e", topic("E", { merged: "a" })],
  ]);
  assert.deepEqual(
    topics(table).map(({ id }) => id),
    ["c", "b", "a"],
  );
});

test("there is a lot where something is to be chosen, where there are topics, and where it was opened by hand", () => {
  assert.equal(hasLot(tableOf([])), false);
  for (const row of [
    ["chosen_topic", "s", { topic: null, title: null }],
    ["topic", "a", topic("A")],
    ["parking_lot", "lot", { open: true, moderated: false }],
  ]) {
    assert.equal(hasLot(tableOf([row])), true);
  }
  assert.deepEqual(lotOf(tableOf([])), { open: true, moderated: true });
  assert.deepEqual(
    placeholders(
      tableOf([
        ["chosen_topic", "s", { topic: "a", title: {} }],
        ["chosen_topic", "t", { topic: null }],
      ]),
      true,
    ),
    ["t"],
  );
});

test("a chosen topic stands behind the title, in each language", () => {
  const chosen = (title) => ["chosen_topic", "s", { topic: "a", title }];
  const title = (...put) => day(tableOf(put))[0].title;
  assert.equal(title(["session", "s", SESSION]), "Austausch");
  assert.equal(title(["session", "s", SESSION], ["chosen_topic", "s", { topic: null, title: null }]), "Austausch");
  assert.equal(title(["session", "s", SESSION], chosen({ de: "KI", en: "KI" })), "Austausch: KI");
  assert.deepEqual(title(["session", "s", SESSION], chosen({ de: "KI", en: "AI" })), {
    de: "Austausch: KI",
    en: "Austausch: AI",
  });
  const both = { ...SESSION, title: { de: "Austausch", en: "Exchange" } };
  assert.deepEqual(placeOf(tableOf([["session", "s", both], chosen({ de: "KI", en: "AI" })]), "s")?.title, {
    de: "Austausch: KI",
    en: "Exchange: AI",
  });
});
