import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { accepts, answersOf, asked, closes, cloud, outnumbered } from "../../../static/src/polls/polls.js";
import { mean, notYet, outcome, placesOf, results } from "../../../static/src/polls/results.js";
import { turnoutParts, turnoutWords } from "../../../static/src/polls/turnout.js";
import { voteNow } from "../../../static/src/polls/vote_now.js";
import { polls } from "../../../static/src/polls/shown.js";
import { Table } from "../../../static/src/core/table.js";

const poll = (fields = {}) => ({
  id: "p",
  kind: "single",
  state: "open",
  electorate: "everyone",
  results: "live",
  grace: 0,
  ends: null,
  closed: null,
  options: ["a", "b", "c"].map((id) => ({ id, de: `de ${id}`, en: `en ${id}` })),
  ...fields,
});
const tally = (n, onsite = null, remote = null) => ({ n, onsite, remote });
const counts = (rows) => Object.fromEntries(rows.map((row) => [row.id, row.n]));
const shares = (rows) => rows.map((row) => Math.round(100 * row.share));

test("a choice: options in their order, shares of all ballots, labels in both languages", () => {
  const rows = results(poll(), tally({ a: 3, b: 9, c: 0 }));
  assert.deepEqual(
    rows.map((row) => row.id),
    ["a", "b", "c"],
  );
  assert.deepEqual(shares(rows), [25, 75, 0]);
  assert.deepEqual(rows[1].label, { de: "de b", en: "en b" });
  assert.deepEqual(
    rows.map((row) => row.lead),
    [false, true, false],
  );
  assert.deepEqual(rows[0].parts, { onsite: null, remote: null, hands: null }, "small groups are not told");
});

test("phones in the room, hands and remote are parts of one number", () => {
  const rows = results(poll(), tally({ a: 12, b: 6, c: 0 }, { a: 7, b: 0, c: 0 }, { a: 5, b: 6, c: 0 }), {
    n: { a: 2 },
  });
  assert.deepEqual(rows[0].parts, { onsite: 7, remote: 5, hands: 2 });
  assert.deepEqual(counts(rows), { a: 14, b: 6, c: 0 });
  assert.equal(rows[1].parts.hands, 0);
  assert.equal(results(poll(), tally({ a: 1 }), { n: { a: 0 } })[0].parts.hands, null, "no hands were counted");
});

test("several choices are shares of ballots, with hands shares of choices", () => {
  const several = poll({ kind: "multiple" });
  const counted = { ...tally({ a: 10, b: 5, c: 0 }), of: 10 };
  assert.deepEqual(shares(results(several, counted)), [100, 50, 0]);
  assert.deepEqual(shares(results(several, counted, { n: { c: 5 } })), [50, 25, 25]);
});

test("a ranking gives points by place, the best first, and equals share a place", () => {
  const ranking = poll({ kind: "ranking" });
  const rows = results(ranking, tally({ "a:1": 1, "a:3": 1, "b:1": 1, "b:2": 1, "c:2": 2 }));
  assert.deepEqual(
    rows.map((row) => [row.id, row.n]),
    [
      ["b", 5],
      ["a", 4],
      ["c", 4],
    ],
  );
  assert.deepEqual(placesOf(rows), [1, 2, 2]);
  assert.deepEqual(shares(rows), [83, 67, 67], "of what an option gets that both put first");
  assert.deepEqual(
    counts(results(ranking, tally({ "a:1": 1 }), { n: { b: 2 } })),
    { b: 6, a: 3, c: 0 },
    "hands are first places",
  );
});

test("the mean of a scale", () => {
  const scale = poll({
    kind: "scale",
    options: [1, 2, 3, 4, 5].map((n) => ({ id: String(n), de: String(n), en: String(n) })),
  });
  assert.equal(mean(results(scale, tally({ 1: 1, 4: 2, 5: 1 }))), 3.5);
  assert.equal(mean(results(scale, tally({ 1: 0 }))), null);
});

test("nothing is divided by nobody", () => {
  for (const kind of ["single", "multiple", "ranking", "scale"]) {
    const rows = results(poll({ kind }), tally(null), null);
    assert.deepEqual(
      rows.map((row) => [row.n, row.share, row.lead]),
      Array(3).fill([0, 0, false]),
    );
  }
});

test("turnout against the people who are there, only of those who are asked", () => {
  const turnout = { ballots: 53, abstained: 0, onsite: 41, remote: 12 };
  const here = { all: 83, onsite: 63, remote: 20 };
  assert.equal(turnoutWords(poll(), turnout, here), "41 of 63 in the room, 12 of 20 remote");
  assert.equal(turnoutWords(poll({ electorate: "remote" }), turnout, here), "12 of 20 remote");
  assert.equal(
    turnoutWords(poll(), { ...turnout, abstained: 2 }, { all: 30, onsite: 30, remote: 0 }),
    "41 in the room, 12 remote, 2 abstentions",
  );
});

test("before the close groups are not told, and few ballots not at all", () => {
  const open = { ballots: 15, abstained: null, onsite: null, remote: null };
  const here = { all: 83, onsite: 63, remote: 20 };
  assert.equal(turnoutWords(poll(), open, here), "15 ballots of 83 people");
  assert.equal(turnoutWords(poll({ electorate: "onsite" }), open, here), "15 of 63 in the room");
  assert.equal(turnoutWords(poll(), { ...open, ballots: null }, here), "The count shows from five ballots on.");
  assert.equal(turnoutWords(poll({ state: "closed" }), { ...open, ballots: null }, here), "Too few ballots to show.");
  assert.deepEqual(turnoutParts(poll(), { ...open, ballots: null }, here), []);
});

test("who is asked, and when a ballot counts", () => {
  assert.equal(asked(poll({ electorate: "onsite" }), { mode: "remote" }), false);
  assert.equal(accepts(poll({ electorate: "onsite" }), { mode: "remote" }, 0), false);
  const timed = poll({ ends: 10_000, grace: 5 });
  assert.deepEqual(
    [
      accepts(timed, { mode: "onsite" }, 10_000),
      accepts(timed, { mode: "onsite" }, 10_001),
      accepts(timed, { mode: "remote" }, 15_000),
    ],
    [true, false, true],
  );
  const closing = poll({ state: "closing", closed: 8000, ends: 10_000, grace: 5 });
  assert.deepEqual(
    [
      accepts(closing, { mode: "onsite" }, 9000),
      accepts(closing, { mode: "remote" }, 13_000),
      accepts(closing, { mode: "remote" }, 13_001),
    ],
    [false, true, false],
  );
  for (const terms of [{ level: "person" }, { electorate: "checked-in" }]) {
    assert.equal(asked(poll(terms), { mode: "onsite", person: false }), false);
    assert.equal(accepts(poll(terms), { mode: "remote", person: true }, 0), true);
  }
  assert.equal(accepts(poll({ state: "closed", closed: 8000, grace: 5 }), { mode: "remote" }, 8001), false);
});

test("why nothing is to be seen yet", () => {
  assert.equal(notYet(poll(), undefined), "Results show from ten ballots on.");
  assert.equal(notYet(poll({ results: "close" }), undefined), "Results come at the close.");
  assert.equal(notYet(poll(), tally({ a: 10 })), "");
  assert.equal(notYet(poll({ state: "closed" }), tally({ a: 5 }), { ballots: 5 }), "");
  assert.match(notYet(poll({ state: "closed" }), tally(null), { ballots: null }), /^Too few ballots to show: /);
  const words = poll({ kind: "cloud", options: [] });
  assert.equal(notYet(words, undefined, { ballots: 5 }), "Answers show from ten ballots on.");
  assert.equal(notYet(words, undefined, { ballots: 10 }), "");
  assert.match(notYet({ ...words, state: "closed" }, undefined, { ballots: null }), /^Too few/);
});

test("the countdown: minutes, then seconds", () => {
  const clock = (now) => /** @type {any} */ ({ now: () => now, time: () => "11:20" });
  const timed = poll({ ends: 100_000 });
  assert.equal(closes(timed, clock(0)), "closes 11:20 · 2 min left");
  assert.equal(closes(timed, clock(40_000)), "closes 11:20 · 1 min left");
  assert.equal(closes(timed, clock(58_500)), "closes 11:20 · 42 s left");
  assert.equal(closes(timed, clock(100_000)), "closes now");
  assert.equal(closes(poll(), clock(0)), "");
});

test("words are counted whatever their case, spacing and quotes, in an order that does not depend on arrival", () => {
  const said = ["Zeit", "zeit ", "„Zeit“", "Geld", "geld", "viel  Mut", "viel Mut!", "Ärger", "…"];
  const words = cloud(said.map((text) => ({ text })));
  assert.deepEqual(
    words.map(({ text, n }) => [text, n]),
    [
      ["Zeit", 3],
      ["Geld", 2],
      ["viel Mut", 2],
      ["Ärger", 1],
    ],
  );
  assert.deepEqual(cloud(said.reverse().map((text) => ({ text }))), words);
  assert.deepEqual(
    words.map(({ step }) => step),
    [4, 3, 3, 1],
  );
  assert.deepEqual(cloud([{ text: "one" }]), [{ key: "one", text: "one", n: 1, step: 2 }]);
});

test("one word is counted once, as in the report", () => {
  const table = JSON.parse(readFileSync(new URL("../../core/texts/words.json", import.meta.url), "utf8"));
  const counted = (texts) => cloud(texts.map((text) => ({ text }))).map(({ n }) => n);
  for (const spellings of table.one) assert.deepEqual(counted(spellings), [spellings.length], spellings.join());
  for (const words of table.apart) assert.equal(counted(words).length, words.length, words.join());
  assert.deepEqual(counted(table.none), []);
});

test("the polls of a page: to vote in first, drafts and archived ones never", () => {
  const table = new Table();
  const row = (id, state, opened) => ["poll", id, poll({ id, state, opened })];
  table.take({ t: "hello", epoch: "e" });
  table.take({
    t: "state",
    v: 1,
    put: [
      row("d", "draft", null),
      row("x", "closed", 5),
      row("o", "open", 2),
      row("n", "open", 3),
      row("c", "closing", 9),
      row("z", "archived", 1),
      ["answer", "1", { poll: "o", text: "hi", state: "live" }],
      ["answer", "2", { poll: "o", text: "no", state: "queued" }],
    ],
  });
  assert.deepEqual(
    polls(table).map(({ id }) => id),
    ["n", "o", "c", "x"],
  );
  assert.deepEqual(
    answersOf(table, "o").map(({ text }) => text),
    ["hi"],
  );
});

test("what came out, in a sentence", () => {
  const said = (kind, n, options) => outcome(poll({ kind, ...options }), { tally: tally(n) });
  assert.equal(said("single", { a: 3, b: 9 }), "Most ballots: en b, 75% of 12 who voted.");
  assert.equal(said("single", { a: 3, b: 3 }), "Equal at the top: en a, en b.");
  assert.equal(said("single", {}), "Nobody has chosen anything.");
  assert.equal(outcome(poll(), { tally: tally(null), turnout: { ballots: null } }), "Too few ballots to show.");
  assert.equal(said("ranking", { "c:1": 1 }), "In first place: en c.");
  const five = { options: [1, 2, 3, 4, 5].map((n) => ({ id: String(n), de: String(n), en: String(n) })) };
  assert.equal(said("scale", { 4: 1, 5: 2 }, five), "On average 4.7 on a scale from 1 to 5.");
  assert.equal(said("cloud", {}, { options: [] }), "");
});

test("a poll of devices says when it has more ballots than there were people", () => {
  const table = new Table();
  table.take({ t: "hello", epoch: "e" });
  const put = (...rows) => table.take({ t: "state", v: 1, put: rows });
  const here = ["team_presence", "e", { onsite: 4, remote: 2 }];
  const cast = (/** @type {number|null} */ ballots) => ["turnout", "p", { ballots }];
  const seen = (/** @type {any[]} */ rows, level = "mood") => (put(...rows), outnumbered(table, poll({ level })));
  assert.equal(seen([here, cast(7)]), 6);
  assert.equal(seen([here, cast(6)]), null, "as many are nothing odd");
  assert.equal(seen([here, ["peak", "e", { onsite: 9, remote: 0 }], cast(7)]), null, "some have left");
  assert.equal(seen([here, ["checkin_count", "e", { onsite: 9, remote: 0 }], cast(7)]), null, "some have no phone");
  assert.equal(seen([here, cast(70)], "person"), null);
  assert.equal(seen([here, cast(null)]), null, "too few to be told");
});

test("whoever reads on the wall that one can vote learns who can", () => {
  assert.equal(voteNow(poll()), "Vote now");
  assert.equal(voteNow(poll({ electorate: "checked-in" })), "Vote now");
  assert.equal(voteNow(poll({ electorate: "onsite" })), "People in the room vote now");
  assert.equal(voteNow(poll({ electorate: "remote" })), "Remote people vote now");
});
