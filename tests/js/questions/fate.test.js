import assert from "node:assert/strict";
import { test } from "node:test";
import { fateWords } from "../../../static/src/questions/fate.js";

const NONE = { merged: 0, aloud: 0, written: 0, open: 0, waiting: 0, dismissed: 0, withdrawn: 0 };
const GROUPS = { onsite: null, remote: null, onsite_answered: null, remote_answered: null };

test("what there is none of is not said, but that nothing was answered is", () => {
  assert.deepEqual(fateWords({ n: 1, ...NONE, open: 1, ...GROUPS }), [
    "1 question asked",
    "1 shown",
    "0 answered aloud",
    "1 not reached",
  ]);
});

test("all of it adds up to what was asked", () => {
  const row = { n: 28, merged: 2, aloud: 5, written: 3, open: 7, waiting: 1, dismissed: 6, withdrawn: 4, ...GROUPS };
  assert.deepEqual(fateWords({ ...row, onsite: 18, remote: 10, onsite_answered: 5, remote_answered: 3 }), [
    "28 questions asked",
    "17 shown",
    "2 merged with others",
    "5 answered aloud",
    "3 answered in writing",
    "7 not reached",
    "11 not shown (not looked at: 1, set aside: 6, taken back or erased: 4)",
    "in the room: 18 asked, 5 answered",
    "remote: 10 asked, 3 answered",
  ]);
});
