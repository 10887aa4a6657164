import assert from "node:assert/strict";
import { test } from "node:test";
import { Drafts } from "../../../static/src/core/drafts.js";

function tab() {
  const kept = new Map();
  return { get: (key) => kept.get(key) ?? "", set: (key, value) => void kept.set(key, value), kept };
}

const PATH = "/e/ev/moderate";

test("what is typed is there again after a reload, on all pages of the event and on no other", () => {
  const store = tab();
  new Drafts({ path: PATH, store }).write("ask", { text: "Wer bezahlt?" });
  assert.equal(new Drafts({ path: "/e/ev/watch", store }).get("ask")?.text, "Wer bezahlt?");
  assert.equal(new Drafts({ path: "/e/other/", store }).get("ask"), undefined);
  new Drafts({ path: "/e/other/", store }).write("ask", { text: "Etwas anderes" });
  assert.equal(new Drafts({ path: PATH, store }).get("ask")?.text, "Wer bezahlt?");
});

test("a field that is as it was before holds nothing of the writer's", () => {
  const drafts = new Drafts({ path: PATH, store: tab() });
  drafts.write("edit", { text: "Neu", base: "Alt" });
  drafts.write("edit", { text: "Alt", base: "Alt" });
  drafts.write("ask", { text: "x" });
  drafts.write("ask", { text: "  " });
  assert.deepEqual(drafts.all, []);
});

const SENT = [
  ["Wer bezahlt?", { session: "p1", text: "Wer bezahlt?" }],
  ["  Wer\n bezahlt? ", { text: "Wer bezahlt?" }],
  [
    "Was zuerst?\n- Geld / Money\n2. Wissen",
    { title: { de: "Was zuerst?" }, options: [{ de: "Geld", en: "Money" }, { de: "Wissen" }] },
  ],
  ["Verein A\nVerein B", { organisations: ["Verein A", "Verein B"] }],
  ["12", { id: "s", people: 12 }],
  ["Mut", { id: "p", choice: ["Mut", "Zeit"] }],
];
for (const [text, args] of SENT) {
  test(`what is sent is not kept: ${JSON.stringify(text)}`, () => {
    const drafts = new Drafts({ path: PATH, store: tab() });
    drafts.write("field", { text });
    drafts.write("other", { text: "noch nicht fertig" });
    assert.equal(drafts.sent(args)[0]?.text, text);
    assert.deepEqual(
      drafts.all.map(({ key }) => key),
      ["other"],
    );
  });
}

test("what is sent is not what was typed: it stays", () => {
  const drafts = new Drafts({ path: PATH, store: tab() });
  drafts.write("ask", { text: "Wer bezahlt das alles?" });
  assert.deepEqual(drafts.sent({ id: "q1", text: "Wer bezahlt?" }), []);
  assert.equal(drafts.get("ask")?.text, "Wer bezahlt das alles?");
});

test("what was refused comes back, and stands beside what was typed since", () => {
  const drafts = new Drafts({ path: PATH, store: tab() });
  drafts.write("answer", { text: "Alt" });
  const taken = drafts.sent({ choice: "Alt" });
  drafts.write("answer", { text: "Neu" });
  drafts.back(taken);
  assert.deepEqual(
    drafts.homeless.map(({ text }) => text),
    ["Alt"],
  );
  assert.equal(drafts.get("answer")?.text, "Neu");
});

test("what nobody comes back to for a day is forgotten, and all of it when a shared device is given back", () => {
  const store = tab();
  let now = 0;
  new Drafts({ path: PATH, store, now: () => now }).write("ask", { text: "x y" });
  now = 23 * 3600_000;
  const drafts = new Drafts({ path: PATH, store, now: () => now });
  assert.equal(drafts.all.length, 1);
  drafts.clear();
  assert.equal(store.get("companion:drafts"), "");
  drafts.write("ask", { text: "x y" });
  now = 48 * 3600_000;
  assert.equal(new Drafts({ path: PATH, store, now: () => now }).all.length, 0);
});
