import assert from "node:assert/strict";
import { test } from "node:test";
import { Sender } from "../../../static/src/core/send.js";
import { reply, Server, tab } from "../sending.js";
import { Storage, World } from "../world.js";

test("a lost cookie is replaced once, and what waits goes out under the new one", async () => {
  const world = new World();
  const server = new Server();
  const lost = {
    status: 401,
    body: { ok: false, code: "no_participant", message: "Please open the event page first." },
  };
  server.weather = [lost];
  let joined = 0;
  const sender = tab(world, server, { rejoin: async () => Boolean(++joined) });
  const answer = sender.do("question.ask", { text: "Who pays?" });
  await world.pass(10);
  assert.equal((await answer).ok, true);
  assert.equal(joined, 1);
  server.weather = [lost, lost];
  const refused = sender.do("question.ask", { text: "And who else?" });
  await world.pass(10);
  assert.equal((await refused).code, "no_participant");
  assert.equal(joined, 1);
});

test("what somebody else on the way answers saves nothing and refuses nothing", async () => {
  const world = new World();
  const server = new Server();
  server.weather = [
    { status: 200, body: { ok: true } },
    { status: 200, body: { ok: true, result: "success" } },
    { status: 403, body: { ok: false, code: "forbidden", message: "No." } },
    { status: 404, body: { code: "rest_no_route", message: "No route was found." } },
    { status: 404, body: { ok: false, code: "no_event", message: "There is no such event on this server." } },
    { status: 200, body: null },
    { status: 204, body: "html" },
  ];
  const sender = tab(world, server);
  const seen = new Set();
  sender.on(() =>
    sender.pending.forEach(({ state }) => seen.add(`${server.calls.length > 7 ? "after" : "before"} ${state}`)),
  );
  sender.do("question.ask", { text: "A" });
  await world.pass(300_000);
  assert.ok(!seen.has("before saved") && !seen.has("before failed") && seen.has("after saved"), [...seen].join());
  assert.deepEqual(server.effects, ["A"]);
});

test("an entry that is never answered rightly steps aside, with its text, and goes at last", async () => {
  for (const fault of [
    { status: 503, body: { ok: false, code: "busy", message: "Too many at once." } },
    { status: 500, body: { ok: false, code: "broken", message: "Something went wrong." } },
    { status: 403, body: "html" },
  ]) {
    const world = new World();
    const server = new Server();
    const { fetch } = server;
    let faulty = true;
    server.fetch = async (url, init) =>
      faulty && JSON.parse(init.body).args.text === "A" ? reply(fault.status, fault.body) : fetch(url, init);
    const sender = tab(world, server);
    sender.do("question.ask", { text: "A" });
    sender.do("question.ask", { text: "B" });
    await world.pass(20_000);
    assert.deepEqual(server.effects, ["B"]);
    assert.equal(sender.pending.find(({ args }) => args.text === "A")?.state, "sending");
    faulty = false;
    sender.retry();
    await world.pass(0);
    assert.deepEqual(server.effects, ["B", "A"]);
  }
});

/** A phone's storage with one entry that never left. */
function left(world, entry) {
  const storage = new Storage();
  const old = { cid: "old", do: "question.ask", args: { session: "p1", text: "yesterday" }, state: "sending" };
  const more = { code: null, message: null, v: 0, at: world.now, quiet: false, after: 0, tries: 0, ...entry };
  storage.setItem("companion:out:ev", JSON.stringify([{ ...old, ...more }]));
  return storage;
}

for (const [why, entry, wait] of [
  ["it is hours old", {}, 4 * 3600_000],
  ["it was written in another history", { epoch: "before" }, 1000],
]) {
  test(`what waited is asked about, and holds up nothing behind it: ${why}`, async () => {
    const world = new World();
    const server = new Server();
    const storage = left(world, entry);
    world.now += wait;
    const sender = tab(world, server, { storage });
    sender.meet("now-run1");
    sender.flush();
    const answer = sender.do("question.ask", { session: "p1", text: "today" });
    await world.pass(1);
    assert.ok((await answer).ok);
    assert.deepEqual(server.effects, ["today"]);
    assert.deepEqual(
      sender.pending.filter(({ asked }) => asked).map(({ args }) => args.text),
      ["yesterday"],
    );
    sender.insist("old");
    await world.pass(1);
    assert.deepEqual(server.effects, ["today", "yesterday"]);
  });
}

test("what waited for a short time goes by itself, and what is thrown away goes nowhere", async () => {
  const world = new World();
  const server = new Server();
  const young = tab(world, server, { storage: left(world, { epoch: "now" }) });
  young.meet("now-run2");
  world.now += 3600_000;
  young.flush();
  await world.pass(1);
  assert.deepEqual(server.effects, ["yesterday"], "the run of the server's process is no other history");
  const doubtful = new Sender({
    event: "ev",
    storage: left(world, {}),
    fetch: server.fetch,
    now: () => world.now,
    doubt: ({ args }) => args.session === "p1",
    env: world.env,
  });
  doubtful.flush();
  await world.pass(1);
  doubtful.discard("old");
  doubtful.flush();
  await world.pass(1);
  assert.deepEqual([server.effects, doubtful.pending], [["yesterday"], []]);
});
