import assert from "node:assert/strict";
import { test } from "node:test";
import { Server, tab } from "../sending.js";
import { Storage, World } from "../world.js";

test("an entry is sending, then saved with the server's answer, and stays until the table shows it", async () => {
  const world = new World();
  const server = new Server();
  const sender = tab(world, server);
  const answer = sender.do("question.ask", { text: "Who pays?" });
  assert.deepEqual(
    sender.pending.map((entry) => entry.state),
    ["sending"],
  );
  await world.pass(0);
  assert.deepEqual((await answer).result, { id: "q11" });
  assert.deepEqual(
    sender.pending.map((entry) => [entry.state, entry.v]),
    [["saved", 11]],
  );
  sender.seen(10);
  assert.equal(sender.pending.length, 1);
  sender.seen(11);
  assert.equal(sender.pending.length, 0);
});

test("a table that is ahead of the answer leaves nothing behind", async () => {
  const world = new World();
  const sender = tab(world, new Server());
  sender.seen(50);
  sender.do("question.upvote", { id: "a" });
  await world.pass(0);
  assert.deepEqual(sender.pending, []);
});

test("never saved before the server said ok", async () => {
  const world = new World();
  const server = new Server();
  server.weather = [
    "down",
    { status: 502, body: "html" },
    { status: 200, body: "html" },
    { status: 503, body: { ok: false, code: "store_down" } },
    "lost",
  ];
  const sender = tab(world, server);
  const states = new Set();
  sender.on(() =>
    sender.pending.forEach((entry) => states.add(`${server.calls.length > 5 ? "after" : "before"} ${entry.state}`)),
  );
  sender.do("question.ask", { text: "A" });
  await world.pass(120_000);
  assert.ok(!states.has("before saved") && states.has("after saved"), [...states].join());
  assert.equal(new Set(server.calls).size, 1, "the same cid throughout");
  assert.deepEqual(server.effects, ["A"]);
});

test("a reload sends what was left, with the same cid and in order", async () => {
  const world = new World();
  const server = new Server();
  server.weather = ["lost"];
  const storage = new Storage();
  const first = tab(world, server, { storage });
  first.do("question.ask", { text: "A" });
  first.do("question.ask", { text: "B" });
  await world.pass(0);
  assert.deepEqual(server.effects, ["A"]);

  const reloaded = new World();
  const second = tab(reloaded, server, { storage });
  assert.deepEqual(
    second.pending.map((entry) => [entry.args.text, entry.state]),
    [
      ["A", "sending"],
      ["B", "sending"],
    ],
  );
  second.flush();
  await reloaded.pass(0);
  assert.deepEqual(server.effects, ["A", "B"]);
  assert.equal(server.calls[0], server.calls[1]);
});

test("a refusal is final, visible with the server's message, and does not stop the others", async () => {
  const world = new World();
  const server = new Server();
  const sender = tab(world, server);
  const refused = sender.do("question.ask", { text: "closed" });
  sender.do("question.ask", { text: "B" });
  await world.pass(60_000);
  assert.equal((await refused).code, "qa_closed");
  assert.equal(server.calls.length, 2);
  assert.deepEqual(
    sender.pending.map((entry) => [entry.state, entry.message]),
    [
      ["failed", "Questions are closed."],
      ["saved", null],
    ],
  );
  sender.forget(sender.pending[0].cid);
  assert.deepEqual(
    sender.pending.map((entry) => entry.state),
    ["saved"],
  );
});

test("a refused quiet entry tells its caller and leaves no item behind", async () => {
  const world = new World();
  const server = new Server();
  server.decide = () => ({ ok: false, code: "wrong_state", message: "Too late." });
  const sender = tab(world, server);
  const answer = sender.do("question.upvote", { id: "a" }, { quiet: true });
  await world.pass(0);
  assert.equal((await answer).code, "wrong_state");
  assert.deepEqual(sender.pending, []);
});

test("too early is waited out with the server's word, and only what depends on it waits along", async () => {
  const world = new World();
  const server = new Server();
  server.weather = [
    { status: 429, body: { ok: false, code: "slow_down", message: "Please wait." }, headers: { "Retry-After": "8" } },
  ];
  const sender = tab(world, server);
  sender.do("question.upvote", { id: "a" });
  sender.do("question.unvote", { id: "a" });
  sender.do("question.upvote", { id: "b" });
  await world.pass(0);
  assert.deepEqual(server.effects, ["b"]);
  assert.equal(sender.pending[0].message, "Please wait.");
  await world.pass(7_999);
  assert.deepEqual(server.effects, ["b"]);
  await world.pass(1);
  assert.deepEqual(server.effects, ["b", "a", "a"]);
});

test("two tabs with locks send each entry once, and the tab that asked gets the answer", async () => {
  const world = new World();
  const server = new Server();
  const storage = shared();
  const locks = lockManager();
  const one = tab(world, server, { storage: storage.tab(world), locks });
  const other = new World();
  const two = tab(other, server, { storage: storage.tab(other), locks });
  const answers = [
    one.do("question.ask", { text: "A" }),
    two.do("question.ask", { text: "B" }),
    one.do("question.ask", { text: "C" }),
  ];
  await world.pass(100);
  await other.pass(100);
  await world.pass(100);
  assert.deepEqual(await Promise.all(answers.map(async (answer) => (await answer).ok)), [true, true, true]);
  assert.equal(server.calls.length, 3);
  assert.equal(new Set(server.calls).size, 3);
});

test("without locks a second tab may repeat a cid, which has one effect", async () => {
  const world = new World();
  const server = new Server();
  const storage = new Storage();
  const one = tab(world, server, { storage });
  one.do("question.ask", { text: "A" });
  const two = tab(world, server, { storage });
  two.flush();
  await world.pass(1000);
  assert.deepEqual(server.effects, ["A"]);
});

test("a forbidden or full storage costs only the memory over a reload", async () => {
  const world = new World();
  const server = new Server();
  const storage = {
    getItem: () => null,
    setItem: () => {
      throw new Error("quota");
    },
  };
  const sender = tab(world, server, { storage });
  const answer = sender.do("question.ask", { text: "A" });
  await world.pass(0);
  assert.equal((await answer).ok, true);
});

test("storage that somebody else filled with nonsense is an empty outbox", () => {
  const storage = new Storage();
  storage.setItem("companion:out:ev", "{not json");
  assert.deepEqual(tab(new World(), new Server(), { storage }).pending, []);
});

/** One storage, several tabs: a write fires `storage` in the others, as browsers do. */
function shared() {
  const inner = new Storage();
  const tabs = [];
  return {
    tab(world) {
      tabs.push(world);
      return {
        getItem: (key) => inner.getItem(key),
        setItem(key, newValue) {
          inner.setItem(key, newValue);
          for (const other of tabs) if (other !== world) other.window.fire("storage", { key, newValue });
        },
      };
    },
  };
}

function lockManager() {
  let tail = Promise.resolve();
  return { request: (_name, work) => (tail = tail.then(work)) };
}
