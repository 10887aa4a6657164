import assert from "node:assert/strict";
import { afterEach, test } from "node:test";
import { request, send } from "../../../static/src/kit/request.js";

const { fetch } = globalThis;
afterEach(() => (globalThis.fetch = fetch));

/** @param {number} status @param {unknown} body */
function server(status, body) {
  const calls = [];
  globalThis.fetch = async (...call) => {
    calls.push(call);
    return new Response(typeof body === "string" ? body : JSON.stringify(body), { status });
  };
  return calls;
}

test("an answer comes back as data", async () => {
  const [calls, found] = [server(200, { ok: true, url: "/s#x" }), await request("/e/x/link", { gives: "url" })];
  assert.deepEqual([found.ok, found.body.url], [true, "/s#x"]);
  assert.equal(calls[0][1].headers.Accept, "application/json");
});

test("lists are data too", async () => {
  server(200, [1, 2]);
  const { ok, body } = await request("/e/x/series", { gives: "length" });
  assert.deepEqual([ok, body], [true, [1, 2]]);
});

test("a refusal comes with the server's words", async () => {
  server(403, { ok: false, code: "not_allowed", message: "Not allowed." });
  const { ok, message } = await request("/e/x/link", { gives: "url" });
  assert.deepEqual([ok, message], [false, "Not allowed."]);
  server(200, { ok: false, message: "Row 3 has no name." });
  assert.equal((await request("/e/x/link", { gives: "url" })).ok, false);
});

test("without a server, or with something else in between, there are words as well", async () => {
  globalThis.fetch = async () => {
    throw new TypeError("no network");
  };
  assert.match((await request("/e/x/link", { gives: "url" })).message, /does not answer/);
  server(502, "<h1>Bad gateway</h1>");
  const { ok, body, message } = await request("/e/x/link", { gives: "url" });
  assert.deepEqual([ok, body], [false, null]);
  assert.match(message, /does not answer/);
});

test("what somebody else on the way says is neither an answer nor shown", async () => {
  for (const [status, foreign] of [
    [200, { ok: true }],
    [200, { ok: true, result: "success" }],
    [404, { code: "rest_no_route", message: "No route was found." }],
    [200, { ok: false, message: "Please buy a day pass." }],
    [200, null],
  ]) {
    server(status, foreign);
    const { ok, message } = await request("/e/x/link", { gives: "url" });
    assert.equal(ok, false);
    assert.match(message, /does not answer/);
  }
});

test("data are sent as JSON", async () => {
  const calls = server(200, {});
  await send("/e/x/programme", { text: "09:30 Welcome" }, "changes");
  const [, { method, headers, body }] = calls[0];
  assert.deepEqual(
    [method, headers["Content-Type"], JSON.parse(body)],
    ["POST", "application/json", { text: "09:30 Welcome" }],
  );
});
