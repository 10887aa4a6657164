import assert from "node:assert/strict";
import { test } from "node:test";
import { Table } from "../../../static/src/core/table.js";
import { Screens } from "../../../static/src/views/moderate/screens.js";

function page({ running = "s", session = "s", put = [], showable = null, stage = null } = {}) {
  const table = new Table();
  const sessions = ["s", "t"].map((id, order) => [
    "session",
    id,
    { title: id, order, state: id === running ? "running" : "planned" },
  ]);
  table.take({ t: "state", v: 1, put: [...sessions, ...put] });
  const sent = [];
  const state = {
    table,
    session: { id: session },
    polls: { showable },
    lists: { columns: { stage } },
    trouble: null,
    say() {},
    redraw() {},
    refuse(why) {
      this.trouble = why;
    },
    async act(name, args) {
      sent.push([name, args]);
      return { ok: true };
    },
  };
  return { screens: new Screens(state), sent, state };
}

const shown = (sent) => sent.map(([, args]) => args);

test("the projector follows the running session; another one is named", async () => {
  const here = page();
  await here.screens.show("top");
  const away = page({ session: "t", stage: { id: "q" } });
  await away.screens.show("top");
  await away.screens.show("question");
  await away.screens.show("join");
  assert.deepEqual(shown(here.sent), [{ screen: "main", what: "top", id: null }]);
  assert.deepEqual(
    shown(away.sent).map(({ id }) => id),
    ["t", "q", null],
  );
});

test("a poll is shown if there is one", async () => {
  const without = page();
  assert.equal((await without.screens.show("poll")).ok, false);
  assert.match(without.state.trouble, /no open or closed poll/);
  const one = page({ showable: { id: "p" } });
  await one.screens.show("poll");
  await one.screens.showPoll("p", "question");
  assert.deepEqual(shown(one.sent), [
    { screen: "main", what: "poll", id: "p" },
    { screen: "main", what: "poll", id: "p", part: "question" },
  ]);
});

test("a summary is shown once it is published", async () => {
  const { screens, state, sent } = page();
  await screens.show("summary");
  assert.match(state.trouble, /No summary is published/);
  assert.deepEqual(sent, []);
});

test("what is shown goes to the chosen screen or to all of them", async () => {
  const rows = ["overflow", "main", "foyer"].map((id) => ["screen", id, { what: "join" }]);
  const { screens, sent } = page({ put: rows });
  assert.deepEqual(screens.names, ["main", "foyer", "overflow"]);
  screens.chooseNext();
  await screens.show("message", "Coffee is ready.");
  screens.everywhere = true;
  await screens.show("blank");
  assert.deepEqual(shown(sent), [
    { screen: "foyer", what: "message", id: null, text: "Coffee is ready." },
    { screen: "*", what: "blank", id: null },
  ]);
  screens.choose("overflow");
  screens.chooseNext();
  assert.equal(screens.chosen, "main");
});

test("a screen that was removed is not the chosen one any more", async () => {
  const { screens, sent } = page();
  assert.equal(await screens.add("foyer"), true);
  assert.equal(screens.chosen, "foyer");
  await screens.remove();
  assert.equal(screens.chosen, "main");
  assert.deepEqual(sent[1], ["screen.remove", { id: "foyer" }]);
});

test("the summary is published and shown by one press, in this order", async () => {
  const summaries = (state) => [
    ["summary", "plenary", { of: "plenary", ref: "plenary", state, themes: [], lines: [] }],
    ["summary", "w", { of: "workshop", ref: "w", state, lines: [] }],
  ];
  const { screens, state, sent } = page({ put: summaries("draft") });
  state.closeDialog = () => sent.push(["closed", {}]);
  state.arrival = async (kind, id, is) => {
    state.table.take({ t: "delta", v: 2, put: summaries("published"), gone: [] });
    assert.equal(is(state.table.get(kind, id)), true);
  };
  await screens.publish();
  assert.deepEqual(
    sent.map(([name, { id, what }]) => [name, id ?? what]),
    [
      ["summary.publish", "plenary"],
      ["closed", undefined],
      ["screen.show", "plenary"],
    ],
  );
});

test("what is published already is only shown", async () => {
  const { screens, state, sent } = page({
    put: [["summary", "plenary", { of: "plenary", ref: "plenary", state: "published", themes: [], lines: [] }]],
  });
  state.closeDialog = () => {};
  await screens.publish();
  assert.deepEqual(
    sent.map(([name]) => name),
    ["screen.show"],
  );
});
