// Reactions: where one can react, and the tempo of the last minute.
import assert from "node:assert/strict";
import { test } from "node:test";
import { loud, reactable, Tempo, tempoWords } from "../../../static/src/event/reactions.js";
import { Table } from "../../../static/src/core/table.js";

/** @param {any[]} put */
function tableOf(put) {
  const table = new Table();
  table.take({ t: "state", v: 1, put });
  return table;
}

test("people react while something runs that is no break, unless a moderator says otherwise", () => {
  const table = tableOf([
    ["reaction_settings", "off", { open: false }],
    ["reaction_settings", "pause", { open: true }],
  ]);
  const place = (id, kind = "panel", state = "running") => reactable(table, { id, kind, state });
  assert.deepEqual(
    [place("p"), place("p", "panel", "over"), place("p", "break"), place("off"), place("pause", "break")],
    [true, false, false, false, true],
  );
  assert.equal(reactable(table, null), false);
});

test("in a round people are addressed in its rooms, not all at once", () => {
  const table = tableOf([
    ["slot", "s1", { session: "round", state: "running" }],
    ["slot", "s2", { session: "called-off", state: "cancelled" }],
  ]);
  const place = (id, kind = "workshop") => reactable(table, { id, kind, state: "running" });
  assert.deepEqual([place("round"), place("s1"), place("called-off")], [false, true, true]);
});

test("the tempo counts each second once, and forgets what is older than a minute", () => {
  const tempo = new Tempo();
  tempo.hear({ id: "p", second: 1, slower: 1, louder: 0 }, 0);
  tempo.hear({ id: "p", second: 1, slower: 2, louder: 0 }, 500); // another process has counted in the same second
  tempo.hear({ id: "p", second: 3, slower: 0, louder: 4 }, 2000);
  tempo.hear({ id: "q", second: 3, slower: 9, louder: 9 }, 2000);
  assert.deepEqual(tempo.of("p", 3000), { slower: 2, louder: 4 });
  assert.deepEqual(tempo.of("p", 61_000), { slower: 0, louder: 4 });
  assert.equal(tempoWords(tempo.of("p", 3000)), "2 people: please slow down · 4 people: please speak up");
  assert.equal(tempoWords(tempo.of("p", 99_000)), "");
});

test("the podium hears of a request from three people on, or a twentieth of a large hall", () => {
  const asked = { slower: 2, louder: 4 };
  assert.deepEqual(loud(asked, 0), { slower: 0, louder: 4 });
  assert.deepEqual(loud(asked, 80), { slower: 0, louder: 4 });
  assert.deepEqual(loud(asked, 81), { slower: 0, louder: 0 });
  assert.deepEqual(loud({ slower: 3, louder: 5 }, 100), { slower: 0, louder: 5 });
});
