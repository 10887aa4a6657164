import assert from "node:assert/strict";
import { test } from "node:test";
import { readGlossary, writeGlossary } from "../../../static/src/summaries/glossary.js";

test("a glossary is read as people type it or paste it from a table", () => {
  assert.deepEqual(readGlossary("outreach = aufsuchende Arbeit\n\n peer\tGleichaltrige \na;b"), {
    terms: [
      ["outreach", "aufsuchende Arbeit"],
      ["peer", "Gleichaltrige"],
      ["a", "b"],
    ],
    wrong: [],
  });
});

test("lines that are no pair are told by their number", () => {
  assert.deepEqual(readGlossary("a = b\nnothing\n= c\na = b = c").wrong, [2, 3, 4]);
});

test("what was written is read again", () => {
  const terms = [
    ["one", "eins"],
    ["two words", "zwei Wörter"],
  ];
  assert.deepEqual(readGlossary(writeGlossary(terms)).terms, terms);
});
