import assert from "node:assert/strict";
import { test } from "node:test";
import { PeopleSearch } from "../../../static/src/checkin/people_search.js";
import { Table } from "../../../static/src/core/table.js";

const attendee = (id, name, org = "") => ["attendee", id, { name, org, mode: "onsite", state: "valid" }];
const nobody = { search: () => [] };

function search(put, gate = nobody) {
  const table = new Table();
  table.take({ t: "state", v: 1, put });
  return { table, people: new PeopleSearch(table, gate) };
}

test("people are found by name or organisation, with whether they are in", () => {
  const { people } = search([
    attendee("a", "Ada Lovelace", "Analytical Engines"),
    attendee("b", "Grace Hopper", "Navy"),
    ["attendance", "a", { state: "in", first: 500 }],
    ["attendance", "b", { state: "out", first: 100 }],
  ]);
  const [ada] = people.find("analytical");
  assert.deepEqual([ada?.attendee, ada?.in, ada?.at], ["a", true, 500]);
  const [grace] = people.find("hopper gr");
  assert.deepEqual([grace?.attendee, grace?.in, grace?.at], ["b", false, null]);
});

test("one letter finds nobody", () => {
  const { people } = search([attendee("a", "Ada Lovelace")]);
  assert.deepEqual(people.find(" a "), []);
});

test("who comes onto the list is found, and who has another name by that", () => {
  const { table, people } = search([attendee("a", "Ada Lovelace")]);
  assert.equal(people.find("grace").length, 0);
  table.take({ t: "delta", v: 2, put: [attendee("b", "Grace Hopper"), attendee("a", "Ada King")], gone: [] });
  assert.equal(people.find("grace")[0]?.attendee, "b");
  assert.equal(people.find("lovelace").length, 0);
  assert.equal(people.find("king")[0]?.name, "Ada King");
});

test("no more than eight are shown", () => {
  const { people } = search(Array.from({ length: 20 }, (_, i) => attendee(`a${i}`, `Ada ${i}`)));
  assert.equal(people.find("ada").length, 8);
});

test("without the event's list the device's own one is searched, which knows no times", () => {
  const hit = { attendee: "a", name: "Ada", org: "", mode: null, state: "valid", in: true };
  const { people } = search([], { search: (query) => (query === "ada" ? [hit] : []) });
  assert.deepEqual(people.find("ada"), [{ ...hit, at: null }]);
});
