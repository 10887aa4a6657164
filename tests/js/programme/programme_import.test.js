import assert from "node:assert/strict";
import { afterEach, test } from "node:test";
import { ProgrammeImport, isSure } from "../../../static/src/programme/programme_import.js";

const { fetch } = globalThis;
afterEach(() => (globalThis.fetch = fetch));

const item = (title, more = {}) => ({ title, kind: "talk", people: [], workshop: null, ...more });

/** An import, with what the server is asked and how it answers. */
function begun(...answers) {
  const asked = [];
  globalThis.fetch = async (address, { body }) => {
    asked.push([address, typeof body === "string" ? JSON.parse(body) : await body.text()]);
    const answer = answers.shift() ?? { ok: true, changes: [] };
    return new Response(JSON.stringify(answer), { status: answer.ok ? 200 : 422 });
  };
  let drawn = 0;
  const load = new ProgrammeImport("/e/x/organise", () => (drawn += 1));
  return { load, asked, drawn: () => drawn };
}

const agenda = {
  ok: true,
  agenda: { items: [item("Welcome", { confidence: 0.4 }), item("Lunch")], ignored: ["~~"] },
  changes: [{}],
};

test("a pasted agenda is read and shown, and nothing is imported", async () => {
  const { load, asked } = begun(agenda);
  await load.readText("09:30 Welcome");
  assert.deepEqual(asked, [["/e/x/organise/programme", { text: "09:30 Welcome" }]]);
  assert.equal(load.read, true);
  assert.deepEqual(load.items?.map(isSure), [false, true]);
  assert.deepEqual(load.ignored, ["~~"]);
});

test("a programme is sent as it is, another file is first read by the server", async () => {
  const { load, asked } = begun(undefined, { ok: true, text: "09:30\tWelcome" });
  await load.readFile(new File(["days: []"], "day.YAML"));
  await load.readFile(new File(["as Word has it"], "my agenda.docx"));
  assert.deepEqual(asked, [
    ["/e/x/organise/programme", { text: "days: []", name: "day.YAML" }],
    ["/e/x/organise/programme/text?name=my+agenda.docx", "as Word has it"],
    ["/e/x/organise/programme", { text: "09:30\tWelcome" }],
  ]);
});

test("a file that the server cannot read says so", async () => {
  const { load, asked } = begun({ ok: false, problems: [{ line: 0, message: "damaged" }] });
  await load.readFile(new File(["x"], "agenda.docx"));
  assert.deepEqual([asked.length, load.busy, load.problems], [1, false, [{ line: 0, message: "damaged" }]]);
});

test("a corrected item is sure, and the server is asked once for several corrections", async (context) => {
  const { load, asked } = begun(agenda);
  await load.readText("09:30 Welcome");
  context.mock.timers.enable({ apis: ["setTimeout"] });
  load.correct(load.items[0], { title: "Opening" });
  load.leaveOut(load.items[1]);
  context.mock.timers.tick(600);
  assert.equal(asked.length, 2);
  const taken = { title: null, venue: null, date: null };
  assert.deepEqual(asked[1][1], { items: [item("Opening", { start: null, end: null })], taken });
  assert.equal(isSure(load.items[0]), true);
});

test("what was imported is told, and the form is empty again", async () => {
  const { load, asked } = begun(agenda, { ok: true, changes: [], release: 3 });
  await load.readText("09:30 Welcome");
  await load.apply();
  assert.equal(asked[1][1].apply, true);
  assert.deepEqual([load.read, load.text, load.busy], [false, "", false]);
  assert.match(load.done, /release 3/);
});

test("problems name their lines, and what was read stays", async () => {
  const problems = [{ line: 4, message: "25:00 is no time." }];
  const { load } = begun(agenda, { ok: false, problems });
  await load.readText("09:30 Welcome");
  await load.apply();
  assert.deepEqual(load.problems, problems);
  assert.equal(load.read, true);
  load.discard();
  assert.deepEqual([load.read, load.problems], [false, []]);
});

test("without a server there are words as well", async () => {
  const { load } = begun();
  globalThis.fetch = async () => Promise.reject(new TypeError("no network"));
  await load.readText("09:30 Welcome");
  assert.match(load.problems[0].message, /does not answer/);
  assert.equal(load.problems[0].line, 0);
});

test("what the text leaves open is asked at its row, and never sent back", async () => {
  const { load, asked } = begun({ ...agenda, agenda: { ...agenda.agenda, questions: [{ row: 1, code: "next_day" }] } });
  await load.readText("09:30 Welcome");
  assert.deepEqual(
    load.items?.map(({ asks }) => asks),
    [[], ["next_day"]],
  );
  await load.apply();
  assert.ok(asked.at(-1)[1].items.every((sent) => !("asks" in sent)));
});

test("what may be another event's is taken over only by somebody who has read so", async () => {
  const { load, asked } = begun({ ok: true, changes: [{}], doubt: "Another event?" });
  await load.readFile(new File(["title: x"], "x.yaml"));
  assert.equal(load.doubt, "Another event?");
  await load.apply();
  assert.equal(asked.at(-1)[1].sure, true);
  await load.readText("09:30 Welcome");
  await load.apply();
  assert.equal("sure" in asked.at(-1)[1], false);
});

test("what was corrected just before the press is taken over, and nothing is asked behind it", async (context) => {
  const { load, asked } = begun(agenda, { ok: true, changes: [], release: 2, undo: "u" });
  await load.readText("09:30 Welcome");
  context.mock.timers.enable({ apis: ["setTimeout"] });
  const [first] = load.items;
  load.correct(first, { title: "Opening" });
  load.correct(first, { people: ["Ada"] }); // by what was drawn before the first correction
  await load.apply();
  assert.deepEqual(asked.at(-1)[1].items[0].title, "Opening");
  assert.deepEqual(asked.at(-1)[1].items[0].people, ["Ada"]);
  assert.equal(load.undo, "u");
  context.mock.timers.tick(1000);
  assert.equal(asked.length, 2);
});

test("rows are added, joined and moved", async (context) => {
  const { load } = begun(agenda);
  await load.readText("09:30 Welcome");
  context.mock.timers.enable({ apis: ["setTimeout"] });
  const titles = () => load.items.map(({ title }) => title);
  load.addBehind(load.items[0]);
  load.correct(load.items[1], { title: "Music" });
  load.moveUp(load.items[1]);
  assert.deepEqual(titles(), ["Music", "Welcome", "Lunch"]);
  load.joinAbove(load.items[2]);
  assert.deepEqual(titles(), ["Music", "Welcome Lunch"]);
});
