import assert from "node:assert/strict";
import { test } from "node:test";
import { Table } from "../../../static/src/core/table.js";
import { SimilarQuestions, mergeable } from "../../../static/src/questions/similar_questions.js";

const question = (id, text, more = {}) => [
  "question",
  id,
  { session: "s", text, lang: "en", mode: "onsite", state: "live", at: 1, merged: null, ...more },
];

function table(...put) {
  const made = new Table();
  made.take({ t: "state", v: 1, put });
  return made;
}

const SAME = "Who pays for the travel costs of volunteers?";

test("a question is like one of the same session that is still open or answered", () => {
  const made = table(
    question("a", SAME),
    question("b", "Who pays travel costs for volunteers?"),
    question("c", SAME, { session: "other" }),
    question("d", SAME, { state: "dismissed" }),
    question("e", SAME, { merged: "a" }),
  );
  const similar = new SimilarQuestions(made);
  assert.equal(similar.bestFor(made.get("question", "a"))?.id, "b");
  assert.deepEqual(
    mergeable(made, "s").map(({ id }) => id),
    ["a", "b"],
  );
});

test("nothing is said of questions that have little in common", () => {
  const made = table(question("a", SAME), question("b", "When does the bus to the station leave tonight?"));
  assert.equal(new SimilarQuestions(made).bestFor(made.get("question", "a")), null);
});

test("a new question is found, and a vote makes nothing be sought again", () => {
  const made = table(question("a", SAME));
  const similar = new SimilarQuestions(made);
  assert.equal(similar.bestFor(made.get("question", "a")), null);
  made.take({ t: "delta", v: 2, put: [question("b", SAME)], gone: [] });
  const found = similar.bestFor(made.get("question", "a"));
  assert.equal(found?.id, "b");
  made.take({ t: "delta", v: 3, put: [["votes", "b", { n: 3 }]], gone: [] });
  assert.equal(similar.bestFor(made.get("question", "a")), found);
});
