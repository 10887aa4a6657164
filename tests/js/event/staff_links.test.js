import assert from "node:assert/strict";
import { afterEach, test } from "node:test";
import { Series } from "../../../static/src/event/series.js";
import { StaffLinks } from "../../../static/src/event/staff_links.js";

const { fetch } = globalThis;
afterEach(() => (globalThis.fetch = fetch));

function page(...replies) {
  const asked = [];
  const answers = [];
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
      return answers.shift() ?? { ok: true, result: { id: "new", secret: "e.new.1" } };
    },
  };
  return { state, asked, answers };
}

/** Links as rows: [id, fields], the first one is open on this device. */
function known(...rows) {
  const all = rows.map(([id, fields]) => ({
    id,
    role: "moderator",
    maker: null,
    expires: null,
    revoked: false,
    ...fields,
  }));
  const table = { all: () => all, get: (_kind, id) => all.find((row) => row.id === id) ?? null };
  return { table, own: all.slice(0, 1).map(({ id }) => id) };
}
const ORGANISER = ["o", { role: "organiser" }];

const form = (values) => ({
  data: new Map(Object.entries(values)),
  text: (name) => String(values[name] ?? "").trim(),
});

test("a new link is shown at once, and the form begins anew", async () => {
  const { state, asked } = page([200, { url: "/s#1", qr: "data:" }]);
  const links = new StaffLinks(state, "/e/x/organise", known(ORGANISER));
  links.role = "facilitator";
  const made = await links.make(form({ role: "facilitator", place: "room:r1", hours: "24", single: "on" }));
  assert.equal(made, true);
  const args = { role: "facilitator", room: "r1", label: null, hours: 24, single: true, steward: false };
  assert.deepEqual(state.commands, [["link.create", args]]);
  assert.deepEqual(asked, ["POST /e/x/organise/link"]);
  assert.deepEqual([links.shown?.url, links.role], ["/s#1", "moderator"]);
});

test("a second press hides the address without asking for it", async () => {
  const { state, asked } = page([200, { url: "/s#1", qr: "" }]);
  const links = new StaffLinks(state, "/e/x/organise", known(ORGANISER));
  await links.toggle("a");
  await links.toggle("a");
  assert.equal(links.shown, null);
  assert.equal(asked.length, 1);
});

test("an address that the server does not give is a refusal", async () => {
  const { state } = page([403, { ok: false, code: "not_allowed", message: "Not allowed." }]);
  const links = new StaffLinks(state, "/e/x/organise", known(ORGANISER));
  await links.toggle("a");
  assert.deepEqual([links.shown, state.trouble], [null, "Not allowed."]);
});

test("a device shows what it made, and all of it if its own link is nobody's and has no end", () => {
  const { state } = page();
  const rows = [
    ["a", { maker: "h" }],
    ["b", { maker: "a" }],
    ["c", {}],
    ["d", { role: "organiser", maker: "h" }],
  ];
  const shows = (own) => {
    const links = new StaffLinks(state, "", known(own, ...rows));
    return known(own, ...rows)
      .table.all()
      .filter((row) => links.mayShow(row))
      .map(({ id }) => id)
      .join("");
  };
  assert.equal(shows(["h", { role: "organiser", maker: "o" }]), "ab");
  assert.equal(shows(["h", { role: "organiser", expires: 5 }]), "ab");
  assert.equal(shows(["h", { role: "organiser" }]), "abc");
  const links = new StaffLinks(state, "", known(ORGANISER, ["h", { role: "organiser", maker: "o" }], ...rows));
  assert.deepEqual(
    links.endingWith("h").map(({ id }) => id),
    ["a", "b", "d"],
  );
});

test("the last organiser's link is replaced by one that is open here before its address is shown", async () => {
  const { state, asked, answers } = page([200, { ok: true, role: "organiser" }], [200, { url: "/s#2", qr: "data:" }]);
  const links = new StaffLinks(state, "/e/x/organise", known(ORGANISER));
  answers.push({ ok: false, code: "last_organiser" }, { ok: true, result: { id: "n", secret: "e.n.2", ended: ["o"] } });
  await links.revoke("o");
  assert.equal(links.last?.id, "o");
  await links.replace("o");
  assert.deepEqual(state.commands[1], ["link.revoke", { id: "o", replace: true }]);
  assert.deepEqual(asked, ["POST /s", "POST /e/x/organise/link"]);
  assert.deepEqual([links.last, links.shown?.url], [null, "/s#2"]);
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
