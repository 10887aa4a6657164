import assert from "node:assert/strict";
import { test } from "node:test";
import { readings } from "../../../static/src/checkin/keyboard_layouts.js";
import { isMistyped, isTicket, scanned } from "../../../static/src/checkin/scanned.js";
import { KeyboardWedge } from "../../../static/src/checkin/keyboard_wedge.js";
import { KEYBOARDS, strokesOf, US } from "./keyboards.js";

/** Type a text, `gap` ms between its keys, and Enter. */
function type(wedge, text, gap, { from = 0, field = false, end = "Enter" } = {}) {
  const keys = [...text, end];
  return keys.map((key, i) => wedge.key({ key }, from + i * gap, field)).at(-1)?.[0] ?? null;
}

test("a burst of keys that ends with Enter is a code", () => {
  assert.equal(type(new KeyboardWedge(), "HTTPS://X/T/ABCD", 8), "HTTPS://X/T/ABCD");
  assert.equal(type(new KeyboardWedge(), "ABCD1234", 100), "ABCD1234");
});

test("Shift and the like between the letters belong to the scanner", () => {
  const wedge = new KeyboardWedge();
  const keys = ["Shift", "A", "Shift", "B", "c", "1", "Enter"];
  assert.equal(keys.map((key, i) => wedge.key({ key }, i * 5)).at(-1)?.[0], "ABc1");
});

test("few keys, and a pause before Enter, are none", () => {
  assert.equal(type(new KeyboardWedge(), "abc", 5), null);
  const wedge = new KeyboardWedge();
  for (const [i, key] of [..."ABCD1234"].entries()) wedge.key({ key }, i * 5);
  assert.equal(wedge.key({ key: "Enter" }, 2000), null);
});

test("what was typed long before does not stick to a code", () => {
  const wedge = new KeyboardWedge();
  wedge.key({ key: "x" }, 0);
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

const CODE = "YZAQ4MNPJDD7QYMCUJ4VX29U4JXQHJJJWMHZKKWA";
const FORMS = [CODE, `https://live.example.org/t/${CODE}`, `HTTPS://LIVE.EXAMPLE.ORG/T/${CODE}`];

for (const scanner of Object.keys(KEYBOARDS)) {
  for (const computer of [...Object.keys(KEYBOARDS), "Russian"]) {
    test(`a scanner set to ${scanner} is read on a ${computer} computer`, () => {
      for (const form of FORMS) {
        const found = readings(strokesOf(form, scanner, computer)).map(scanned);
        // Y and Z make a code on several keyboards: which of them is right shows the list of people.
        assert.ok(found.includes(CODE), `${form}: ${found}`);
      }
    });
  }
}

test("Caps Lock changes letters and not signs", () => {
  const strokes = [...FORMS[1]].map((sign) => {
    const [code, shift] = US[sign];
    return { key: sign.toUpperCase(), code, shift, caps: true };
  });
  assert.deepEqual([...new Set(readings(strokes).map(scanned))], [CODE]);
});

test("Tab ends a scan, and nothing at all does after a while", () => {
  assert.equal(type(new KeyboardWedge(), CODE, 8, { end: "Tab" }), CODE);
  assert.equal(type(new KeyboardWedge(), "abcd", 200, { end: "Tab" }), null, "somebody goes from field to field");
  const wedge = new KeyboardWedge();
  for (const [i, key] of [...CODE].entries()) wedge.key({ key }, i * 8);
  assert.equal(wedge.silence(39 * 8 + 100), null);
  assert.equal(wedge.silence(39 * 8 + 120)?.[0], CODE);
  assert.equal(wedge.silence(39 * 8 + 300), null, "once");
});

test("a code that a busy device delivers in parts is not taken for whole", () => {
  const wedge = new KeyboardWedge();
  for (const [i, key] of [...CODE.slice(0, 30)].entries()) wedge.key({ key }, i * 8);
  assert.equal(wedge.silence(29 * 8 + 400), null);
  for (const [i, key] of [...CODE.slice(30)].entries()) wedge.key({ key }, 29 * 8 + 450 + i * 8);
  assert.equal(wedge.key({ key: "Enter" }, 29 * 8 + 600)?.[0], CODE);
  for (const [i, key] of [..."pretix-0123456789abcdef"].entries()) wedge.key({ key }, 5000 + i * 8);
  assert.equal(wedge.silence(5000 + 22 * 8 + 120), null);
  assert.equal(wedge.silence(5000 + 22 * 8 + 500)?.[0], "pretix-0123456789abcdef", "another system's");
});

test("what silence has cut goes on, by the time at which its keys were pressed", () => {
  const wedge = new KeyboardWedge();
  for (const [i, key] of [...CODE.slice(0, 30)].entries()) wedge.key({ key }, i * 5);
  assert.equal(wedge.silence(29 * 5 + 500)?.[0], CODE.slice(0, 30));
  assert.equal(wedge.silence(29 * 5 + 900), null, "once");
  for (const [i, key] of [...CODE.slice(30)].entries()) wedge.key({ key }, (30 + i) * 5);
  assert.equal(wedge.key({ key: "Enter" }, 40 * 5)?.[0], CODE);
  // And where only the end was late, it presses nothing and is no second scan.
  for (const [i, key] of [..."pretix-0123456789abcdef"].entries()) wedge.key({ key }, 5000 + i * 5);
  assert.ok(wedge.silence(5000 + 22 * 5 + 500));
  assert.ok(wedge.trails({ key: "Enter" }, 5000 + 23 * 5));
  assert.equal(wedge.key({ key: "Enter" }, 5000 + 23 * 5), null);
  assert.equal(type(wedge, CODE, 5, { from: 9000 }), CODE, "the next is a new one");
});

test("a text that a program types into a field is no scan by silence alone, a ticket is", () => {
  for (const [text, found] of [
    ["Aylin Kanarienvogel, Netzwerk", null],
    [CODE, CODE],
  ]) {
    const wedge = new KeyboardWedge();
    for (const [i, key] of [...text].entries()) wedge.key({ key }, i * 8, true);
    assert.equal(wedge.silence(1000)?.[0] ?? null, found);
  }
});

test("a slow scanner in a field is known by what it types", () => {
  assert.equal(type(new KeyboardWedge(), CODE, 100, { field: true }), CODE);
  assert.equal(type(new KeyboardWedge(), "Aylin Kanarienvogel, Netzwerk", 100, { field: true }), null);
});

test("what follows a scan presses nothing", () => {
  const wedge = new KeyboardWedge();
  type(wedge, CODE, 5);
  for (const stroke of [{ key: "Enter" }, { key: "Tab" }, { key: " " }, { key: "j", control: true }]) {
    assert.ok(wedge.trails(stroke, 40 * 5 + 290));
    assert.ok(!wedge.trails(stroke, 40 * 5 + 310));
  }
  assert.ok(!wedge.trails({ key: "x" }, 40 * 5 + 10));
  wedge.key({ key: "A" }, 40 * 5 + 20);
  assert.ok(!wedge.trails({ key: "Enter" }, 40 * 5 + 60), "the next code has begun");
});

test("a ticket is known in whatever it stands, and nothing else is one", () => {
  for (const text of FORMS) assert.ok(isTicket(text), text);
  for (const text of ["Aylin Díaz", "", CODE.slice(1), `${CODE}A`]) assert.ok(!isTicket(text), text);
});

test("a scan that breaks off is told of, and what somebody types is not", () => {
  const burst = (gap, field = false) => {
    const wedge = new KeyboardWedge();
    for (const [i, key] of [...CODE.slice(0, 12)].entries()) wedge.key({ key }, i * gap, field);
    return [wedge.missed(11 * gap + 300), wedge.missed(11 * gap + 500), wedge.missed(11 * gap + 900)];
  };
  assert.deepEqual(burst(8), [false, true, false], "once");
  assert.deepEqual(burst(150), [false, false, false], "a hand");
  assert.deepEqual(burst(8, true), [false, false, false], "in a field it may be somebody's own");
});

test("what another keyboard makes of a ticket is told apart from what is merely unknown", () => {
  for (const text of [
    "hттпс://companion.example/т/асд",
    "https>&&companion.example&t&ACDEFGHJKM",
    "ďťž+ěščřžýáíé+ěščřžýáíé",
  ]) {
    assert.ok(isMistyped(text), text);
  }
  for (const text of [CODE, "pretix-0123456789abcdef", "https://other.example/ticket/1234567890", "12345"]) {
    assert.ok(!isMistyped(text), text);
  }
});
