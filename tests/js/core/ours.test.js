import assert from "node:assert/strict";
import { test } from "node:test";
import { isLivePage, isOurs, isWithdrawal, isWithdrawalPage } from "../../../static/src/core/ours.js";

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
