import assert from "node:assert/strict";
import { test } from "node:test";
import { foldText, findPeople, wordsOf } from "../../../static/src/checkin/name_search.js";

const person = (name, org = "") => ({ name, words: wordsOf(`${name} ${org}`) });
const people = [
  person("Aylin Díaz", "Solidarnetz Köln"),
  person("Bo Østergård"),
  person("Cem Ay", "Müller & Söhne"),
  person("Jörg Weiß", "Streetwork@online"),
  person("Дарья Ильина"),
  person("Anna-Lena O’Neil"),
  person("Łukasz Müller"),
];
const names = (query, most = 8) => findPeople(people, query, most).map(({ name }) => name);

test("accents, umlauts in three spellings, and ß", () => {
  assert.equal(foldText("DÍAZ"), "diaz");
  assert.deepEqual(["Müller", "Mueller", "Muller"].map(foldText), ["muller", "muller", "muller"]);
  assert.equal(foldText("Weiß"), foldText("weiss"));
  assert.equal(foldText("Łukasz Østergård"), "lukasz ostergard");
});

test("each word that was typed begins a word of name or organisation, in any order", () => {
  assert.deepEqual(names("diaz"), ["Aylin Díaz"]);
  assert.deepEqual(names("sol ay"), ["Aylin Díaz"]);
  assert.deepEqual(names("online"), ["Jörg Weiß"]);
  assert.deepEqual(names("Ильина"), ["Дарья Ильина"]);
  assert.deepEqual(names("oneil lena"), ["Anna-Lena O’Neil"]);
  assert.deepEqual(names("ylin"), []);
});

test("two letters are enough, one is not", () => {
  assert.deepEqual(names("Ay"), ["Aylin Díaz", "Cem Ay"]);
  assert.deepEqual(names("mue"), ["Cem Ay", "Łukasz Müller"]);
  assert.deepEqual(names("a"), []);
  assert.deepEqual(names(" . "), []);
});

test("whose name begins with it comes first, and no more than asked for", () => {
  assert.deepEqual(
    findPeople([person("Zoe Am", ""), person("Bea Zoo", "")], "zo", 8).map(({ name }) => name),
    ["Zoe Am", "Bea Zoo"],
  );
  assert.equal(names("ay", 1).length, 1);
});
