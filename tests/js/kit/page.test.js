import assert from "node:assert/strict";
import { test } from "node:test";
import { PageState } from "../../../static/src/kit/page.js";

/** A page whose server gives these answers, one after the other. */
function page(...answers) {
  const log = [];
  const sender = {
    do: async (name, args, options) => {
      log.push(["do", name, args, options]);
      return answers.shift();
    },
  };
  const output = { say: (text) => log.push(["say", text]), redraw: () => log.push(["redraw"]) };
  return { log, state: new PageState(sender, output), sender, output };
}

test("a command goes to the server without an entry of its own, and the page is drawn again", async () => {
  const { state, log } = page({ ok: true, result: { id: "q" } });
  const answer = await state.act("question.approve", { id: "q" });
  assert.deepEqual(answer.result, { id: "q" });
  assert.deepEqual(log, [["do", "question.approve", { id: "q" }, { quiet: true }], ["redraw"]]);
});

test("what was done is said, a refusal is said instead of it", async () => {
  const { state, log } = page({ ok: true }, { ok: false, message: "Too late." });
  await state.act("slot.start", {}, "Started.");
  await state.act("slot.start", {}, "Started.");
  assert.deepEqual(
    log.filter(([kind]) => kind === "say"),
    [
      ["say", "Started."],
      ["say", "Too late."],
    ],
  );
});

test("a refusal stands until a command succeeds", async () => {
  const { state } = page({ ok: false, message: "Too late." }, { ok: false }, { ok: true });
  await state.act("slot.start", {});
  assert.equal(state.trouble, "Too late.");
  await state.act("slot.start", {});
  assert.equal(state.trouble, null);
  state.refuse("There is nothing to show.");
  assert.equal(state.trouble, "There is nothing to show.");
  await state.act("slot.start", {});
  assert.equal(state.trouble, null);
});

test("without words of its own a refusal is not taken for success", async () => {
  const { state, log } = page({ ok: false });
  await state.act("slot.start", {}, "Started.");
  assert.deepEqual(
    log.filter(([kind]) => kind === "say"),
    [],
  );
});

test("a page says which answers it shows as refusals", async () => {
  class Room extends PageState {
    refusal(answer) {
      return answer.code === "note_changed" ? null : super.refusal(answer);
    }
  }
  const { sender, output } = page(
    { ok: false, code: "note_changed", message: "Changed." },
    { ok: false, message: "No." },
  );
  const room = new Room(sender, output);
  await room.act("note.write", {});
  assert.equal(room.trouble, null);
  await room.act("note.write", {});
  assert.equal(room.trouble, "No.");
});
