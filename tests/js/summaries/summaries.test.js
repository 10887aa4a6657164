import assert from "node:assert/strict";
import { test } from "node:test";
import {
  counted,
  deck,
  difference,
  linesForWall,
  ofSlot,
  people,
  place,
  sharedByMost,
  silent,
} from "../../../static/src/summaries/summaries.js";
import { Table } from "../../../static/src/core/table.js";

/** @param {[string, string, object][]} put */
function table(...put) {
  const found = new Table();
  found.take({ t: "state", v: 1, epoch: "e", put });
  return found;
}

const line = (id, part = "point", more = {}) => ({
  id,
  part,
  text: id,
  lang: "de",
  sources: [id],
  slots: ["a1"],
  ...more,
});
const summary = (of, ref, more = {}) => ({
  of,
  ref,
  state: "published",
  lines: [line("n1")],
  out: [],
  themes: [],
  counts: [],
  people: {},
  ...more,
});

test("the deck goes from the overview over the workshops to what is open, and shows only what is published", () => {
  const found = table(
    ["workshop", "b", { order: 1 }],
    ["workshop", "a", { order: 2 }],
    ["summary", "workshop.a", summary("workshop", "a")],
    ["summary", "workshop.b", summary("workshop", "b")],
    ["summary", "plenary", summary("plenary", "", { lines: [line("n1"), line("n2", "question")] })],
  );
  assert.deepEqual(deck(found), [
    ["plenary", "overview"],
    ["workshop.b", null],
    ["workshop.a", null],
    ["plenary", "questions"],
  ]);
  assert.equal(place(deck(found), { id: "workshop.a" }), 2);
  assert.equal(place(deck(found), { id: "plenary", part: "steps" }), -1);
  found.take({
    t: "delta",
    v: 2,
    put: [
      ["summary", "plenary", summary("plenary", "", { state: "draft" })],
      ["summary", "workshop.a", summary("workshop", "a", { state: "approved" })],
    ],
  });
  assert.deepEqual(deck(found), [["workshop.b", null]]);
});

test("the difference is what the draft has more and fewer, and what people left out", () => {
  const row = summary("slot", "a1", {
    lines: [line("n1"), line("n2", "point", { edited: true }), line("n3")],
    out: ["n5"],
  });
  const found = table(
    ["summary", "slot.a1", row],
    ["draft", "slot.a1", { lines: [line("n1"), line("n4"), line("n5")] }],
  );
  const ids = (lines) => lines.map(({ id }) => id);
  const { more, fewer, out } = difference(found, { id: "slot.a1", ...row });
  assert.deepEqual([ids(more), ids(fewer), ids(out)], [["n4"], ["n3"], ["n5"]]);
});

test("people of both rounds are others in a workshop, and the same in the plenary", () => {
  const found = table(["slot", "a1", { round: 1 }], ["slot", "a2", { round: 2 }], ["slot", "b1", { round: 1 }]);
  const seen = { a1: [10, null], b1: [8, 5], a2: [12, null] };
  assert.deepEqual(people(found, { id: "x", ...summary("plenary", "", { people: seen }) }), { onsite: 18, remote: 5 });
  assert.deepEqual(
    people(found, { id: "x", ...summary("workshop", "a", { people: { a1: [10, null], a2: [12, null] } }) }),
    { onsite: 22, remote: null },
  );
});

test("notes are counted, and workshops from which nothing came are named", () => {
  assert.deepEqual(
    counted({
      id: "x",
      counts: [
        { slot: "a1", notes: 9, shown: 4 },
        { slot: "a2", notes: 3, shown: 3 },
      ],
    }),
    { notes: 12, shown: 7 },
  );
  const found = table(
    ["workshop", "a", { order: 1 }],
    ["workshop", "b", { order: 2 }],
    ["workshop", "c", { order: 3 }],
    ["slot", "a1", { workshop: "a", state: "over" }],
    ["slot", "b1", { workshop: "b", state: "over" }],
    ["slot", "c1", { workshop: "c", state: "planned" }],
    ["summary", "workshop.a", summary("workshop", "a")],
  );
  assert.deepEqual(
    silent(found).map(({ id }) => id),
    ["b"],
  );
});

test("what is about a slot is found by the slot that it names, whatever its own id is", () => {
  const long = `${"x".repeat(60)}-1`;
  const found = table(
    ["summary", "slot.a1", summary("slot", "a1")],
    ["summary", "slot.3f2a", summary("slot", long)],
    ["summary", "workshop.9c1b", summary("workshop", long)],
    ["work", "slot.3f2a", { of: "slot", ref: long, state: "running" }],
  );
  assert.equal(ofSlot(found, "summary", long)?.id, "slot.3f2a");
  assert.equal(ofSlot(found, "summary", "a1")?.id, "slot.a1");
  assert.equal(ofSlot(found, "work", long)?.state, "running");
  assert.equal(ofSlot(found, "work", "a1"), undefined);
});

test("a hall reads five lines of a card, one of each part at least", () => {
  const row = (/** @type {string[]} */ ...parts) => ({ lines: parts.map((part, i) => ({ id: `${part}${i}`, part })) });
  const shown = (/** @type {any} */ one) => [
    linesForWall(one)
      .lines.map(({ part }) => part[0])
      .join(""),
    linesForWall(one).more,
  ];
  assert.deepEqual(shown(row(...Array(9).fill("point"), "step", "step", "question")), ["pppsq", 7]);
  assert.deepEqual(shown(row("question", "question", "point", "step", "step")), ["pssqq", 0]);
  assert.deepEqual(shown(row()), ["", 0]);
});

test("what most rooms share is said in numbers, with words that were written there", () => {
  const held = table(
    ...["a", "b", "c"].map((id) => /** @type {any} */ (["slot", id, { room: id, workshop: id, round: 1 }])),
  );
  const theme = (/** @type {string} */ key, /** @type {number} */ n, /** @type {string[]} */ ...notes) => ({
    key,
    label: { de: key },
    notes,
    slots: [],
    rooms: n,
  });
  const row = /** @type {any} */ ({
    counts: ["a", "b", "c"].map((slot) => ({ slot, notes: slot === "c" ? 0 : 3, shown: 1 })),
    themes: [theme("Zeit", 1, "n1"), theme("Geld", 2, "n2"), theme("Mut", 2, "n1", "n3")],
    lines: [
      { id: "n1", text: "Mut und Zeit.", sources: ["n1"] },
      { id: "n2", text: "Ohne Geld nichts.", sources: ["n2"] },
    ],
  });
  assert.deepEqual(
    sharedByMost(held, row).map((one) => [one.theme.key, one.rooms, one.of, one.line?.text]),
    [
      ["Mut", 2, 2, "Mut und Zeit."],
      ["Geld", 2, 2, "Ohne Geld nichts."],
    ],
  );
});
