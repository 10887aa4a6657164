import assert from "node:assert/strict";
import { afterEach, test } from "node:test";
import { Series } from "../../../static/src/event/series.js";
import { StaffLinks } from "../../../static/src/event/staff_links.js";

const { fetch } = globalThis;
afterEach(() => (globalThis.fetch = fetch));

function page(...replies) {
  const asked = [];
  globalThis.fetch = async (address, { method = "GET" } = {}) => {
    asked.push(`${method} ${address}`);
    const [status, body] = replies.shift();
    return new Response(JSON.stringify(body), { status });
  };
  const state = {
    trouble: null,
    commands: [],
    redraw() {},
    async act(...command) {
      this.commands.push(command);
      return { ok: true, result: { id: "new" } };
    },
  };
  return { state, asked };
}

const form = (values) => ({
  data: new Map(Object.entries(values)),
  text: (name) => String(values[name] ?? "").trim(),
});

test("a new link is shown at once, and the form begins anew", async () => {
  const { state, asked } = page([200, { url: "/s#1", qr: "data:" }]);
  const links = new StaffLinks(state, "/e/x/organise");
  links.role = "facilitator";
  const made = await links.make(form({ role: "facilitator", place: "room:r1", hours: "24", single: "on" }));
  assert.equal(made, true);
  const args = { role: "facilitator", room: "r1", label: null, hours: 24, single: true, steward: false };
  assert.deepEqual(state.commands, [["link.create", args]]);
  assert.deepEqual(asked, ["GET /e/x/organise/link/new"]);
  assert.deepEqual([links.shown?.url, links.role], ["/s#1", "moderator"]);
});

test("a second press hides the address without asking for it", async () => {
  const { state, asked } = page([200, { url: "/s#1", qr: "" }]);
  const links = new StaffLinks(state, "/e/x/organise");
  await links.toggle("a");
  await links.toggle("a");
  assert.equal(links.shown, null);
  assert.equal(asked.length, 1);
});

test("an address that the server does not give is a refusal", async () => {
  const { state } = page([403, { ok: false, message: "Not allowed." }]);
  const links = new StaffLinks(state, "/e/x/organise");
  await links.toggle("a");
  assert.deepEqual([links.shown, state.trouble], [null, "Not allowed."]);
});

test("what stayed open is asked for again once some of it was taken over", async () => {
  const { state, asked } = page([200, [{ event: "2025" }]], [200, {}], [200, []]);
  const series = new Series(state, "/e/x/organise");
  await series.load();
  assert.equal(series.earlier.length, 1);
  await series.take("2025");
  assert.deepEqual(series.earlier, []);
  assert.equal(asked[1], "POST /e/x/organise/series/2025");
});
