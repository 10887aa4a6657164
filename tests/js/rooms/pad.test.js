import assert from "node:assert/strict";
import { test } from "node:test";
import { Pad } from "../../../static/src/rooms/pad.js";

/**
 * A pad on a device, and a server that remembers what it was sent.
 * @param {(name: string, args: any) => any} [answer]
 */
function scene(answer = () => ({ ok: true, result: { id: "n1" } })) {
  const sent = /** @type {any[]} */ ([]);
  let kept = "";
  const make = () =>
    new Pad({
      load: () => kept,
      keep: (text) => {
        kept = text;
      },
      send: async (name, args) => {
        sent.push([name, args]);
        return answer(name, args);
      },
    });
  return { pad: make(), again: make, sent, kept: () => kept };
}

test("a pause writes the note, the next one edits it", async () => {
  const { pad, sent } = scene();
  pad.write({ text: "Vertrauen " });
  await pad.save("s");
  pad.write({ text: "Vertrauen hängt an Menschen" });
  await pad.save("s");
  await pad.save("s");
  assert.deepEqual(sent, [
    ["note.write", { slot: "s", kind: "insight", text: "Vertrauen" }],
    ["note.edit", { id: "n1", text: "Vertrauen hängt an Menschen", kind: "insight", base: "Vertrauen" }],
  ]);
});

test("what is typed while the first saving is on its way comes after it", async () => {
  /** @type {(value: any) => void} */
  let done = () => {};
  const { pad, sent } = scene((name) =>
    name === "note.write"
      ? new Promise((resolve) => {
          done = resolve;
        })
      : { ok: true },
  );
  pad.write({ text: "eins" });
  const first = pad.save("s");
  await new Promise((resolve) => setTimeout(resolve));
  pad.write({ text: "eins zwei" });
  const second = pad.save("s");
  done({ ok: true, result: { id: "n7" } });
  await Promise.all([first, second]);
  assert.deepEqual(
    sent.map(([name, args]) => [name, args.text, args.id]),
    [
      ["note.write", "eins", undefined],
      ["note.edit", "eins zwei", "n7"],
    ],
  );
});

test("a reload goes on where it was", async () => {
  const { pad, again, sent } = scene();
  pad.write({ text: "eins" });
  await pad.save("s");
  pad.write({ text: "eins zwei" });
  const after = again();
  assert.equal(after.draft.text, "eins zwei");
  await after.save("s");
  assert.equal(sent[1][0], "note.edit");
});

test("finishing shares and empties the pad; what was not saved stays", async () => {
  const { pad, sent, kept } = scene();
  pad.write({ kind: "step", text: "Liste schicken" });
  assert.ok(await pad.finish("s", true));
  assert.deepEqual(
    sent.map(([name]) => name),
    ["note.write", "note.share"],
  );
  assert.deepEqual([pad.draft.text, pad.draft.kind, kept()], ["", "step", ""]);
  const refused = scene(() => ({ ok: false, code: "notes_closed" }));
  refused.pad.write({ text: "x" });
  assert.ok(!(await refused.pad.finish("s", true)));
  assert.equal(refused.pad.draft.text, "x");
});

test("two who edit one note both keep their words", async () => {
  const { pad, sent } = scene((name) =>
    name === "note.edit" && sent.length < 3 ? { ok: false, code: "note_changed" } : { ok: true, result: { id: "n1" } },
  );
  pad.write({ text: "eins" });
  await pad.save("s");
  pad.see("eins!");
  assert.equal(pad.draft.text, "eins!", "nothing of one's own: the other's text comes in");
  pad.write({ text: "eins? zwei" });
  pad.see("eins! drei");
  assert.equal(pad.theirs, "eins! drei");
  await pad.save("s");
  assert.equal(sent.length, 1, "nothing is sent before the writer has chosen");
  await pad.choose("s", "mine");
  assert.deepEqual(sent[1], ["note.edit", { id: "n1", text: "eins? zwei", kind: "insight", base: "eins! drei" }]);
});

test("a note that was taken away becomes a new one", async () => {
  const { pad, sent } = scene((name) =>
    name === "note.edit" ? { ok: false, code: "not_found" } : { ok: true, result: { id: "n2" } },
  );
  pad.write({ id: "n1", base: "eins", text: "eins zwei" });
  await pad.save("s");
  await pad.save("s");
  assert.deepEqual(
    sent.map(([name]) => name),
    ["note.edit", "note.write"],
  );
});
