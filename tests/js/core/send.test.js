import assert from "node:assert/strict";
import { test } from "node:test";
import { Sender } from "../../../static/src/core/send.js";
import { Storage, World } from "../world.js";

/** A server that answers like /do: one effect per cid, same answer to the same cid. */
class Server {
  effects = [];
  calls = [];
  v = 10;
  /** Set to make the next calls fail in transport ("lost": the effect happened, the answer did not arrive). */
  weather = [];
  #answers = new Map();

  fetch = async (_url, { body }) => {
    const { cid, do: name, args } = JSON.parse(body);
    this.calls.push(cid);
    const weather = this.weather.shift();
    if (weather === "down") throw new TypeError("network");
    if (weather?.status) return reply(weather.status, weather.body ?? {}, weather.headers);
    if (!this.#answers.has(cid)) this.#answers.set(cid, this.decide(name, args));
    if (weather === "lost") throw new TypeError("network");
    const answer = this.#answers.get(cid);
    return reply(answer.ok ? 200 : 409, answer);
  };

  decide(name, args) {
    if (args.text === "closed") return { ok: false, code: "qa_closed", message: "Questions are closed." };
    this.effects.push(args.text ?? args.id ?? name);
    return { ok: true, v: ++this.v, at: 0, result: { id: `q${this.v}` } };
  }
}

const reply = (status, body, headers = {}) => ({
  status,
  ok: status < 400,
  headers: { get: (name) => headers[name] ?? null },
  json: async () => {
    if (body === "html") throw new SyntaxError("not JSON");
    return body;
  },
});

function tab(world, server, { storage = new Storage(), locks = undefined, rejoin = undefined } = {}) {
  const env = { ...world.env, locks };
  return new Sender({ event: "ev", rejoin, storage, fetch: server.fetch, now: () => world.now, env });
}

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
