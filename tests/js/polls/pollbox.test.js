import assert from "node:assert/strict";
import { test } from "node:test";
import { readBox, writeBox, wrong } from "../../../static/src/polls/pollbox.js";

const label = (de, en = "") => ({ de, en });

test("the first line asks, the others are options, in one language or in both", () => {
  const box = readBox("  Was zuerst? / What first?\n\nGeld / Money\n Zeit \n");
  assert.deepEqual(box, {
    title: label("Was zuerst?", "What first?"),
    options: [label("Geld", "Money"), label("Zeit")],
  });
});

test("a slash inside a word is part of it", () => {
  assert.deepEqual(readBox("Ja/Nein?\nund/oder / and/or").options, [label("und/oder", "and/or")]);
  assert.deepEqual(readBox("Ja/Nein?").title, label("Ja/Nein?"));
});

test("marks of lists are dropped from options, numbers and letters that are words are not", () => {
  const { options } = readBox("Was?\n- Geld\n• Zeit\n2) Wissen\nb. Mut\n3 Tage\n2024\na posteriori");
  assert.deepEqual(
    options.map(({ de }) => de),
    ["Geld", "Zeit", "Wissen", "Mut", "3 Tage", "2024", "a posteriori"],
  );
  assert.deepEqual(readBox("1. Platz für wen?").title, label("1. Platz für wen?"), "the question is left as it is");
});

test("what is missing is said before anything is sent", () => {
  const box = (n) => ({ title: label("Was?"), options: Array.from({ length: n }, (_, i) => label(`Nummer ${i}`)) });
  assert.equal(wrong(readBox(" \n"), "single"), "title");
  for (const kind of ["single", "multiple", "ranking"]) {
    assert.equal(wrong(box(1), kind), "few");
    assert.equal(wrong(box(2), kind), null);
    assert.equal(wrong(box(12), kind), null);
    assert.equal(wrong(box(13), kind), "many");
  }
  assert.equal(wrong(box(0), "scale"), null, "a scale has its numbers");
  assert.equal(wrong(box(1), "scale"), "few");
  assert.equal(wrong(box(1), "cloud"), null, "words have no options");
  assert.equal(wrong({ title: label("x".repeat(141)), options: [] }, "text"), "long");
  assert.equal(
    wrong({ title: label("𝒳".repeat(140)), options: [] }, "text"),
    null,
    "characters are counted, not their halves",
  );
});

test("a poll can be written back into the box", () => {
  const text = "Was zuerst? / What first?\nGeld / Money\nZeit";
  const { title, options } = readBox(text);
  const saved = options.map(({ de, en }) => label(de, en || de));
  assert.equal(writeBox({ title, options: saved, kind: "single" }), text);
  const scale = [1, 2, 3, 4, 5].map((n) => label(String(n), String(n)));
  assert.equal(writeBox({ title: label("Wie?"), options: scale, kind: "scale" }), "Wie?");
});
