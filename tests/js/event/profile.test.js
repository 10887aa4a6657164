import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { PROFILES, mustWait, profileOf } from "../../../static/src/event/profile.js";

const of = (profile) => /** @type {any} */ ({ all: () => [{ profile }] });

test("the pages know every profile of the server", () => {
  const server = readFileSync(new URL("../../../companion/core/profiles.py", import.meta.url), "utf8");
  const names = [...(server.match(/^PROFILES: Final = \{(.*)\}$/m)?.[1] ?? "").matchAll(/"(\w+)":/g)].map(
    ([, name]) => name,
  );
  assert.deepEqual(names, Object.keys(PROFILES));
});

test("a small meeting forbids nothing, and one that nobody knows protects", () => {
  assert.deepEqual([profileOf(of("small")).names, mustWait(of("small"), false)], [true, false]);
  assert.deepEqual([profileOf(of("strange")).names, mustWait(of("strange"), false)], [false, true]);
  assert.equal(profileOf(of(null)), PROFILES.open);
});
