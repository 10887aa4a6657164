import assert from "node:assert/strict";
import { test } from "node:test";
import { missing, writers } from "../../../static/src/event/write_access.js";
import { Table } from "../../../static/src/core/table.js";

const reader = (more = {}) => ({ roles: ["attendee"], ...more });

test("what keeps a reader from writing is what the server would say", () => {
  assert.equal(missing("address", reader()), null);
  assert.equal(missing("code", reader()), "code");
  assert.equal(missing("code", reader({ came: true })), null);
  assert.equal(missing("checked-in", reader()), "code");
  assert.equal(missing("checked-in", reader({ came: true })), "check-in");
  assert.equal(missing("checked-in", reader({ came: true, here: true })), null);
  assert.equal(missing("ticket", reader({ came: true, here: true })), "ticket");
  for (const who of ["code", "checked-in", "ticket"]) {
    assert.equal(missing(who, reader({ person: true })), null, "a ticket opens everything");
    assert.equal(missing(who, reader({ roles: ["attendee", "moderator"] })), null);
  }
});

test("the code is asked for where there is one, unless somebody has said otherwise", () => {
  const table = new Table();
  table.take({ t: "state", v: 1, put: [["event", "e", { code: null }]] });
  assert.equal(writers(table), "address");
  table.take({ t: "delta", v: 2, put: [["event", "e", { code: "MY4KT" }]], gone: [] });
  assert.equal(writers(table), "code");
  table.take({ t: "delta", v: 3, put: [["write_access", "e", { who: "ticket" }]], gone: [] });
  assert.equal(writers(table), "ticket");
});
