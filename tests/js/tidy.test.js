// What formatter and linter leave open: lines that they cannot break, long style sheets, stray colours, exports that
// nobody imports.
import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { dirname, join, normalize } from "node:path";
import { test } from "node:test";

const ROOT = new URL("../..", import.meta.url).pathname;
const WIDTH = 120;
const SHEET = 300;

/** @param {string} folder @param {RegExp} wanted @returns {string[]} paths from the root */
const list = (folder, wanted) =>
  readdirSync(join(ROOT, folder), { recursive: true, encoding: "utf8" })
    .map((name) => join(folder, name))
    .filter((path) => wanted.test(path) && !/^static\/dist\/|node_modules/.test(path))
    .sort();

const read = (/** @type {string} */ path) => readFileSync(join(ROOT, path), "utf8");

/** A sentence for people stays whole, so that it is found and translated as one. @param {string} line */
const sentence = (line) => /^\s*"[^"]*",?$/.test(line);

test(`no line is longer than ${WIDTH} characters`, () => {
  const files = [...list("static", /\.(js|mjs|css)$/), ...list("tests/js", /\.js$/), "eslint.config.mjs"];
  const long = files.flatMap((path) =>
    read(path)
      .split("\n")
      .flatMap((line, i) => (line.length > WIDTH && !sentence(line) ? [`${path}:${i + 1}`] : [])),
  );
  assert.deepEqual(long, []);
});

test(`no style sheet is longer than ${SHEET} lines`, () => {
  const long = list("static/css", /\.css$/).flatMap((path) => {
    const lines = read(path).trimEnd().split("\n").length;
    return lines > SHEET ? [`${path}: ${lines}`] : [];
  });
  assert.deepEqual(long, []);
});

test("colours stand in tokens.css, where their contrast is noted", () => {
  const stray = list("static/css", /\.css$/)
    .filter((path) => !path.endsWith("/tokens.css"))
    .flatMap((path) =>
      [...read(path).matchAll(/#[0-9a-f]{3,8}\b(?=[^{}]*\})|\b(?:rgb|hsl)a?\(/gi)].map(
        ([found]) => `${path}: ${found}`,
      ),
    );
  assert.deepEqual(stray, []);
});

test("container units have a fallback for old engines: they are used by their properties, set in frame.css", () => {
  const bare = list("static/css", /\.css$/).flatMap((path) =>
    read(path)
      .split("\n")
      .flatMap((line, i) => (/\d(cq[whib]|cqmin|cqmax)\b/.test(line) ? [`${path}:${i + 1}`] : [])),
  );
  const set = bare.filter((where) => where.startsWith("static/css/stage/frame.css:"));
  assert.equal(set.length, 3, "one question whether there are any, and two properties");
  assert.deepEqual(bare, set);
});

/** Names by file that some other file imports; "*" stands for all. @param {string[]} files */
function imported(files) {
  /** @type {Map<string, Set<string>>} */
  const found = new Map();
  const add = (/** @type {string} */ from, /** @type {string} */ target, /** @type {string[]} */ names) => {
    const path = normalize(join(dirname(from), target));
    found.set(path, new Set([...(found.get(path) ?? []), ...names]));
  };
  // What comes later is used where it has come (kit/later.js).
  const later = files.flatMap((file) =>
    [...read(file).matchAll(/\b(?:now|ready|found|polling\(page\))\??\.(\w+)/g)].map(([, name]) => name),
  );
  for (const file of files) {
    const text = read(file);
    for (const [, target] of text.matchAll(/=> import\("(\.[^"]+)"\)[,;]/g)) add(file, target, later);
    for (const [, names, target] of text.matchAll(/import\s*\{([^}]*)\}\s*from\s*"(\.[^"]+)"/g)) {
      add(
        file,
        target,
        names.split(",").map((name) => name.trim().split(/\s+as\s+/)[0]),
      );
    }
    for (const [, target] of text.matchAll(/import\s*\*\s*as\s+\w+\s*from\s*"(\.[^"]+)"/g)) add(file, target, ["*"]);
    for (const [, target, name] of text.matchAll(/import\("(\.[^"]+)"\)\.(\w+)/g)) add(file, target, [name]);
    for (const [, names, target] of text.matchAll(/\{([^}]*)\}\s*=\s*await\s+import\(\s*"(\.[^"]+)"/g)) {
      add(
        file,
        target,
        names.split(",").map((name) => name.trim().split(/\s*:\s*/)[0]),
      );
    }
  }
  return found;
}

test("whatever is exported is imported by another file", () => {
  const sources = list("static/src", /\.js$/);
  const uses = imported([...sources, ...list("tests/js", /\.js$/)]);
  const unused = sources.flatMap((path) => {
    if (path.startsWith("static/src/lazy/")) return []; // loaded by address
    const names = uses.get(path) ?? new Set();
    const exported = read(path).matchAll(/^export (?:async )?(?:function\*?|const|let|class) (\w+)/gm);
    return names.has("*") ? [] : [...exported].flatMap(([, name]) => (names.has(name) ? [] : [`${path}: ${name}`]));
  });
  assert.deepEqual(unused, []);
});
