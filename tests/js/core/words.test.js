import assert from "node:assert/strict";
import { test } from "node:test";
import { catalogue, messages, readPo, sentences, translate } from "../../../static/catalogue.mjs";
import { pick, picked, t, tn } from "../../../static/src/core/words.js";

const PO = String.raw`
# German
msgid ""
msgstr ""
"Language: de\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\n"

#: static/src/a.js:1
msgid "Ask"
msgstr "Fragen"

msgid ""
"A long \"sentence\"\n"
"over two lines"
msgstr ""
"Ein langer „Satz“\n"
"über zwei Zeilen"

msgid "{n} question"
msgid_plural "{n} questions"
msgstr[0] "{n} Frage"
msgstr[1] "{n} Fragen"

#, fuzzy
msgid "Unsure"
msgstr "Unsicher"

msgid "Untranslated"
msgstr ""

#~ msgid "Old"
#~ msgstr "Alt"
`;

test("a .po file is read with plurals, long texts and quotes; fuzzy, old and empty entries do not count", () => {
  const { headers, entries } = readPo(PO);
  assert.equal(headers.Language, "de");
  assert.deepEqual(
    entries.map((entry) => [entry.id, entry.forms]),
    [
      ["Ask", ["Fragen"]],
      ['A long "sentence"\nover two lines', ["Ein langer „Satz“\nüber zwei Zeilen"]],
      ["{n} question", ["{n} Frage", "{n} Fragen"]],
    ],
  );
});

test("a .po file that is broken is refused, and not read in part", () => {
  for (const broken of [
    PO.replace('msgstr "Fragen"', "msgstr Fragen"),
    PO.replace('msgstr "Fragen"', 'msgstr "Fragen'),
    PO.replace('msgstr "Fragen"', 'nonsense "Fragen"'),
    PO.replace('msgid "Untranslated"', 'msgid "Ask"'),
    PO.replace('msgstr[1] "{n} Fragen"', ""),
  ]) {
    assert.throws(() => readPo(broken), Error, broken);
  }
});

test("sentences are translated where they are said, also in nested templates", () => {
  const source = [
    "x = html`<p>${t(\"Ask\")} ${y.map(() => html`${t('Ask', { n })}`)}</p>`;",
    'set("Ask"); o.t("Ask"); t("Untranslated"); t(\n  "A long \\"sentence\\"\\nover two lines");',
  ];
  assert.deepEqual(
    source.map((line) => translate(line, sentences([PO]))),
    [
      'x = html`<p>${t("Fragen")} ${y.map(() => html`${t("Fragen", { n })}`)}</p>`;',
      'set("Ask"); o.t("Ask"); t("Untranslated"); t("Ein langer „Satz“\\nüber zwei Zeilen");',
    ],
  );
});

test("a bundle gets only the words it says", async () => {
  const module = await import(
    `data:text/javascript,${encodeURIComponent(catalogue([PO], new Set(["Ask", "{n} question"])))}`
  );
  assert.deepEqual(module.words, { "{n} question": ["{n} Frage", "{n} Fragen"] });
  assert.deepEqual([0, 1, 2].map(module.plural), [1, 0, 1]);
});

test("a plural rule that is more than arithmetic is refused", () => {
  const evil = PO.replace("(n != 1)", "(alert(n))");
  assert.throws(() => catalogue([evil], new Set()), /not a plural rule/);
});

test("messages are found in nested templates, with escapes and both quotes, only as calls of t and tn", async () => {
  const source = `
    const a = html\`<p title=\${t("One")}>
      \${list.map((x) => html\`<b>\${t('It\\'s "two"')}</b> / \${tn("{n} a", "{n} b", x)}\`)}
    </p>\`;
    // t("comment")
    let c = set("no") + object.t("no") + t(variable) + t("Three {n}", { n: 1 });`;
  assert.deepEqual(
    (await messages(source)).map(({ id, plural }) => [id, plural]),
    [
      ["One", null],
      ['It\'s "two"', null],
      ["{n} a", "{n} b"],
      ["Three {n}", null],
    ],
  );
});

test("English needs no catalogue; placeholders that are missing stay visible", () => {
  assert.equal(t("until {time}", { time: "11:40" }), "until 11:40");
  assert.equal(t("{a} {b}", { a: "{b}" }), "{b} {b}");
  assert.deepEqual([tn("{n} new", "{n} new ones", 1), tn("{n} new", "{n} new ones", 3)], ["1 new", "3 new ones"]);
});

test("texts in several languages: the reader's, else the first", () => {
  assert.equal(pick({ de: "Pause", en: "Break" }), "Break");
  assert.equal(pick({ de: "Pause" }), "Pause");
  assert.equal(pick("Plenum"), "Plenum");
  assert.equal(pick(null), "");
  assert.equal(picked({ de: "Pause" }), "de");
  assert.equal(picked("Plenum", ["de"]), "de");
  assert.equal(picked("Plenum", ["de", "en"]), "de");
});
