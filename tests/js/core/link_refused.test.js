import assert from "node:assert/strict";
import { test } from "node:test";
import { connect, HELLO } from "../linked.js";
import { World } from "../world.js";

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
