import assert from "node:assert/strict";
import { test } from "node:test";
import { connect, delta, HELLO } from "../linked.js";
import { World } from "../world.js";

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
