import assert from "node:assert/strict";
import { test } from "node:test";
import { KeyboardWedge } from "../../../static/src/checkin/keyboard_wedge.js";

/** Type a text, `gap` ms between its keys, and Enter. */
function type(wedge, text, gap, { from = 0, field = false } = {}) {
  const keys = [...text, "Enter"];
  return keys.map((key, i) => wedge.key(key, from + i * gap, field)).at(-1);
}

test("a burst of keys that ends with Enter is a code", () => {
  assert.equal(type(new KeyboardWedge(), "HTTPS://X/T/ABCD", 8), "HTTPS://X/T/ABCD");
  assert.equal(type(new KeyboardWedge(), "ABCD1234", 100), "ABCD1234");
});

test("Shift and the like between the letters belong to the scanner", () => {
  const wedge = new KeyboardWedge();
  const keys = ["Shift", "A", "Shift", "B", "c", "1", "Enter"];
  assert.equal(keys.map((key, i) => wedge.key(key, i * 5)).at(-1), "ABc1");
});

test("few keys, and a pause before Enter, are none", () => {
  assert.equal(type(new KeyboardWedge(), "abc", 5), null);
  const wedge = new KeyboardWedge();
  for (const [i, key] of [..."ABCD1234"].entries()) wedge.key(key, i * 5);
  assert.equal(wedge.key("Enter", 2000), null);
});

test("what was typed long before does not stick to a code", () => {
  const wedge = new KeyboardWedge();
  wedge.key("x", 0);
  assert.equal(type(wedge, "ABCD", 5, { from: 1000 }), "ABCD");
});

test("two codes in a row are two codes", () => {
  const wedge = new KeyboardWedge();
  assert.equal(type(wedge, "FIRST1", 5), "FIRST1");
  assert.equal(type(wedge, "SECOND2", 5, { from: 40 }), "SECOND2");
});

test("in a field only what no hand can type", () => {
  assert.equal(type(new KeyboardWedge(), "Aylin Díaz", 90, { field: true }), null);
  assert.equal(type(new KeyboardWedge(), "müller", 10, { field: true }), null);
  assert.equal(type(new KeyboardWedge(), "ABCDEFGH1234", 10, { field: true }), "ABCDEFGH1234");
});
