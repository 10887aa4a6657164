import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { announcer, nowAndThen } from "../../../static/src/kit/announce.js";

/** Frames are drawn by the test. @type {(() => void)[]} */
let frames = [];
const draw = () => frames.splice(0).forEach((frame) => frame());

beforeEach((context) => {
  context.mock?.timers?.reset?.();
  frames = [];
  globalThis.requestAnimationFrame = (frame) => frames.push(frame);
});

const clock = (context) => context.mock.timers.enable({ apis: ["setTimeout", "Date"], now: 100_000 });

test("the same sentence is said twice: the region is empty in between", (context) => {
  clock(context);
  const element = { textContent: "" };
  const say = announcer(element);
  say.now("Saved.");
  draw();
  assert.equal(element.textContent, "Saved.");
  context.mock.timers.tick(2000);
  say.now("Saved.");
  assert.equal(element.textContent, "");
  draw();
  assert.equal(element.textContent, "Saved.");
});

test("what was said a moment ago is said together with what comes next", (context) => {
  clock(context);
  const element = { textContent: "" };
  const say = announcer(element);
  say.now("Taken back.");
  context.mock.timers.tick(500);
  say.now("Checked in.");
  draw();
  assert.equal(element.textContent, "Taken back. Checked in.");
});

test("arrivals wait for a pause, and the last text stands for all of them", (context) => {
  clock(context);
  const element = { textContent: "" };
  const say = announcer(element);
  const told = [];
  say.now("Saved.");
  draw();
  say.soon("1 new question", () => told.push(1));
  say.soon("2 new questions", () => told.push(2));
  context.mock.timers.tick(9_999);
  assert.deepEqual(told, []);
  context.mock.timers.tick(1);
  draw();
  assert.equal(element.textContent, "2 new questions");
  assert.deepEqual(told, [2]);
});

test("what is done now and then is done at once, and then again after the pause", (context) => {
  clock(context);
  let times = 0;
  const ask = nowAndThen(() => (times += 1), 1000);
  ask();
  ask();
  context.mock.timers.tick(0);
  assert.equal(times, 1);
  ask();
  ask();
  context.mock.timers.tick(999);
  assert.equal(times, 1);
  context.mock.timers.tick(1);
  assert.equal(times, 2);
});
