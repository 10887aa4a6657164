import assert from "node:assert/strict";
import { test } from "node:test";
import { Ballots, complete } from "../../../static/src/polls/ballots.js";
import { Sender } from "../../../static/src/core/send.js";
import { Table } from "../../../static/src/core/table.js";
import { Storage, World } from "../world.js";

const POLL = { kind: "single", state: "open", resets: [], options: [] };

/** A device with a page on it; `answer` is what the server says to a ballot, null if it does not answer. */
function device({ answer = () => ({ ok: true, v: 2, at: 0, result: {} }) } = {}) {
  const world = new World();
  const storage = new Storage();
  const page = (decide = answer) => {
    const table = new Table();
    table.take({ t: "hello", epoch: "e" });
    table.take({ t: "state", v: 1, put: [["poll", "p", POLL]] });
    const fetch = async (_url, { body }) => {
      const said = decide(JSON.parse(body).args);
      if (!said) throw new TypeError("network");
      return { status: said.ok ? 200 : 409, ok: said.ok, headers: { get: () => null }, json: async () => said };
    };
    const sender = new Sender({
      event: "ev",
      storage,
      fetch,
      now: () => world.now,
      env: { ...world.env, locks: undefined },
    });
    const store = { get: (key) => storage.getItem(key) ?? "", set: (key, value) => storage.setItem(key, value) };
    return {
      table,
      sender,
      ballots: new Ballots({ event: "ev", table, sender, store }),
      poll: () => table.get("poll", "p"),
    };
  };
  return { world, page };
}

test("a draft survives a reload, and a ballot is saved when the server says so", async () => {
  const { world, page } = device();
  let { ballots, poll } = page();
  ballots.write(poll(), "a");
  ({ ballots, poll } = page());
  assert.equal(ballots.of(poll()).draft, "a");
  ballots.send(poll(), "a");
  assert.equal(ballots.sending(poll()).args.choice, "a");
  assert.equal(ballots.of(poll()).cast, undefined, "not saved before it is");
  await world.pass(0);
  assert.equal(ballots.sending(poll()), undefined);
  assert.deepEqual(ballots.of(poll()).cast, { choice: "a" });
  assert.equal(ballots.of(poll()).draft, undefined);
});

test("what is chosen after a ballot was saved is not lost when its version arrives", async () => {
  const { world, page } = device();
  const { ballots, poll, sender } = page();
  ballots.send(poll(), "a");
  await world.pass(0);
  ballots.write(poll(), "b");
  sender.seen(1);
  sender.seen(2);
  assert.deepEqual([ballots.of(poll()).draft, ballots.of(poll()).cast], ["b", { choice: "a" }]);
});

test("a ballot that was on its way when the page was closed is sent and remembered by the next one", async () => {
  const { world, page } = device({ answer: () => null });
  const first = page();
  first.ballots.send(first.poll(), ["a", "b"]);
  await world.pass(0);
  const { ballots, poll, sender } = page(() => ({ ok: true, v: 2, at: 0, result: {} }));
  assert.deepEqual(ballots.sending(poll()).args.choice, ["a", "b"]);
  sender.flush();
  await world.pass(0);
  assert.deepEqual(ballots.of(poll()).cast, { choice: ["a", "b"] });
});

test("a refused ballot stays to be seen, and the one before it counts", async () => {
  const said = [
    { ok: true, v: 2, at: 0, result: {} },
    { ok: false, code: "poll_closed", message: "Too late." },
  ];
  const { world, page } = device({ answer: () => said.shift() });
  const { ballots, poll, sender } = page();
  ballots.send(poll(), "a");
  await world.pass(0);
  sender.seen(2);
  ballots.send(poll(), "b");
  await world.pass(0);
  const kept = ballots.of(poll());
  assert.deepEqual(
    [kept.cast, kept.refused],
    [{ choice: "a" }, { choice: "b", code: "poll_closed", message: "Too late." }],
  );
  assert.equal(sender.pending.length, 0, "it is not kept to be sent again");
});

test("abstaining is a ballot", async () => {
  const { world, page } = device();
  const { ballots, poll } = page();
  ballots.send(poll(), null);
  await world.pass(0);
  assert.deepEqual(ballots.of(poll()).cast, { choice: null });
});

test("a reset makes the ballot one that never was", async () => {
  const { world, page } = device();
  const { ballots, poll, table } = page();
  ballots.send(poll(), "a");
  await world.pass(0);
  table.take({ t: "delta", v: 3, put: [["poll", "p", { ...POLL, resets: [{ at: 1, by: "moderator" }] }]], gone: [] });
  assert.deepEqual(ballots.of(poll()), {});
});

test("what can be sent", () => {
  const poll = (kind, max = 1) => ({ kind, max });
  assert.equal(complete(poll("single"), undefined), undefined);
  assert.equal(complete(poll("scale"), "4"), "4");
  assert.deepEqual(complete(poll("multiple", 2), ["a", "b"]), ["a", "b"]);
  assert.equal(complete(poll("multiple", 2), ["a", "b", "c"]), undefined);
  assert.equal(complete(poll("ranking", 3), []), undefined);
  assert.equal(complete(poll("text"), "  "), undefined);
  assert.equal(complete(poll("text"), " Mut "), "Mut");
  assert.equal(complete(poll("text"), "ß".repeat(281)), undefined);
  assert.deepEqual(complete(poll("cloud", 3), ["Mut", " ", "Zeit "]), ["Mut", "Zeit"]);
  assert.equal(complete(poll("cloud", 3), ["x".repeat(41), "Mut"]), undefined);
});
