import assert from "node:assert/strict";
import { test } from "node:test";
import { PeopleList } from "../../../static/src/checkin/people_list.js";

const person = (id, name, more = {}) => ({
  id,
  name,
  org: "",
  group: "",
  mode: "onsite",
  state: "valid",
  note: "",
  ...more,
});
const PEOPLE = [
  person("c", "Cem Ay", { state: "blocked" }),
  person("a", "Aylin Díaz", { org: "Solidarnetz", note: "Bring a chair" }),
  person("b", "Bo Østergård", { mode: "remote" }),
];
const staff = (people = PEOPLE) =>
  /** @type {any} */ ({
    all: () => people,
    get: (_kind, id) => ({ a: { state: "in" }, b: { state: "out" } })[id] ?? null,
  });
const ids = (list, people) =>
  list
    .found(staff(people))
    .people.map(({ id }) => id)
    .join("");

test("everybody stands there by the alphabet", () => assert.equal(ids(new PeopleList()), "abc"));

test("a name is found as people type it, and by the organisation", () => {
  const list = new PeopleList();
  for (const [query, found] of Object.entries({ diaz: "a", "ostergard bo": "b", solid: "a", xy: "", ay: "ac" })) {
    list.look(query);
    assert.equal(ids(list), found, query);
  }
});

test("what is so of somebody can be chosen", () => {
  const list = new PeopleList();
  const expected = { all: "abc", onsite: "ac", remote: "b", in: "a", away: "c", barred: "c", noted: "a" };
  for (const [which, found] of Object.entries(expected)) {
    list.choose(which);
    assert.equal(ids(list), found, which);
  }
});

test("of many only some are drawn, and all are counted", () => {
  const many = Array.from({ length: 120 }, (_, n) => person(`p${n}`, `Person ${n}`));
  const list = new PeopleList();
  assert.deepEqual([list.found(staff(many)).people.length, list.found(staff(many)).n], [50, 120]);
  list.more();
  assert.equal(list.found(staff(many)).people.length, 100);
  list.look("person");
  assert.equal(list.found(staff(many)).people.length, 50, "another search begins anew");
});
