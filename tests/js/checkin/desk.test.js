// The parts of a desk that works without network: its queue, its sense of the network, the kept page, marks of codes.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { codeHash } from "../../../static/src/checkin/offline/code_hashes.js";
import { scanned } from "../../../static/src/checkin/scanned.js";
import { Reachability } from "../../../static/src/checkin/offline/reachability.js";
import { Queue, whatIsWrong } from "../../../static/src/checkin/offline/queue.js";
import { Roster } from "../../../static/src/checkin/offline/roster.js";
import { assetsIn, awake, bare, bootOf } from "../../../static/src/checkin/offline/shell.js";
import { MemoryStore } from "../../../static/src/checkin/offline/device_store.js";
import { World } from "../world.js";

const VECTORS = JSON.parse(readFileSync(new URL("./code_hashes.json", import.meta.url), "utf8"));

test("a code has the same mark here and on the server, in whatever shape it comes", async () => {
  for (const { text, code, mark } of VECTORS) {
    assert.equal(scanned(text), code);
    assert.equal(await codeHash(text), mark);
  }
  assert.ok(VECTORS.length > 8);
});

/** A queue whose server answers as the test says: null is no answer. */
function queued(answers, { says = "same" } = {}) {
  const sent = [];
  const device = { store: new MemoryStore() };
  const queue = new Queue({
    device,
    changed: () => {},
    look: async () => says,
    alone: (work) => work(),
    send: async (_name, args) => (sent.push(args.nonce), answers(args.nonce, sent.length)),
  });
  return { queue, sent, device };
}

const entry = (nonce, name = "checkin.redeem") => ({ name, args: { nonce }, cid: nonce, at: 1 });
const fine = { ok: true, result: { status: "ok", reason: null } };

test("what waits goes in order, and stops where the server is gone", async () => {
  let up = false;
  const { queue, sent } = queued((nonce) => (nonce === "b" && !up ? null : fine), { says: "away" });
  await Promise.all(["a", "b", "c"].map((nonce) => queue.add(entry(nonce))));
  assert.equal(await queue.drain(), false);
  assert.deepEqual([sent.join(""), queue.pending], ["ab", 2]);
  up = true;
  assert.equal(await queue.drain(), true);
  assert.deepEqual([sent.join(""), queue.pending, queue.blocking], ["abbc", 0, false]);
});

test("an entry that the server cannot digest lets the others pass, and is tried again", async () => {
  let cured = false;
  const { queue, sent } = queued((nonce) => (nonce === "a" && !cured ? null : fine));
  await queue.add(entry("a"));
  await queue.add(entry("b"));
  assert.deepEqual([await queue.drain(), await queue.drain(), await queue.drain()], [false, false, true]);
  assert.deepEqual([sent.join(""), queue.pending, queue.blocking], ["aaab", 1, false]);
  cured = true;
  assert.equal(await queue.drain(), true);
  assert.equal(queue.pending, 0);
});

test("a refusal is final and kept for a supervisor, once", async () => {
  const refusal = { ok: false, code: "annul_late", message: "Too late." };
  const { queue, device } = queued((nonce) =>
    nonce === "a" ? refusal : { ok: true, result: { status: "ok", reason: "already_redeemed" } },
  );
  await queue.add(entry("a", "checkin.annul"));
  await queue.add(entry("b"));
  assert.equal(await queue.drain(), true);
  assert.deepEqual(
    queue.refused.map(({ cid, code, reason }) => [cid, code, reason]),
    [
      ["a", "annul_late", null],
      ["b", null, "already_redeemed"],
    ],
  );
  assert.equal((await device.store.all("refused")).length, 2);
  await queue.dismiss("a");
  assert.deepEqual(
    queue.refused.map(({ cid }) => cid),
    ["b"],
  );
});

test("what is refused for want of a link waits for one, what a role may not do is final", async () => {
  const refusal = { ok: false, code: "not_allowed", message: "No." };
  for (const [says, pending, refused] of [
    ["refused", 1, 0],
    ["same", 0, 1],
  ]) {
    const { queue } = queued(() => refusal, { says });
    await queue.add(entry("a", "attendee.add"));
    await queue.drain();
    assert.deepEqual([queue.pending, queue.refused.length], [pending, refused]);
  }
});

test("a full disk costs only the memory over a reload", async () => {
  const { queue, sent, device } = queued(() => fine);
  device.store.append = async () => {
    throw new Error("quota");
  };
  await queue.add(entry("a"));
  assert.deepEqual([queue.pending, queue.durable], [1, false]);
  assert.equal(await queue.drain(), true);
  assert.deepEqual(sent, ["a"]);
});

test("somebody who was added by a lost request is not a conflict", () => {
  assert.equal(whatIsWrong(entry("a", "attendee.add"), { ok: false, code: "nonce_used" }), null);
  assert.ok(whatIsWrong(entry("a"), { ok: false, code: "nonce_used" }));
  assert.equal(whatIsWrong(entry("a"), fine), null);
});

test("the server is looked for after 1 s to 10 s, at once when the network says so, and then every 30 s", async () => {
  const world = new World();
  const visits = [];
  let there = false;
  const reachability = new Reachability({
    visit: async () => (visits.push(world.now), there),
    changed: () => {},
    env: world.env,
  });
  await reachability.start();
  assert.deepEqual([reachability.online, reachability.since], [false, 0]);
  await world.pass(120_000);
  const pauses = visits.slice(1).map((at, i) => at - (visits[i] ?? 0));
  assert.ok(pauses.every((pause) => pause >= 1000 && pause <= 10_000) && pauses.length > 12, String(pauses));
  there = true;
  const before = visits.length;
  world.window.fire("online");
  await world.pass(0);
  assert.deepEqual([visits.length - before, reachability.online, reachability.since], [1, true, null]);
  await world.pass(31_000);
  assert.equal(visits.length - before, 2);
  world.window.fire("offline");
  assert.equal(reachability.online, false);
  reachability.stop();
  const last = visits.length;
  await world.pass(60_000);
  assert.equal(visits.length, last);
});

test("a network that goes while one is looking is looked for again", async () => {
  const world = new World();
  let there = true;
  const reachability = new Reachability({
    visit: async () => {
      const found = there;
      if (there) {
        there = false;
        world.window.fire("offline");
      }
      return found;
    },
    changed: () => {},
    env: world.env,
  });
  await reachability.start();
  assert.equal(reachability.online, false);
  reachability.stop();
});

test("the list knows tickets and people, follows what is done here, and is over in time", async () => {
  const roster = new Roster({ event: "ev", device: { store: new MemoryStore() }, now: () => 0 });
  assert.deepEqual(await roster.look({ attendee: "A1" }), { known: null, warn: null, person: null });
  const rows = [
    [await codeHash("x"), "valid out", "A1", "Aylin Díaz", "Netz", null, "G"],
    [await codeHash("y"), "canceled out", "B1", "Bo", "", "remote", "G"],
  ];
  rows.push([await codeHash("z"), "valid out", "A1", "Aylin Díaz", "Netz", null, "G"]);
  const answer = { status: 200, ok: true, headers: { get: () => "tag" }, json: async () => ({ end: 1000, rows }) };
  globalThis.fetch = async () => answer;
  assert.equal(await roster.refresh(), "new");
  assert.deepEqual(await roster.look({ secret: " x " }), {
    known: true,
    warn: null,
    person: { name: "Aylin Díaz", org: "Netz", mode: null },
  });
  assert.equal((await roster.look({ secret: "y" })).warn, "canceled");
  assert.equal((await roster.look({ secret: "w" })).known, false);
  assert.equal((await roster.group({ secret: "y" }, "g")).length, 1);
  await roster.move({ secret: "x" });
  assert.equal((await roster.look({ secret: "z" })).warn, "already_redeemed", "all tickets of one person");
  assert.equal((await roster.look({ secret: "z", type: "exit" })).warn, null);
  assert.deepEqual(
    roster.search("dia").map(({ attendee, in: inside }) => [attendee, inside]),
    [["A1", true]],
  );
  assert.deepEqual([roster.over(43_201_001), roster.over(43_201_000)], [true, false]);
  answer.status = 403;
  answer.json = async () => ({ ok: false, code: "not_allowed", message: "No." });
  assert.equal(await roster.refresh(), "refused");
  answer.json = async () => ({ error: "from a hotel's network" });
  assert.equal(await roster.refresh(), "away");
});

test("of a short code that only the server may know, the list does not say that it is unknown", async () => {
  const roster = new Roster({ event: "ev", device: { store: new MemoryStore() }, now: () => 0 });
  const answer = { end: 1000, short: true, rows: [[await codeHash("x"), "valid out"]] };
  globalThis.fetch = async () => ({ status: 200, ok: true, headers: { get: () => "tag" }, json: async () => answer });
  await roster.refresh();
  const ours = "A".repeat(40);
  assert.deepEqual(
    [(await roster.look({ secret: "482913" })).known, (await roster.look({ secret: ours })).known],
    [null, false],
  );
  assert.equal((await roster.look({ secret: "x" })).known, true);
  answer.short = false;
  await roster.refresh();
  assert.equal((await roster.look({ secret: "482913" })).known, false);
});

const doc = (id, data) =>
  `<script type="application/json" id="${id}">${JSON.stringify(data).replace(/</g, "\\u003c")}</script>`;
const page = (
  state = [
    ["event", "ev", { title: "<b> $& day" }],
    ["attendee", "A", { name: "Aylin" }],
    ["question", "q", { text: "Who?" }],
  ],
) =>
  `<link href="/static/app-1.css"><script src="/static/desk-1.js"></script><div data-wasm="/static/z-1.wasm"></div>
  ${doc("boot", { epoch: "e", now: 1000, speed: 2, build: "b1" })}
  ${doc("state", { t: "state", v: 9, put: state })}
  ${doc("mine", { t: "delta", v: 9, put: [["mine", "q", { text: "Mine?" }]] })}`;

test("the kept page has the day's frame and nobody in it, and its clock goes on", () => {
  const kept = bare(page(), 5000) ?? "";
  assert.ok(!/Aylin|Who|Mine/.test(kept) && kept.includes("\\u003cb> $& day"));
  assert.deepEqual(bootOf(kept), { epoch: null, now: 1000, speed: 2, build: "b1", kept: 5000 });
  assert.equal(bootOf(awake(kept, 8000)).now, 7000);
  assert.deepEqual(assetsIn(kept), ["/static/app-1.css", "/static/desk-1.js", "/static/z-1.wasm"]);
});

test("a page that is built otherwise is not kept", () => {
  assert.equal(bare(page().replace('id="state"', 'id="rows"'), 0), null);
  assert.equal(bare("<p>Aylin</p>", 0), null);
});
