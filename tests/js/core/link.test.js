import assert from "node:assert/strict";
import { test } from "node:test";
import { Link } from "../../../static/src/core/link.js";
import { Table } from "../../../static/src/core/table.js";
import { World } from "../world.js";

const HELLO = { t: "hello", epoch: "e1", now: 0, build: "b" };
const delta = (v, id = "a") => ({ t: "delta", v, put: [["votes", id, { n: v }]], gone: [] });

function connect(world, options = {}) {
  const table = new Table();
  table.take({ t: "hello", epoch: "e1" });
  table.take({ t: "state", v: 1, put: [] });
  const said = [];
  const link = new Link({
    event: "ev",
    table,
    env: world.env,
    onStatus: (status) => said.push(status.state),
    ...options,
  });
  link.start();
  return { table, link, said };
}

test("a websocket asks from where the page stands and is connected with its first message", async () => {
  const world = new World();
  const { table, link, said } = connect(world, { as: "team" });
  const socket = world.sockets[0];
  assert.equal(socket.url, "ws://host/e/ev/live?as=team");
  socket.open();
  assert.deepEqual(socket.sent, [{ at: { epoch: "e1", v: 1 } }]);
  assert.equal(link.status.state, "connecting");
  socket.hear(HELLO);
  socket.hear(delta(2));
  assert.equal(table.v, 2);
  assert.deepEqual([link.status.state, link.status.transport], ["connected", "ws"]);
  assert.deepEqual(said, ["connected"]);
});

test("a websocket that opens but never speaks gives way to SSE after 2.5 s", async () => {
  const world = new World();
  const { link } = connect(world);
  world.sockets[0].open();
  await world.pass(2499);
  assert.equal(world.streams.length, 0);
  await world.pass(1);
  assert.equal(world.streams[0].url, "http://host/e/ev/stream?as=all&epoch=e1&v=1");
  assert.ok(world.sockets[0].closed);
  world.streams[0].hear(HELLO);
  assert.deepEqual([link.status.state, link.status.transport], ["connected", "sse"]);
});

test("where nothing streams, long-poll delivers within 5 s", async () => {
  const world = new World();
  world.answer = () => ({ status: 200, body: [HELLO, delta(2)] });
  const { table, link } = connect(world);
  await world.pass(4999);
  assert.equal(link.status.transport, "poll");
  assert.equal(table.v, 2);
  assert.ok(world.sockets.every((socket) => socket.closed) && world.streams.every((stream) => stream.closed));
  assert.equal(world.asked[0], "http://host/e/ev/poll?as=all&epoch=e1&v=1&wait=0");
  assert.equal(world.asked[1], "http://host/e/ev/poll?as=all&epoch=e1&v=2&wait=8");
});

test("the road that worked is remembered, and websockets are tried again beside it", async () => {
  const world = new World();
  const before = connect(world);
  world.sockets[0].fail();
  world.streams[0].hear(HELLO);
  before.link.stop();

  const { link, table } = connect(world);
  assert.deepEqual([world.sockets.length, world.streams.length], [1, 2]);
  world.streams[1].hear(HELLO);
  await world.passWith(60_000, () => world.streams[1].hear({ t: "beat", epoch: "e1", v: 1, now: 0 }));
  assert.equal(world.sockets.length, 2);
  assert.ok(!world.streams[1].closed, "the old road carries on until the new one speaks");
  world.sockets[1].open();
  world.sockets[1].hear(HELLO);
  world.sockets[1].hear(delta(2));
  assert.ok(world.streams[1].closed);
  assert.deepEqual([link.status.transport, table.v], ["ws", 2]);
});

test("a probe that fails leaves the working road alone and waits longer", async () => {
  const world = new World();
  const { link } = connect(world);
  world.sockets[0].fail();
  const stream = world.streams[0];
  stream.hear(HELLO);
  const beat = () => stream.hear({ t: "beat", epoch: "e1", v: 1, now: 0 });
  await world.passWith(60_000, beat);
  world.sockets[1].fail();
  await world.passWith(119_000, beat);
  assert.equal(world.sockets.length, 2);
  await world.passWith(1_000, beat);
  assert.equal(world.sockets.length, 3);
  assert.ok(!stream.closed);
  assert.equal(link.status.state, "connected");
});

test("the back-off is full jitter: random(0, min(30 s, 1 s · 2^n))", async () => {
  const waits = [];
  for (let person = 0; person < 400; person++) {
    const world = new World(person + 1);
    connect(world);
    world.sockets[0].open();
    world.sockets[0].hear(HELLO);
    world.sockets[0].fail();
    waits.push(world.nextTimer());
  }
  assert.ok(Math.max(...waits) <= 1000 && Math.max(...waits) > 900 && Math.min(...waits) < 100);
  for (let bucket = 0; bucket < 5; bucket++) {
    const share = waits.filter((wait) => Math.floor(wait / 200) === bucket).length / waits.length;
    assert.ok(share > 0.12 && share < 0.28, `bucket ${bucket}: ${share}`);
  }
});

test("a server that stays away is asked ever more rarely, at most 30 s apart, and the state says offline", async () => {
  const world = new World(3);
  world.answer = () => ({ status: 502, body: {} });
  world.refuseAll = true;
  const { link } = connect(world);
  await world.pass(600_000);
  assert.equal(link.status.state, "offline");
  const gaps = world.dialled
    .slice(1)
    .map((at, i) => at - world.dialled[i])
    .filter((gap) => gap > 0);
  assert.ok(Math.max(...gaps) <= 30_000);
  assert.ok(world.dialled.length < 200, `${world.dialled.length} attempts in 10 min`);
  assert.ok(Math.max(...gaps.slice(-20)) > 5_000);
});

test("close 1012 spreads over 10 s; a bye says exactly how long", async () => {
  const world = new World();
  connect(world);
  world.sockets[0].open();
  world.sockets[0].hear(HELLO);
  world.sockets[0].fail(1012);
  assert.equal(world.nextTimer(), world.lastRandom * 10_000);

  const other = new World();
  const { link } = connect(other);
  other.sockets[0].open();
  other.sockets[0].hear(HELLO);
  other.sockets[0].hear({ t: "bye", code: "restart", retry_in: 3500 });
  assert.equal(other.nextTimer(), 3500);
  assert.equal(link.status.state, "connecting");
  await other.pass(3500);
  assert.equal(other.sockets.length, 2);
});

test("two missed beats mean a dead line", async () => {
  const world = new World();
  world.document.visibilityState = "hidden";
  const { link } = connect(world);
  world.sockets[0].open();
  world.sockets[0].hear(HELLO);
  await world.pass(54_000);
  assert.equal(link.status.state, "connected");
  await world.pass(3_000);
  assert.ok(world.sockets[0].closed);
  assert.equal(world.sockets.length, 2);
});

test("a beat that is ahead makes the client ask again on the same socket", async () => {
  const world = new World();
  connect(world);
  const socket = world.sockets[0];
  socket.open();
  socket.hear(HELLO);
  socket.hear({ t: "beat", epoch: "e1", v: 1, now: 0 });
  assert.equal(socket.sent.length, 1);
  socket.hear({ t: "beat", epoch: "e1", v: 4, now: 0 });
  assert.deepEqual(socket.sent[1], { at: { epoch: "e1", v: 1 } });
  socket.hear({ t: "beat", epoch: "e2", v: 1, now: 0 });
  assert.deepEqual(socket.sent[2], { at: null });
});

test("one lost websocket does not push a person to a slower road", async () => {
  const world = new World();
  connect(world);
  world.sockets[0].open();
  world.sockets[0].hear(HELLO);
  world.sockets[0].fail();
  await world.pass(1000);
  world.sockets[1].fail();
  await world.pass(2000);
  assert.deepEqual([world.sockets.length, world.streams.length], [3, 0]);
});

test("coming back online or into view reconnects at once", async () => {
  const world = new World();
  world.refuseAll = true;
  world.answer = () => ({ status: 502, body: {} });
  connect(world);
  await world.pass(60_000);
  world.refuseAll = false;
  const before = world.sockets.length;
  world.window.fire("online");
  assert.equal(world.sockets.length, before + 1);
  world.sockets.at(-1).open();
  world.sockets.at(-1).hear(HELLO);
  world.document.visibilityState = "visible";
  world.document.fire("visibilitychange");
  assert.equal(world.sockets.length, before + 1, "a fresh line is left alone");
});

const REFUSAL = { ok: false, code: "no_event", message: "There is no such event on this server." };

test("the server's own refusal is shown, and looked at again now and then", async () => {
  const world = new World();
  world.refuseAll = true;
  world.answer = () => ({ status: 404, body: REFUSAL });
  const { link } = connect(world);
  await world.pass(10_000);
  assert.deepEqual([link.status.state, link.status.refused], ["offline", "no_event"]);
  const before = world.dialled.length;
  await world.pass(120_000);
  assert.ok(world.dialled.length - before <= 12, "seldom");
  world.refuseAll = false;
  const tried = world.sockets.length;
  while (world.sockets.length === tried) await world.pass(1000);
  world.sockets.at(-1).open();
  world.sockets.at(-1).hear(HELLO);
  assert.deepEqual([link.status.state, link.status.refused], ["connected", null]);
});

test("who was refused tries at once when it comes online, into sight, or out of the page cache", async () => {
  for (const come of [
    (world) => world.window.fire("online"),
    (world) => world.document.fire("visibilitychange"),
    (world) => world.window.fire("pageshow", { persisted: true }),
  ]) {
    const world = new World();
    world.refuseAll = true;
    world.answer = () => ({ status: 403, body: { ...REFUSAL, code: "not_allowed" } });
    const { link } = connect(world);
    await world.pass(10_000);
    assert.equal(link.status.refused, "not_allowed");
    const before = world.dialled.length;
    come(world);
    assert.equal(world.dialled.length, before + 1);
  }
});

for (const [name, foreign, portal] of [
  ["a proxy's 404", { status: 404, body: {} }, false],
  ["a gateway's 401", { status: 401, body: { code: "UNAUTHENTICATED", message: "No." } }, false],
  [
    "a refusal that is not in our words",
    { status: 403, body: { ok: false, code: "forbidden", message: "No." } },
    false,
  ],
  ["410", { status: 410, body: null }, false],
  ["a log-in page", { status: 200, body: null }, true],
  ["somebody's JSON", { status: 200, body: { ok: true } }, true],
  ["somebody's list", { status: 200, body: [{ ok: true }] }, true],
  ["the status for it", { status: 511, body: null }, true],
]) {
  test(`${name} ends nothing`, async () => {
    const world = new World();
    world.refuseAll = true;
    world.answer = () => foreign;
    const { link, table } = connect(world);
    await world.pass(30_000);
    assert.deepEqual([link.status.state, link.status.refused, table.v], ["offline", null, 1]);
    assert.equal(link.status.portal, portal);
    world.refuseAll = false;
    const tried = world.sockets.length;
    while (world.sockets.length === tried) await world.pass(1000);
    world.sockets.at(-1).open();
    world.sockets.at(-1).hear(HELLO);
    assert.deepEqual([link.status.state, link.status.portal], ["connected", false]);
  });
}

test("a bye without a way back is looked at again now and then", async () => {
  const world = new World();
  const { link } = connect(world);
  world.sockets[0].open();
  world.sockets[0].hear(HELLO);
  world.sockets[0].hear({ t: "bye", code: "revoked", retry_in: null });
  await world.pass(8000);
  assert.deepEqual([link.status.state, link.status.refused, world.sockets.length], ["offline", "revoked", 1]);
  await world.pass(6000);
  assert.ok(world.sockets.length > 1);
});

test("a socket that only looks alive after a sleep is replaced within three seconds of being looked at", async () => {
  const world = new World();
  const { link } = connect(world);
  world.sockets[0].open();
  world.sockets[0].hear(HELLO);
  await world.pass(4000);
  world.document.fire("visibilitychange");
  assert.deepEqual(world.sockets[0].sent.at(-1), { at: { epoch: "e1", v: 1 } }, "it is asked");
  await world.pass(3000);
  assert.equal(world.sockets.length, 2);
  world.sockets[1].open();
  world.sockets[1].hear(HELLO);
  world.document.fire("visibilitychange");
  world.sockets[1].hear(delta(2));
  await world.pass(10_000);
  assert.equal(world.sockets.length, 2, "one that answers is left alone");
  assert.equal(link.status.state, "connected");
});

test("a page that is looked at notices within 15 s that its socket leads nowhere", async () => {
  for (let person = 1; person <= 50; person++) {
    const world = new World(person);
    const { link } = connect(world);
    const [socket] = world.sockets;
    socket.open();
    socket.hear(HELLO);
    await world.pass(7900);
    assert.equal(socket.sent.length, 1, "what has just spoken is not asked");
    await world.pass(15_000 - 7900);
    assert.equal(world.sockets.length, 2);
    assert.notEqual(link.status.state, "connected");
  }
});

test("so does one whose event stream leads nowhere, and one whose long-poll does not come back", async () => {
  for (const road of ["sse", "poll"]) {
    for (let person = 1; person <= 20; person++) {
      const world = new World(person);
      const there = { status: 200, body: [HELLO, delta(2)] };
      world.answer = (url) => (url.includes("wait=0") && !world.silent ? there : undefined);
      world.storage.setItem("companion:road", road);
      const { link } = connect(world);
      world.streams[0]?.hear(HELLO);
      await world.pass(1000);
      assert.deepEqual([link.status.state, link.status.transport], ["connected", road]);
      world.silent = true;
      const [streams, asked] = [world.streams.length, world.asked.length];
      await world.pass(14_500);
      assert.notEqual(link.status.state, "connected", road);
      assert.ok(world.streams.length > streams || world.asked.length > asked, "it is tried anew");
    }
  }
});

test("the long-poll of a page out of sight waits for as long as the server lets it", async () => {
  const world = new World();
  world.document.visibilityState = "hidden";
  world.answer = () => ({ status: 200, body: [HELLO, delta(2)] });
  world.storage.setItem("companion:road", "poll");
  const { link } = connect(world);
  await world.pass(1000);
  assert.ok(!world.asked.at(-1).includes("wait"), world.asked.at(-1));
  assert.equal(link.status.state, "connected");
});

test("a silent socket is asked seven times a minute, none that is told things or is out of sight", async () => {
  const idle = new World();
  connect(idle);
  const [socket] = idle.sockets;
  socket.answers = () => socket.hear({ t: "delta", v: 1, put: [], gone: [] });
  socket.open();
  await idle.pass(600_000);
  assert.equal(idle.sockets.length, 1);
  assert.ok(socket.sent.length > 60 && socket.sent.length <= 75, String(socket.sent.length));
  for (const [visibility, every] of [
    ["visible", 5000],
    ["hidden", 20_000],
  ]) {
    const world = new World();
    world.document.visibilityState = visibility;
    connect(world);
    world.sockets[0].open();
    for (let at = 0; at < 600_000; at += every) {
      world.sockets[0].hear({ t: "beat", epoch: "e1", v: 1, now: at });
      await world.pass(every);
    }
    assert.deepEqual([world.sockets.length, world.sockets[0].sent.length], [1, 1], visibility);
  }
});

test("a slow network is not said to be gone while it answers within two seconds", async () => {
  const world = new World();
  const { said } = connect(world);
  const [socket] = world.sockets;
  socket.open();
  socket.hear(HELLO);
  socket.answers = () => world.env.setTimeout(() => socket.hear({ t: "delta", v: 1, put: [], gone: [] }), 1900);
  await world.pass(120_000);
  assert.deepEqual([said, world.sockets.length], [["connected"], 1]);
});

test("who was refused looks again within 15 s, and ever more seldom", async () => {
  for (let person = 1; person <= 30; person++) {
    const world = new World(person);
    world.refuseAll = true;
    world.answer = () => ({ status: 404, body: REFUSAL });
    connect(world);
    await world.pass(600_000);
    const rounds = world.dialled.filter((at, i, all) => !i || at - all[i - 1] > 5000);
    const gaps = rounds.slice(1).map((at, i) => at - rounds[i]);
    assert.ok(gaps[0] <= 14_100, String(gaps));
    assert.ok(
      gaps.slice(2).every((gap) => gap >= 30_000 && gap <= 60_100),
      String(gaps),
    );
  }
});

test("an answer that never shows up in the live state is asked for, and then a new line is opened", async () => {
  const world = new World();
  const { link } = connect(world);
  world.sockets[0].open();
  world.sockets[0].hear(HELLO);
  link.expect(2);
  world.sockets[0].hear(delta(2));
  await world.pass(4500);
  assert.deepEqual([world.sockets.length, world.sockets[0].sent.length], [1, 1], "it was there in time");
  link.expect(3);
  await world.pass(3000);
  assert.equal(world.sockets[0].sent.length, 2);
  await world.pass(3000);
  assert.equal(world.sockets.length, 2);
});

test("a long-poll that hangs after a sleep is asked anew", async () => {
  const world = new World();
  world.answer = (_, n) => (n === 1 ? { status: 200, body: [HELLO, delta(2)] } : undefined);
  world.refuseAll = true;
  connect(world);
  await world.pass(1000);
  const before = world.asked.length;
  world.document.fire("visibilitychange");
  await world.pass(0);
  assert.equal(world.asked.length, before + 1);
  assert.match(world.asked.at(-1), /wait=0/);
});

test("nothing of a line that was left still reaches the table", async () => {
  const world = new World();
  const { table } = connect(world);
  const socket = world.sockets[0];
  const late = socket.onmessage;
  await world.pass(2500);
  late({ data: JSON.stringify(delta(9)) });
  assert.equal(table.v, 1);
});
