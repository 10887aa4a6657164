import assert from "node:assert/strict";
import { test } from "node:test";
import { connect, delta, HELLO } from "../linked.js";
import { World } from "../world.js";

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

test("nothing of a line that was left still reaches the table", async () => {
  const world = new World();
  const { table } = connect(world);
  const socket = world.sockets[0];
  const late = socket.onmessage;
  await world.pass(2500);
  late({ data: JSON.stringify(delta(9)) });
  assert.equal(table.v, 1);
});
