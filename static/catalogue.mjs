// Reads gettext catalogues for the bundles, and finds the messages in our sources.
import { transform } from "esbuild";
import { po } from "gettext-parser";

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
 * Parse a .po file; one that is not well formed, or lacks a plural form, is an error.
 * @param {string} text
 * @returns {{headers: Record<string, string>, entries: {id: string, plural: string|null, forms: string[]}[]}}
 *   without fuzzy, obsolete and untranslated entries
 */
export function readPo(text) {
  const { headers, translations } = po.parse(text, { validation: true });
  const entries = Object.values(translations)
    .flatMap((context) => Object.values(context))
    .filter(({ msgid, msgstr, comments }) => msgid && msgstr.every(Boolean) && !/\bfuzzy\b/.test(comments?.flag ?? ""))
    .map(({ msgid, msgid_plural, msgstr }) => ({ id: msgid, plural: msgid_plural ?? null, forms: msgstr }));
  return { headers, entries };
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
 * The sentences of catalogues that have one form.
 * @param {string[]} texts the catalogues', the later ones over the earlier
 */
export const sentences = (texts) =>
  new Map(
    texts
      .flatMap((text) => readPo(text).entries)
      .filter((entry) => entry.plural === null)
      .map(({ id, forms }) => [id, forms[0]]),
  );

/**
 * A JavaScript module with the words of one bundle that depend on a number.
 * @param {string[]} texts the catalogues', the later ones over the earlier
 * @param {Set<string>} used msgids that the bundle says
 */
export function catalogue(texts, used) {
  const found = texts.map(readPo);
  const [{ headers }] = found;
  const said = found.flatMap(({ entries }) => entries).filter((entry) => entry.plural !== null && used.has(entry.id));
  const words = Object.fromEntries(said.map((entry) => [entry.id, entry.forms]));
  const rule = pluralRule(headers["Plural-Forms"]);
  return `export const words = ${JSON.stringify(words)}; export const plural = (n) => Number(${rule});`;
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
