// Every word that people see in a browser goes through t() or tn(), so that it comes in their language.
import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { transform } from "esbuild";

const SRC = new URL("../../static/src", import.meta.url).pathname;
const LITERAL = String.raw`"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'`;
/** What a template literal becomes when it is lowered: one call with its fixed parts. */
const TEMPLATE = new RegExp(String.raw`__template\((\[(?:(?:${LITERAL}|void 0)(?:,\s*)?)*\])`, "g");
const TAG = /<\/?[a-z][^\s>]*(?:"[^"]*"|'[^']*'|[^>"'])*>/gi;
const SPOKEN = /\s(?:aria-label|aria-roledescription|placeholder|title|alt|label)=("[^"]*"|'[^']*')/gi;
const HOLE = "\u0000";
const ZONE = /^[A-Z][a-z]+\/[A-Z][A-Za-z_]+$/;
const WORD = /\p{L}{2,}/u;

/** The same in every language, or not for reading. */
const SAME = new Set([
  "https://", // how an address begins
  "ABC-DEF-GHJ", // how a code looks
  "Enter",
  "Tab",
  "CapsLock",
  "InvalidStateError",
  "UnknownError",
  "AbortError",
  "Digit",
  "Escape",
  "Delete",
  "ArrowDown",
  "ArrowUp",
  "ArrowRight",
  "ArrowLeft",
  "PageUp",
  "PageDown", // what browsers call keys
  "Content-Type",
  "Retry-After", // headers
  "Deutsch",
  "English",
  "Українська",
  "Türkçe",
  "Français",
  "Español",
  "Русский", // what languages call themselves
]);

/** What is sent to people of all languages, and so stands there in each. */
const IN_ALL = new Set(["reports/evaluation_templates.js"]);

/** The text nodes and spoken attributes that stand in templates. @param {string} code lowered */
function inTemplates(code) {
  return [...code.matchAll(TEMPLATE)].flatMap(([, parts]) => {
    const html = [...parts.matchAll(new RegExp(LITERAL, "g"))].map(([quoted]) => unquoted(quoted)).join(HOLE);
    const attributes = [...html.matchAll(SPOKEN)].map(([, value]) => value.slice(1, -1));
    const texts = html
      .replace(/<!--.*?-->/gs, "")
      .replace(TAG, HOLE)
      .replace(/&\w+;/g, " ")
      .split(HOLE);
    return [...attributes.flatMap((value) => value.split(HOLE)), ...texts]
      .map((text) => text.trim())
      .filter((text) => WORD.test(text) && !SAME.has(text));
  });
}

/**
 * String literals that begin like a sentence, outside templates and calls of t() and tn().
 * @param {string} code lowered
 */
function sentences(code) {
  const translated = new RegExp(
    String.raw`(?<![\w$.])(?:t\(\s*(?:${LITERAL})|tn\(\s*(?:${LITERAL}),\s*(?:${LITERAL}))`,
    "g",
  );
  const rest = code
    .replace(TEMPLATE, "")
    .replace(translated, "")
    .replace(/\/\*.*?\*\//gs, "")
    .replace(/^\s*\/\/.*$/gm, "");
  const literals = [...rest.matchAll(new RegExp(LITERAL, "g"))].map(([quoted]) => unquoted(quoted));
  return literals.filter((text) => /^\p{Lu}\p{Ll}+/u.test(text) && !SAME.has(text) && !ZONE.test(text));
}

/** Good enough to be searched for words. @param {string} quoted a string literal */
const unquoted = (quoted) => quoted.slice(1, -1).replace(/\\(.)/gs, (_, char) => (char === "n" ? "\n" : char));

/** @param {string} source */
async function found(source) {
  const { code } = await transform(source, {
    supported: { "template-literal": false },
    charset: "utf8",
    legalComments: "none",
  });
  return [...inTemplates(code), ...sentences(code)];
}

test("no words for people outside t() and tn()", async () => {
  const files = readdirSync(SRC, { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".js") && !IN_ALL.has(name))
    .sort();
  const said = await Promise.all(
    files.map(async (name) => (await found(readFileSync(join(SRC, name), "utf8"))).map((text) => `${name}: ${text}`)),
  );
  assert.deepEqual(said.flat(), []);
  assert.ok(files.length > 20);
});

test("the scan sees text, attributes, nested templates and sentences in code, and leaves names alone", async () => {
  const source = `
    const a = html\`<p class="big one" title="A title">
      Hello <b>\${list.map((x) => html\`<img alt="An \${x}">more\`)}</b>
    </p>\`;
    element.textContent = "Not saved yet";
    const kept = [t("Fine"), tn("{n} fine", "{n} fine ones", 2), "class names", "Escape"];
    const also = html\`<i lang="de">\${t("Fine")} · 12:00 &nbsp;</i>\`;`;
  assert.deepEqual(new Set(await found(source)), new Set(["A title", "An", "Hello", "more", "Not saved yet"]));
});
