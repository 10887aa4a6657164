import assert from "node:assert/strict";
import { test } from "node:test";
import { commandFor, lettersOn, setLetters, shortcut, writing } from "../../../static/src/kit/keys.js";

const press = (key, target = { tagName: "ARTICLE" }, more = {}) => ({ key, target, ...more });
const map = new Map([
  ["a", "approve"],
  ["?", "help"],
  ["Enter", "answer"],
  ["ArrowDown", "next"],
]);

test("a letter is a shortcut, in either case", () => {
  assert.equal(commandFor(press("a"), map), "approve");
  assert.equal(commandFor(press("A", undefined, { shiftKey: true }), map), "approve");
  assert.equal(commandFor(press("?", undefined, { shiftKey: true }), map), "help");
  assert.equal(commandFor(press("q"), map), null);
});

test("never in a text field, a list box or an editable element", () => {
  const fields = [
    { tagName: "TEXTAREA" },
    { tagName: "INPUT", type: "text" },
    { tagName: "INPUT", type: "search" },
    { tagName: "SELECT" },
    { tagName: "DIV", isContentEditable: true },
  ];
  for (const field of fields) {
    assert.equal(writing(field), true);
    assert.equal(commandFor(press("a", field), map), null);
    assert.equal(commandFor(press("Enter", field), map), null);
  }
  assert.equal(commandFor(press("a", { tagName: "INPUT", type: "checkbox" }), map), "approve");
});

test("the inner target of a shadow tree counts", () => {
  assert.equal(shortcut(press("a", undefined, { composedPath: () => [{ tagName: "TEXTAREA" }] })), null);
});

test("never with a modifier, while composing, or when somebody else took the key", () => {
  for (const more of [
    { ctrlKey: true },
    { metaKey: true },
    { altKey: true },
    { isComposing: true },
    { defaultPrevented: true },
  ]) {
    assert.equal(commandFor(press("a", undefined, more), map), null);
  }
});

test("Enter presses a focused button instead of being a shortcut", () => {
  assert.equal(commandFor(press("Enter", { tagName: "BUTTON" }), map), null);
  assert.equal(commandFor(press("Enter", { tagName: "A" }), map), null);
  assert.equal(commandFor(press("a", { tagName: "BUTTON" }), map), "approve");
  assert.equal(commandFor(press("Enter"), map), "answer");
});

test("switched off, letters do nothing and arrows still move", () => {
  assert.equal(commandFor(press("a"), map, { letters: false }), null);
  assert.equal(commandFor(press("?"), map, { letters: false }), null);
  assert.equal(commandFor(press("ArrowDown"), map, { letters: false }), "next");
});

test("the choice is kept on the device, and a device without storage has letters", () => {
  const kept = new Map();
  const storage = { getItem: (key) => kept.get(key) ?? null, setItem: (key, value) => kept.set(key, value) };
  assert.equal(lettersOn(storage), true);
  setLetters(false, storage);
  assert.equal(lettersOn(storage), false);
  setLetters(true, storage);
  assert.equal(lettersOn(storage), true);
  const broken = {
    getItem() {
      throw new Error("denied");
    },
    setItem() {
      throw new Error("denied");
    },
  };
  assert.equal(lettersOn(broken), true);
  assert.doesNotThrow(() => setLetters(false, broken));
});
