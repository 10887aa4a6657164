import assert from "node:assert/strict";
import { test } from "node:test";
import { bySupport, byTime, fair, turns, weights } from "../../../static/src/questions/fair.js";

/** A small seeded generator (mulberry32): the same histories on every machine. */
function dice(seed) {
  let a = seed;
  return (below) => {
    a = (a + 0x6d2b79f5) | 0;
    let t = Math.imul(a ^ (a >>> 15), 1 | a);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) % below;
  };
}

const other = (side) => (side === "onsite" ? "remote" : "onsite");
const share = (weight, side) => weight[side] / (weight.onsite + weight.remote);
const none = { onsite: 0, remote: 0 };
const waiting = (mode, n, start = 0) =>
  Array.from({ length: n }, (_, i) => ({ id: `${mode}${start + i}`, mode, at: start + i, state: "live" }));
const sides = (ids, questions) => ids.map((id) => questions.find((q) => q.id === id).mode);

test("the weight of a side is its share of the people, between a third and two thirds", () => {
  assert.deepEqual(weights({ onsite: 58, remote: 21 }), { onsite: 2, remote: 1 });
  assert.deepEqual(weights({ onsite: 6, remote: 7 }), { onsite: 6, remote: 7 });
  assert.deepEqual(weights({ onsite: 0, remote: 40 }), { onsite: 1, remote: 2 });
  for (const nobody of [null, undefined, {}, none]) assert.deepEqual(weights(nobody), { onsite: 1, remote: 1 });
});

test("inside a side votes decide, then age", () => {
  const questions = [...waiting("onsite", 3), ...waiting("remote", 3)];
  const votes = (id) => ({ onsite2: 9, remote1: 2, remote2: 2 })[id] ?? 0;
  const order = fair(questions, votes, none, { onsite: 1, remote: 1 });
  assert.deepEqual(
    order.filter((id) => id.startsWith("onsite")),
    ["onsite2", "onsite0", "onsite1"],
  );
  assert.deepEqual(
    order.filter((id) => id.startsWith("remote")),
    ["remote1", "remote2", "remote0"],
  );
  assert.deepEqual(bySupport(questions, votes).slice(0, 3), ["onsite2", "remote1", "remote2"]);
  assert.deepEqual(byTime(questions).slice(0, 2), ["onsite0", "remote0"]);
});

test("two thirds in the room: two turns for the room, one for remote", () => {
  const questions = [...waiting("onsite", 4), ...waiting("remote", 2)];
  assert.deepEqual(
    sides(
      fair(questions, () => 0, none, { onsite: 58, remote: 21 }),
      questions,
    ),
    ["onsite", "remote", "onsite", "onsite", "remote", "onsite"],
  );
});

test("in every prefix a side with questions has all of them or its share, whatever happened before", () => {
  for (let seed = 1; seed <= 400; seed += 1) {
    const roll = dice(seed);
    const questions = [...waiting("onsite", roll(40)), ...waiting("remote", roll(40))];
    const support = new Map(questions.map((q) => [q.id, roll(2) ? roll(5) : roll(1e6)]));
    const history = { onsite: roll(30), remote: roll(30) };
    const presence = { onsite: roll(200), remote: roll(200) };
    const order = sides(
      fair(questions, (id) => support.get(id) ?? 0, history, presence),
      questions,
    );
    assert.equal(order.length, questions.length);
    for (const side of ["onsite", "remote"]) {
      const own = questions.filter((q) => q.mode === side).length;
      const weight = share(weights(presence), side);
      for (let n = 1, got = 0; n <= order.length; n += 1) {
        got += order[n - 1] === side ? 1 : 0;
        const owed = Math.floor(weight * (history.onsite + history.remote + n) + 1e-9);
        assert.ok(
          history[side] + got >= Math.min(owed, history[side] + Math.min(n, own)),
          `seed ${seed}: ${side} had ${history[side]} + ${got} after ${n} with weight ${weight}`,
        );
      }
    }
  }
});

test("votes never move a turn from one side to the other, and the order of the rows does not matter", () => {
  for (let seed = 1; seed <= 200; seed += 1) {
    const roll = dice(seed);
    const questions = [...waiting("onsite", 1 + roll(20)), ...waiting("remote", 1 + roll(20))];
    const history = { onsite: roll(9), remote: roll(9) };
    const presence = { onsite: roll(90), remote: roll(90) };
    const honest = new Map(questions.map((q) => [q.id, roll(20)]));
    const bloc = other(["onsite", "remote"][roll(2)]);
    const hostile = (id) => honest.get(id) + (id.startsWith(bloc) ? 1e9 : 0);
    const fairly = fair(questions, (id) => honest.get(id), history, presence);
    assert.deepEqual(fair(questions, hostile, history, presence), fairly);
    const mixed = [...questions].sort(() => roll(3) - 1);
    assert.deepEqual(
      fair(mixed, (id) => honest.get(id), history, presence),
      fairly,
    );
  }
});

test("through a whole panel no side waits with less than a third of the turns, however people ask and vote", () => {
  for (let seed = 1; seed <= 120; seed += 1) {
    const roll = dice(seed);
    const questions = [];
    const support = new Map();
    const contested = { onsite: 0, remote: 0 };
    for (let now = 1; now <= 120; now += 1) {
      const flood = ["onsite", "remote"][roll(10) ? seed % 2 : (seed + 1) % 2];
      for (let k = roll(4); k > 0; k -= 1) {
        const id = `q${questions.length}`;
        questions.push({ id, mode: flood, at: now, state: "live" });
        support.set(id, flood === "onsite" ? roll(1e6) : roll(3));
      }
      if (roll(2)) continue;
      const live = questions.filter((q) => q.state === "live");
      const presence = { onsite: roll(300), remote: roll(300) };
      const [next] = fair(live, (id) => support.get(id), turns(questions), presence);
      const taken = questions.find((q) => q.id === next);
      if (!taken) continue;
      if (live.some((q) => q.mode !== taken.mode)) contested[taken.mode] += 1;
      Object.assign(taken, { state: "answered", answered_at: now });
      assert.deepEqual(turns(questions), contested);
      const total = contested.onsite + contested.remote;
      for (const side of ["onsite", "remote"]) {
        assert.ok(contested[side] >= Math.floor(total / 3), `seed ${seed}: ${side} has ${contested[side]} of ${total}`);
      }
    }
  }
});

test("an answer that kept nobody waiting is not held against its side", () => {
  const alone = [1, 2, 3, 4, 5].map((n) => ({
    id: `room${n}`,
    mode: "onsite",
    at: 0,
    state: "answered",
    answered_at: n,
  }));
  assert.deepEqual(turns(alone), none);
  const later = [...alone, ...waiting("remote", 5, 10), ...waiting("onsite", 5, 10)];
  assert.deepEqual(turns(later), none);
  const waited = [...alone, { id: "remote", mode: "remote", at: 3, state: "live" }];
  assert.deepEqual(turns(waited), { onsite: 3, remote: 0 });
});

test("the question on stage has had its turn; hidden and merged ones never had one", () => {
  const stage = { id: "s", mode: "onsite", at: 1, state: "answering", answered_at: null };
  const wait = { id: "w", mode: "remote", at: 2, state: "live" };
  assert.deepEqual(turns([stage, wait]), { onsite: 1, remote: 0 });
  for (const hidden of [
    { state: "queued" },
    { state: "dismissed" },
    { state: "archived" },
    { state: "live", merged: "s" },
  ]) {
    assert.deepEqual(turns([stage, { ...wait, ...hidden }]), none);
  }
});
