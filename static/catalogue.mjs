// Reads gettext catalogues for the bundles, and finds the messages in our sources.
import { transform } from "esbuild";

/**
 * The messages that t("…") and tn("…", "…", n) say in a source text.
 * Template literals are lowered first, so that a call inside nested html`…` is found as well.
 * @param {string} source
 * @returns {Promise<{id: string, plural: string|null}[]>}
 */
export async function messages(source) {
  const { code } = await transform(source, {
    supported: { "template-literal": false },
    charset: "utf8",
    legalComments: "none",
  });
  const literal = String.raw`\s*("(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')\s*`;
  const call = new RegExp(String.raw`(?<![\w$.])(?:t\(${literal}[,)]|tn\(${literal},${literal},)`, "g");
  return [...code.matchAll(call)].map(([, one, first, second]) => ({
    id: text(one ?? first),
    plural: second === undefined ? null : text(second),
  }));
}

/** @param {string} quoted a JavaScript string literal */
function text(quoted) {
  if (quoted[0] === '"') return JSON.parse(quoted);
  return JSON.parse(`"${quoted.slice(1, -1).replace(/\\'/g, "'").replace(/"/g, '\\"')}"`);
}

/**
 * Parse a .po file.
 * @param {string} po
 * @returns {{headers: Record<string, string>, entries: {id: string, plural: string|null, forms: string[]}[]}}
 *   without fuzzy, obsolete and untranslated entries
 */
export function readPo(po) {
  const entries = [];
  let headers = {};
  for (const block of po.replace(/\r\n/g, "\n").split(/\n\s*\n/)) {
    const entry = readEntry(block);
    if (!entry) continue;
    if (entry.id === "") headers = readHeaders(entry.forms[0] ?? "");
    else if (!entry.fuzzy && entry.forms.length && entry.forms.every(Boolean)) entries.push(entry);
  }
  return { headers, entries };
}

/** @param {string} block */
function readEntry(block) {
  const entry = { id: null, plural: null, forms: [], fuzzy: false };
  let add = (_text) => {};
  for (const line of block.split("\n").map((line) => line.trim())) {
    if (line.startsWith("#,")) entry.fuzzy ||= /\bfuzzy\b/.test(line);
    if (line.startsWith("#") || line === "") continue;
    const [, key, index, quoted] = /^(msgctxt|msgid_plural|msgid|msgstr)?(?:\[(\d+)\])?\s*(".*")$/.exec(line) ?? [];
    if (quoted === undefined) throw new Error(`not a .po line: ${line}`);
    const form = Number(index ?? 0);
    if (key === "msgid") add = (text) => (entry.id = (entry.id ?? "") + text);
    else if (key === "msgid_plural") add = (text) => (entry.plural = (entry.plural ?? "") + text);
    else if (key === "msgstr") add = (text) => (entry.forms[form] = (entry.forms[form] ?? "") + text);
    else if (key === "msgctxt") add = () => {};
    add(JSON.parse(quoted));
  }
  return entry.id === null ? null : entry;
}

/** @param {string} text */
function readHeaders(text) {
  const lines = text.split("\n").filter((line) => line.includes(":"));
  return Object.fromEntries(
    lines.map((line) => [line.slice(0, line.indexOf(":")).trim(), line.slice(line.indexOf(":") + 1).trim()]),
  );
}

/**
 * A source text whose calls of t say their sentence in another language, so that a bundle does not carry every sentence
 * twice.
 * @param {string} source
 * @param {Map<string, string>} sentences msgid to translation; calls that say anything else are left as they are
 */
export function translate(source, sentences) {
  return source.replace(/(?<![\w$.])t\(\s*("(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')(?=\s*[,)])/g, (call, quoted) => {
    const found = sentences.get(text(quoted));
    return found === undefined ? call : `t(${JSON.stringify(found)}`;
  });
}

/**
 * The sentences of a catalogue that have one form.
 * @param {string} po the catalogue's text
 */
export const sentences = (po) =>
  new Map(
    readPo(po)
      .entries.filter((entry) => entry.plural === null)
      .map(({ id, forms }) => [id, forms[0]]),
  );

/**
 * A JavaScript module with the words of one bundle that depend on a number.
 * @param {string} po the catalogue's text
 * @param {Set<string>} used msgids that the bundle says
 */
export function catalogue(po, used) {
  const { headers, entries } = readPo(po);
  const said = entries.filter((entry) => entry.plural !== null && used.has(entry.id));
  const words = Object.fromEntries(said.map((entry) => [entry.id, entry.forms]));
  return `export const words = ${JSON.stringify(words)}; export const plural = (n) => Number(${pluralRule(headers["Plural-Forms"])});`;
}

/**
 * The gettext plural expression is C, which is JavaScript as well; nothing else may get into the bundle.
 * @param {string} header
 */
function pluralRule(header = "nplurals=2; plural=(n != 1);") {
  const rule = /plural\s*=\s*([^;]+);?/.exec(header.slice(header.indexOf(";")))?.[1] ?? "n != 1";
  if (!/^[n\d\s?:!=<>&|%()]+$/.test(rule)) throw new Error(`not a plural rule: ${rule}`);
  return rule;
}
