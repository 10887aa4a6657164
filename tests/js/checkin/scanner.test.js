import assert from "node:assert/strict";
import { test } from "node:test";
import { nearest, reader, FrameScanner } from "../../../static/src/checkin/scanner.js";

const code = (rawValue, x = 300, y = 200) => ({ rawValue, boundingBox: { x, y, width: 40, height: 40 } });
const A = code("A"),
  B = code("B", 10, 10);

test("of several codes the one in the middle is meant", () => {
  assert.equal(nearest([B, A], 640, 480)?.rawValue, "A");
  assert.equal(nearest([], 640, 480), null);
});

test("a code counts once while it is held, and again after it has left for two seconds", () => {
  const frames = new FrameScanner();
  const look = (codes, at) => frames.look(codes, 640, 480, at);
  assert.equal(look([A], 0), "A");
  for (let at = 100; at < 10_000; at += 100) assert.equal(look([A], at), null);
  assert.equal(look([], 10_500), null);
  assert.equal(look([A], 11_500), null, "it flickered");
  assert.equal(look([], 13_000), null);
  assert.equal(look([A], 13_600), "A");
});

test("the next one counts at once", () => {
  const frames = new FrameScanner();
  assert.equal(frames.look([A], 640, 480, 0), "A");
  assert.equal(frames.look([code("C")], 640, 480, 50), "C");
  assert.equal(frames.look([A], 640, 480, 100), null, "held again too soon");
});

test("a second code in the picture waits until it is aimed at", () => {
  const frames = new FrameScanner();
  assert.equal(frames.look([A, B], 640, 480, 0), "A");
  assert.equal(frames.look([A, B], 640, 480, 100), null);
  assert.equal(frames.look([code("A", 10, 10), code("B")], 640, 480, 200), "B");
});

test("a code that is read as nothing is none", () => {
  assert.equal(new FrameScanner().look([code("")], 640, 480, 0), null);
});

test("the browser's own reader is used only where it reads QR codes", async () => {
  const own = { detect: async () => [] };
  globalThis.BarcodeDetector = class {
    static getSupportedFormats = async () => ["qr_code"];
    constructor() {
      return own;
    }
  };
  assert.equal(await reader({ script: "", wasm: "" }), own);
  globalThis.BarcodeDetector.getSupportedFormats = async () => ["ean_13"];
  const script = `data:text/javascript,export const decoder = (wasm) => ({ wasm })`;
  assert.deepEqual(await reader({ script, wasm: "/static/x.wasm" }), { wasm: "/static/x.wasm" });
  delete globalThis.BarcodeDetector;
});
