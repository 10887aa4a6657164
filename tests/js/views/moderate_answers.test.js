import assert from "node:assert/strict";
import { test } from "node:test";
import { sameAnswers } from "../../../static/src/views/moderate/answer_groups.js";

const answers = (...texts) => texts.map((text, i) => ({ id: `a${i}`, text }));
const ids = (groups) => groups.map((group) => group.map(({ id }) => id));

test("answers that say the same are one row, the most frequent first", () => {
  assert.deepEqual(ids(sameAnswers(answers("Mut", "Bias", "bias ", "BIAS", "mut"))), [
    ["a1", "a2", "a3"],
    ["a0", "a4"],
  ]);
  assert.deepEqual(ids(sameAnswers(answers("Café  Nord", "cafe nord", "Cafe Süd"))), [["a0", "a1"], ["a2"]]);
  assert.deepEqual(sameAnswers([]), []);
});
