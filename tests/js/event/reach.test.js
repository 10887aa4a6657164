import assert from "node:assert/strict";
import { test } from "node:test";
import { reach, warning } from "../../../static/src/event/reach.js";

const CASES = {
  nobody: ["http://localhost:8000/j/A", "http://127.0.0.1/j/A", "https://[::1]/j/A", "http://x.localhost/j/A"],
  network: [
    "http://192.168.1.4:8000/j/A",
    "https://10.0.0.2/j/A",
    "http://172.20.1.1/",
    "http://laptop/j/A",
    "https://a.local/",
  ],
  plain: ["http://example.org/j/A", "http://172.32.1.1/j/A", "http://[2001:db8::1]/j/A"],
  everybody: ["https://live.example.org/j/A", "https://9.9.9.9/j/A"],
};

test("who can open an address is told by what it is", () => {
  for (const [who, addresses] of Object.entries(CASES)) {
    for (const address of addresses) assert.equal(reach(address), who, address);
  }
});

test("only what everybody can open goes without a warning", () => {
  for (const [who, addresses] of Object.entries(CASES)) {
    for (const address of addresses) assert.equal(warning(address) === "", who === "everybody", address);
  }
});
