import assert from "node:assert/strict";
import { test } from "node:test";
import { Table } from "../../../static/src/core/table.js";
import { nextUp, presence } from "../../../static/src/programme/session.js";

/** A page whose table has these rows. @param {any[]} put */
function seen(put) {
  const table = new Table();
  table.take({ t: "hello", epoch: "e" });
  table.take({ t: "state", v: 1, put });
  return table;
}

const HERE = ["presence", "e", { all: 30, onsite: 18, remote: 12 }];
const TEAM = [
  HERE,
  ["team_presence", "e", { onsite: 18, remote: 12 }],
  ["checkin_count", "e", { onsite: 60, remote: 0 }],
];

test("phone, wall and team say the same number of people, whoever has checked in", () => {
  assert.deepEqual(presence(seen([HERE])), { all: 30, onsite: 18, remote: 12 });
  assert.deepEqual(presence(seen(TEAM)), presence(seen([HERE])));
});

test("small groups are told to the team alone", () => {
  const few = ["presence", "e", { all: 8, onsite: null, remote: null }];
  assert.deepEqual(presence(seen([few])), { all: 8, onsite: null, remote: null });
  const team = ["team_presence", "e", { onsite: 6, remote: 2 }];
  assert.deepEqual(presence(seen([few, team])), { all: 8, onsite: 6, remote: 2 });
});

test("turns go by all who are in the building, with a phone or without", () => {
  const question = (id, mode) => ["question", id, { session: "s", state: "live", mode, at: 1, text: id }];
  const asked = [
    question("r", "remote"),
    question("o", "onsite"),
    ...["onsite", "remote"].map((mode, i) => [
      "question",
      `done-${mode}`,
      { session: "s", state: "answered", mode, at: 1, text: "x", answered_at: 2 + i },
    ]),
  ];
  const even = [["team_presence", "e", { onsite: 2, remote: 12 }]];
  assert.equal(nextUp(seen([...asked, ...even]), "s")[0], "r");
  const hall = [...even, ["checkin_count", "e", { onsite: 600, remote: 0 }]];
  assert.equal(nextUp(seen([...asked, ...hall]), "s")[0], "o");
});
