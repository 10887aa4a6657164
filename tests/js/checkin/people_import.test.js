import assert from "node:assert/strict";
import { afterEach, test } from "node:test";
import { PeopleImport } from "../../../static/src/checkin/people_import.js";

const { fetch } = globalThis;
afterEach(() => (globalThis.fetch = fetch));

const difference = {
  ok: true,
  added: [{ name: "Ada", org: "" }],
  changed: [],
  gone: [],
  same: 2,
  notes: [],
  columns: [],
};

function begun(...answers) {
  const asked = [];
  globalThis.fetch = async (address, { headers, body }) => {
    asked.push({ address, type: headers["Content-Type"], body });
    const answer = answers.shift();
    return new Response(JSON.stringify(answer), { status: answer.ok ? 200 : 422 });
  };
  return { load: new PeopleImport("/e/x/organise", () => {}), asked };
}

test("a file is read under its name, and nothing is imported", async () => {
  const { load, asked } = begun(difference);
  await load.readFile(new File(["name\nAda"], "people & co.csv"));
  assert.equal(asked[0].address, "/e/x/organise/people?name=people+%26+co.csv");
  assert.equal(asked[0].type, "application/octet-stream");
  assert.equal(load.difference?.added.length, 1);
});

test("what was read is sent once more to import it", async () => {
  const { load, asked } = begun(difference, { ok: true, added: 1, changed: 0, same: 0 });
  const file = new File(["name\nAda"], "people.csv");
  await load.readFile(file);
  await load.apply();
  assert.equal(asked[1].address, "/e/x/organise/people?name=people.csv&apply=1");
  assert.equal(asked[1].body, file);
  assert.equal(load.difference, null);
  assert.match(load.done, /1 new, 0 changed/);
});

test("what a column is said to be goes along, and stays when the list is imported", async () => {
  const { load, asked } = begun(difference, difference, difference, { ok: true, added: 1, changed: 0, same: 0 });
  await load.readFile(new File(["a;b\nAda;x"], "people.csv"));
  await load.mean(1, "org");
  await load.mean(1, "");
  await load.apply();
  assert.deepEqual(
    asked.map(({ address }) => new URL(address, "http://x").searchParams.get("columns")),
    [null, "1:org", "1:", "1:"],
  );
});

test("a meaning that cannot be is not kept", async () => {
  const { load, asked } = begun(
    difference,
    { ok: false, code: "no_name_column", message: "No column of names." },
    { ok: true, added: 1, same: 0 },
  );
  await load.readFile(new File(["Name\nAda"], "people.csv"));
  await load.mean(0, "");
  assert.equal(load.trouble, "No column of names.");
  await load.apply();
  assert.equal(new URL(asked[2].address, "http://x").searchParams.get("columns"), null);
});

test("access to pretix goes as JSON, and again when its list is imported", async () => {
  const { load, asked } = begun(difference, { ok: true, added: 1, changed: 0, same: 0 });
  await load.readPretix({ url: "https://pretix.example", token: "t" });
  await load.apply();
  assert.deepEqual(
    asked.map(({ address, type }) => [address, type]),
    [
      ["/e/x/organise/people/pretix?", "application/json"],
      ["/e/x/organise/people/pretix?apply=1", "application/json"],
    ],
  );
});

test("a list that cannot be read leaves the one that was read before", async () => {
  const { load } = begun(difference, {
    ok: false,
    code: "no_name_column",
    message: "There is no column for the name.",
  });
  await load.readFile(new File(["name\nAda"], "a.csv"));
  await load.readFile(new File(["?"], "b.csv"));
  assert.equal(load.trouble, "There is no column for the name.");
  assert.equal(load.difference?.same, 2);
  assert.equal(load.busy, false);
});

test("nothing is imported when nothing was read", async () => {
  const { load, asked } = begun();
  await load.apply();
  assert.deepEqual(asked, []);
});
