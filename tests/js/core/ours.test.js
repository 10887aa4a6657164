import assert from "node:assert/strict";
import { afterEach, test } from "node:test";
import { isFile, isLivePage, isOurs, isServed, isWithdrawal, isWithdrawalPage } from "../../../static/src/core/ours.js";

const { fetch } = globalThis;
afterEach(() => {
  globalThis.fetch = fetch;
  delete globalThis.location;
});

test("ours is what was done with its version and time, or a refusal in our words", () => {
  assert.ok(isOurs({ ok: true, v: 3, at: 1, result: null }));
  assert.ok(isOurs({ ok: false, code: "qa_closed", message: "Questions are closed." }));
  for (const foreign of [
    null,
    [],
    "ok",
    { ok: true },
    { ok: true, v: "3", at: 1 },
    { ok: true, v: 3 },
    { ok: true, result: "success" },
    { ok: false },
    { ok: false, error: "forbidden" },
    { ok: false, code: "forbidden", message: "No." },
    { ok: false, code: "not_allowed" },
    { code: "not_allowed", message: "No." },
  ]) {
    assert.ok(!isOurs(foreign), JSON.stringify(foreign));
  }
});

test("only our own word withdraws a link", () => {
  for (const code of ["not_allowed", "link_revoked", "link_expired"]) {
    assert.ok(isWithdrawal({ ok: false, code, message: "No." }));
    assert.ok(isWithdrawalPage(`<head><meta name="companion-refusal" content="${code}"></head>`));
  }
  for (const code of ["no_event", "store_down", "no_participant", "busy"]) {
    assert.ok(!isWithdrawal({ ok: false, code, message: "No." }));
    assert.ok(!isWithdrawalPage(`<head><meta name="companion-refusal" content="${code}"></head>`));
  }
  assert.ok(!isWithdrawal({ code: "not_allowed" }));
  assert.ok(!isWithdrawalPage("<h1>403 Forbidden</h1>"));
});

test("a live page carries what it starts from", () => {
  assert.ok(isLivePage('<body><script type="application/json" id="boot">{"event":"e"}</script>'));
  assert.ok(!isLivePage("<title>Hotel</title><form id=boot></form>"));
  assert.ok(!isLivePage('<meta name="companion-refusal" content="no_event">'));
});

test("a page is served where our page comes back, and not where anything says that all is well", async () => {
  globalThis.location = { href: "https://live.example.org/e/x/" };
  const answers = [
    [true, '<script type="application/json" id="boot">{}</script>'],
    [false, "<title>Hotel</title><form>Log in</form>"],
    [false, '{"ok": true}'],
    [false, ""],
  ];
  for (const [ours, text] of answers) {
    globalThis.fetch = async () => new Response(text, { status: 200 });
    assert.equal(await isServed(), ours, text);
  }
  globalThis.fetch = async () => {
    throw new TypeError("no network");
  };
  assert.equal(await isServed(), false);
});

test("a file is kept as itself, and no page in its place", () => {
  const reply = (type, status = 200) => new Response("x", { status, headers: { "content-type": type } });
  assert.ok(isFile(reply("text/javascript; charset=utf-8")));
  assert.ok(isFile(reply("application/wasm")));
  assert.ok(!isFile(reply("text/html; charset=utf-8")));
  assert.ok(!isFile(reply("text/javascript", 404)));
});
