import assert from "node:assert/strict";
import { test } from "node:test";
import { KeyboardWedge } from "../../../static/src/checkin/keyboard_wedge.js";
import { judge } from "../../../static/src/checkin/scanner_trial.js";
import { AT_ONCE } from "../../../static/src/checkin/whole_tickets.js";
import { headOf, hints } from "../../../static/src/views/desk/trial.js";
import { KEYBOARDS, strokesOf } from "./keyboards.js";

const CODE = "TRYACDEFGHJKMNPQRTUVWXYZ234679TRYTRYTRYA";
const TICKET = "YZAQ4MNPJDD7QYMCUJ4VX29U4JXQHJJJWMHZKKWA";
const PRINTED = [`HTTPS://LIVE.EXAMPLE.ORG/T/${CODE}`, `http://192.168.1.5:8000/t/${CODE}`];

/** What a scanner that types like this is found to be. */
function tried(text, { scanner = "US", computer = "US", end = "Enter", gap = 10, printed = PRINTED[0] } = {}) {
  const wedge = new KeyboardWedge();
  const strokes = strokesOf(text, scanner, computer);
  strokes.forEach((stroke, i) => wedge.key(stroke, i * gap));
  const last = (strokes.length - 1) * gap;
  const codes = end ? wedge.key({ key: end }, last + gap) : wedge.silence(last + 130);
  assert.ok(codes, "a scanner is heard");
  return judge(codes, wedge.how, printed);
}

for (const scanner of Object.keys(KEYBOARDS)) {
  for (const computer of [...Object.keys(KEYBOARDS), "Russian"]) {
    test(`a scanner set to ${scanner} at a ${computer} computer is named as that`, () => {
      for (const printed of PRINTED) {
        const found = tried(printed, { scanner, computer, printed });
        const names = [found.read, found.scanner, found.computer, found.agree];
        const known = computer === "Russian" ? null : computer.toLowerCase();
        assert.deepEqual(names, [true, scanner.toLowerCase(), known, scanner === computer]);
        assert.equal(hints(found).length, scanner === computer ? 0 : 1);
        assert.equal(headOf(found), "This scanner works here");
      }
    });
  }
}

test("what ends a code, and how long it takes, is found out", () => {
  for (const end of ["Enter", "Tab", ""]) {
    const found = tried(PRINTED[0], { end });
    assert.deepEqual([found.read, found.end, hints(found).length], [true, end, end ? 0 : 1]);
  }
  const { takes } = tried(PRINTED[0], { gap: 10 });
  assert.ok(Math.abs(takes - 10 * (PRINTED[0].length - 1)) < 1, String(takes));
  const slow = tried(PRINTED[0], { gap: 60 });
  assert.ok(slow.read && hints(slow).some((words) => words.includes("slow")), hints(slow).join());
});

test("prefixes and small letters do no harm, and are told apart", () => {
  const lower = PRINTED[0].toLowerCase();
  const prefixed = judge([`]Q3${PRINTED[0]}`], AT_ONCE, PRINTED[0]);
  const small = judge([lower], AT_ONCE, PRINTED[0]);
  assert.deepEqual([prefixed.read, prefixed.agree, prefixed.turned], [true, true, false]);
  assert.deepEqual([small.read, small.agree, small.turned], [true, true, true]);
  assert.deepEqual([hints(prefixed), hints(small)], [[], []]);
});

test("a real ticket is as good, and is not shown", () => {
  const found = judge([`HTTPS://LIVE.EXAMPLE.ORG/T/${TICKET}`], AT_ONCE, PRINTED[0]);
  assert.deepEqual([found.read, found.other, found.text], [false, true, ""]);
  assert.ok(!JSON.stringify(found).includes(TICKET));
});

test("what is no code of ours is shown as it came, and it is said what to do", () => {
  const bars = judge(["4006381333931"], AT_ONCE, PRINTED[0]);
  assert.deepEqual([bars.read, bars.other, bars.text], [false, false, "4006381333931"]);
  assert.match(hints(bars).join(), /large code of this page/);
  const strange = judge(["רפפב://קסצפ"], AT_ONCE, PRINTED[0]);
  assert.match(hints(strange).join(), /factory settings/);
});
