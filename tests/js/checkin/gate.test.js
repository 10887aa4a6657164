// The whole gate, without a browser: what it sends, in which order, and when it forgets.
import assert from "node:assert/strict";
import { test } from "node:test";
import { createGate } from "../../../static/src/checkin/gate.js";

const HOUR = 3_600_000;
globalThis.BroadcastChannel = /** @type {any} */ (undefined); // it would keep this process

/** A server that can be switched off, with one person on its list. */
function event({ up = true, end = HOUR } = {}) {
  const server = { up, now: 0, sent: [], refuse: null };
  const rows = [["no mark", "valid out", "A1", "Aylin Díaz", "Netz", null, ""]];
  globalThis.fetch = /** @type {any} */ (
    async () => {
      if (!server.up) throw new TypeError("network");
      if (server.refuse) {
        return {
          status: 403,
          ok: false,
          headers: new Headers(),
          json: async () => ({ ok: false, code: server.refuse, message: "No." }),
        };
      }
      return { status: 200, ok: true, headers: new Headers({ etag: "t" }), json: async () => ({ end, rows }) };
    }
  );
  const send = async (name, args, { cid }) => {
    if (!server.up) return null;
    server.sent.push({ name, args, cid });
    if (server.refuse) return { ok: false, code: server.refuse, message: "No." };
    return {
      ok: true,
      result: name === "attendee.add" ? { id: "W1" } : { status: "ok", reason: null, nonce: args.nonce },
    };
  };
  const gate = createGate({ event: "ev", send, now: () => server.now });
  return { gate, server };
}

async function until(found) {
  for (const since = Date.now(); !found(); await new Promise((resolve) => setTimeout(resolve, 5))) {
    assert.ok(Date.now() - since < 10_000, String(found));
  }
}

test("what is done without a server is sent in order, with its time, a scan that is taken back first", async () => {
  const { gate, server } = event();
  await until(() => gate.search("aylin").length);
  server.up = false;
  server.now = 5000.4;
  const noted = await gate.scan({ attendee: "A1", nonce: "a", room: null });
  assert.deepEqual(
    [noted.status, noted.known, noted.person?.name, gate.state.online],
    ["noted", true, "Aylin Díaz", false],
  );
  assert.deepEqual(
    gate.search("aylin").map(({ in: inside }) => inside),
    [true],
  );
  assert.deepEqual(await gate.annul("a"), { ok: true, noted: true });
  assert.deepEqual(
    gate.search("aylin").map(({ in: inside }) => inside),
    [false],
  );
  const walkin = await gate.walkin({ name: "Zoë", org: "", mode: "onsite", nonce: "w" });
  assert.deepEqual([walkin.status, gate.state.pending, gate.state.offlineReady], ["noted", 3, false]);
  server.up = true;
  server.now = 9000;
  await gate.look(); // looks at once
  assert.deepEqual(
    server.sent.map(({ name, args }) => [name, args]),
    [
      ["checkin.redeem", { attendee: "A1", nonce: "a", at: 5000, offline: true }],
      ["checkin.annul", { nonce: "a" }],
      ["attendee.add", { name: "Zoë", org: "", mode: "onsite", nonce: "w", at: 5000 }],
    ],
  );
  assert.deepEqual([gate.state.pending, gate.state.online, gate.state.conflicts], [0, true, 0]);
  await gate.wipe();
});

test("a walk-in whose answer was lost is sent again as it was", async () => {
  const { gate, server } = event();
  await until(() => gate.search("aylin").length);
  const { sent } = server;
  const push = sent.push.bind(sent);
  sent.push = (...all) => {
    server.up = sent.length > 0; // the first one arrives, and then the line is cut
    return push(...all);
  };
  await gate.walkin({ name: "Zoë", nonce: "w" });
  server.up = false;
  server.now = 70_000;
  await gate.walkin({ name: "Ada", nonce: "v" });
  server.up = true;
  await gate.look();
  assert.deepEqual(
    sent.map(({ cid, args }) => [cid, args.at]),
    [
      ["w", 0],
      ["v", 70_000],
    ],
  );
  await gate.wipe();
});

test("twelve hours after the event nobody is known here, with or without a server; what waits, waits on", async () => {
  const { gate, server } = event();
  await until(() => gate.search("aylin").length);
  server.up = false;
  await gate.scan({ attendee: "A1", nonce: "a" });
  server.now = 13 * HOUR + 1;
  await gate.look();
  assert.deepEqual([gate.search("aylin"), gate.state.pending], [[], 1]);
  server.up = true;
  await gate.look();
  assert.deepEqual([gate.search("aylin"), gate.state.pending, server.sent.length], [[], 0, 1]);
});

test("a desk whose link is withdrawn says so and knows nobody; what it has noted waits for a new link", async () => {
  const { gate, server } = event();
  await until(() => gate.search("aylin").length);
  server.up = false;
  await gate.scan({ attendee: "A1", nonce: "a" });
  server.refuse = "not_allowed";
  server.up = true;
  await gate.look();
  assert.deepEqual(
    [gate.state.revoked, gate.state.pending, gate.state.conflicts, gate.search("aylin")],
    [true, 1, 0, []],
  );
  assert.equal((await gate.scan({ attendee: "A1", nonce: "b" })).reason, "not_allowed", "nothing more is noted");
  server.refuse = null;
  await gate.look();
  assert.deepEqual(
    [gate.state.revoked, gate.state.pending, gate.state.conflicts, gate.search("aylin").length],
    [false, 0, 0, 1],
  );
  await gate.wipe();
});

test("a desk whose link is withdrawn while nothing waits keeps nothing", async () => {
  const { gate, server } = event();
  await until(() => gate.search("aylin").length);
  server.refuse = "not_allowed";
  await gate.look();
  assert.deepEqual([gate.state.revoked, gate.search("aylin")], [true, []]);
});

test("nothing is wiped that the server has not heard, unless one insists", async () => {
  const { gate, server } = event();
  await until(() => gate.search("aylin").length);
  server.up = false;
  await gate.scan({ attendee: "A1", nonce: "a" });
  assert.deepEqual(await gate.wipe(), { ok: false, code: "pending" });
  assert.deepEqual(await gate.wipe({ force: true }), { ok: true });
  assert.deepEqual([gate.state.pending, gate.search("aylin")], [0, []]);
});
