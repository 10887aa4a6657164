// Bundles every page for every language into static/dist, with content hashes, .gz and .br beside each file and a
// manifest.
import { createHash } from "node:crypto";
import {
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { basename, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";
import { build } from "esbuild";
import { catalogue, messages, sentences, translate } from "./catalogue.mjs";

const here = dirname(fileURLToPath(import.meta.url));
const translations = join(here, "../companion/translations");
const dist = join(here, "dist");

const shared = {
  bundle: true,
  minify: true,
  write: false,
  format: "esm",
  // Private fields as they are, which saves each phone 5 % of the script; they ask for Safari 15, Chrome 84 or Firefox
  // 90.
  target: "es2022",
  legalComments: "none",
  charset: "utf8",
  logLevel: "warning",
};

const list = (folder, ending) =>
  existsSync(folder)
    ? readdirSync(folder)
        .filter((name) => name.endsWith(ending))
        .map((name) => join(folder, name))
    : [];

/** What a language's name ends in where it addresses people formally, in `companion/web/wording.py` too. */
const FORMAL = "@formal";

/** Every language with a catalogue, its formal form if it has one, and English, which is written in the sources. */
function languages() {
  const found = readdirSync(translations).filter((lang) => existsSync(po(lang)));
  return ["en", ...found, ...found.filter((lang) => existsSync(po(lang, "formal"))).map((lang) => lang + FORMAL)];
}

const po = (lang, domain = "messages") => join(translations, lang, `LC_MESSAGES/${domain}.po`);

/** The catalogues of a language; in its formal form, what that says otherwise comes last. @param {string} lang */
function catalogues(lang) {
  const plain = lang.replace(FORMAL, "");
  const found = lang === plain ? [po(plain)] : [po(plain), po(plain, "formal")];
  return found.map((path) => readFileSync(path, "utf8"));
}

/** Indentation inside templates is text to the minifier, and every phone would load it. @param {string} source */
const dense = (source) => source.replace(/\n[ \t]+/g, "\n");

const densePlugin = {
  name: "dense",
  setup: (builder) =>
    builder.onLoad({ filter: /static\/src\/.*\.js$/ }, ({ path }) => ({
      contents: dense(readFileSync(path, "utf8")),
      loader: "js",
    })),
};

/**
 * Puts the words of one language in the place of the English ones; those with a plural, only what the bundle says, into
 * core/catalogue.js.
 */
function rewording(texts, used) {
  const plurals = catalogue(texts, used);
  const single = sentences(texts);
  return (source, path) => (path.endsWith("src/core/catalogue.js") ? plurals : dense(translate(source, single)));
}

/**
 * The messages of a source file; most files are in several bundles.
 * @type {Map<string, ReturnType<typeof messages>>}
 */
const known = new Map();

function said(path) {
  if (!known.has(path)) known.set(path, messages(readFileSync(path, "utf8")));
  return known.get(path);
}

/**
 * A page in one language: its first script, and what that loads later. Whatever comes later imports the page's script,
 * so that all they share is in that one file, and the first picture takes one request for it.
 * @param {string} path @param {string} lang @param {(source: string, path: string) => string} reword
 */
async function bundleIn(path, lang, reword) {
  const names = `${basename(path, ".js")}-${lang}-[hash]`;
  /** @type {Set<string>} */
  const later = new Set();
  const whole = {
    name: "whole",
    setup(builder) {
      builder.onResolve({ filter: /\.js$/ }, ({ kind, path, resolveDir }) => {
        if (kind === "dynamic-import") later.add(join(resolveDir, path));
        return undefined;
      });
      builder.onLoad({ filter: /static\/src\/.*\.js$/ }, ({ path: file }) => {
        const shares = later.has(file) ? `\nimport ${JSON.stringify(join(process.cwd(), path))};` : "";
        return { contents: reword(readFileSync(file, "utf8"), file) + shares, loader: "js" };
      });
    },
  };
  const { outputFiles, metafile } = await build({
    ...shared,
    entryPoints: [path],
    metafile: true,
    splitting: true,
    outdir: dist,
    entryNames: names,
    chunkNames: names,
    plugins: [whole],
  });
  const [first] = Object.entries(metafile.outputs).find(([, { inputs }]) => path in inputs);
  // What only says to load the first script is not needed: the page names that itself.
  const needed = ({ entryPoint, inputs }) => entryPoint !== path || path in inputs;
  const kept = outputFiles.filter(({ path: file }) => needed(metafile.outputs[within(file)]));
  for (const [file, { imports }] of Object.entries(metafile.outputs)) {
    // A phone that waits for a part is to wait for one file.
    const more = imports.filter(({ kind, path: other }) => kind === "import-statement" && other !== first);
    if (more.length) throw new Error(`${file} shares modules with another part: import them in ${path}`);
  }
  return { first: basename(first), files: kept.map((file) => put(basename(file.path), file.contents)), metafile };
}

const within = (path) => path.slice(join(here, "../").length);

async function bundlePage(path, langs) {
  const english = await bundleIn(path, "en", dense);
  const sources = Object.keys(english.metafile.inputs).filter(
    (name) => name.startsWith("static/src/") && name.endsWith(".js"),
  );
  const used = new Set((await Promise.all(sources.map(said))).flat().map((found) => found.id));
  const made = { en: english };
  for (const lang of langs.filter((lang) => lang !== "en")) {
    made[lang] = await bundleIn(path, lang, rewording(catalogues(lang), used));
  }
  return made;
}

function store(name, ending, contents) {
  const hash = createHash("sha256").update(contents).digest("hex").slice(0, 10);
  return put(`${name}-${hash}${ending}`, contents);
}

/** Everything that this build has made. @type {Set<string>} */
const made = new Set();

function put(file, contents) {
  made.add(file);
  writeFileSync(join(dist, file), contents);
  if (file.endsWith(".ttf")) return file; // it goes into PDFs, and to no browser
  writeFileSync(join(dist, `${file}.gz`), gzipSync(contents, { level: 9 }));
  writeFileSync(
    join(dist, `${file}.br`),
    brotliCompressSync(contents, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } }),
  );
  return file;
}

/**
 * What a page loads only when it needs it, and what that loads itself: the same in every language.
 * @type {Record<string, string>}
 */
const files = {
  "zxing.wasm": "node_modules/zxing-wasm/dist/reader/zxing_reader.wasm",
  "DejaVuSans.ttf": "node_modules/dejavu-fonts-ttf/ttf/DejaVuSans.ttf",
  "DejaVuSans-Bold.ttf": "node_modules/dejavu-fonts-ttf/ttf/DejaVuSans-Bold.ttf",
  "NotoSansDevanagari.ttf":
    "node_modules/@expo-google-fonts/noto-sans-devanagari/400Regular/NotoSansDevanagari_400Regular.ttf",
  "NotoSansDevanagari-Bold.ttf":
    "node_modules/@expo-google-fonts/noto-sans-devanagari/700Bold/NotoSansDevanagari_700Bold.ttf",
  "NotoSansBengali.ttf": "node_modules/@expo-google-fonts/noto-sans-bengali/400Regular/NotoSansBengali_400Regular.ttf",
  "NotoSansBengali-Bold.ttf": "node_modules/@expo-google-fonts/noto-sans-bengali/700Bold/NotoSansBengali_700Bold.ttf",
  "NotoSansTamil.ttf": "node_modules/@expo-google-fonts/noto-sans-tamil/400Regular/NotoSansTamil_400Regular.ttf",
  "NotoSansTamil-Bold.ttf": "node_modules/@expo-google-fonts/noto-sans-tamil/700Bold/NotoSansTamil_700Bold.ttf",
  "NotoSansThai.ttf": "node_modules/@expo-google-fonts/noto-sans-thai/400Regular/NotoSansThai_400Regular.ttf",
  "NotoSansThai-Bold.ttf": "node_modules/@expo-google-fonts/noto-sans-thai/700Bold/NotoSansThai_700Bold.ttf",
  "NotoSansEthiopic.ttf":
    "node_modules/@expo-google-fonts/noto-sans-ethiopic/400Regular/NotoSansEthiopic_400Regular.ttf",
  "NotoSansEthiopic-Bold.ttf":
    "node_modules/@expo-google-fonts/noto-sans-ethiopic/700Bold/NotoSansEthiopic_700Bold.ttf",
  "NanumGothic.ttf": "node_modules/@expo-google-fonts/nanum-gothic/400Regular/NanumGothic_400Regular.ttf",
  "NanumGothic-Bold.ttf": "node_modules/@expo-google-fonts/nanum-gothic/700Bold/NanumGothic_700Bold.ttf",
  "ChocolateClassicalSans.ttf":
    "node_modules/@expo-google-fonts/chocolate-classical-sans/400Regular/ChocolateClassicalSans_400Regular.ttf",
};

async function bundleLazy(path) {
  const { outputFiles } = await build({ ...shared, entryPoints: [path], plugins: [densePlugin] });
  return outputFiles[0].contents;
}

/** All messages as plain calls, for pybabel: its own reader loses those inside nested templates. */
async function writeMessages() {
  const lines = [];
  for (const path of [...known.keys()].sort()) {
    const found = (await known.get(path)).map(({ id, plural }) =>
      plural === null ? `t(${JSON.stringify(id)});` : `tn(${JSON.stringify(id)}, ${JSON.stringify(plural)}, n);`,
    );
    if (found.length) lines.push(`// ${path}`, ...found);
  }
  writeFileSync(join(dist, "messages.js"), `${lines.join("\n")}\n`);
}

/** What was made here before, as the build that made it has listed it. */
function before() {
  try {
    return JSON.parse(readFileSync(join(dist, "made.json"), "utf8"));
  } catch {
    return [];
  }
}

/**
 * Old bundles go once nothing can ask for them any more; pages from just before this build still may, so their time
 * begins now.
 * @param {string[]} last what the build before has made
 */
function sweep(last) {
  const now = new Date();
  for (const file of last.filter((name) => !made.has(name))) {
    for (const name of [file, `${file}.gz`, `${file}.br`]) {
      if (existsSync(join(dist, name))) utimesSync(join(dist, name), now, now);
    }
  }
  const old = now.getTime() - 24 * 3600_000;
  for (const name of readdirSync(dist)) {
    const wanted = LISTS.includes(name) || made.has(name.replace(/\.(gz|br)$/, ""));
    if (!wanted && statSync(join(dist, name)).mtimeMs < old) rmSync(join(dist, name));
  }
}

const LISTS = ["manifest.json", "made.json", "messages.js"];

async function main() {
  process.chdir(join(here, ".."));
  mkdirSync(dist, { recursive: true });
  const langs = languages();
  const sources = list("static/src/pages", ".js");
  const last = before();
  const styles = list("static/css", ".css").filter((path) =>
    ["app.css", "attend.css", "crew.css", "desk.css", "later.css", "rooms.css", "staff.css", "stage.css"].includes(
      basename(path),
    ),
  );
  const manifest = {};
  await Promise.all([
    ...sources.map(async (path) => {
      const name = basename(path, ".js");
      const pages = await bundlePage(path, langs);
      manifest[`${name}.js`] = Object.fromEntries(langs.map((lang) => [lang, pages[lang].first]));
    }),
    ...list("static/src/lazy", ".js").map(async (path) => {
      const name = basename(path, ".js");
      manifest[`${name}.js`] = store(name, ".js", await bundleLazy(path));
    }),
    ...styles.map(async (path) => {
      const name = basename(path, ".css");
      const { outputFiles } = await build({
        ...shared,
        entryPoints: [path],
        target: ["chrome87", "safari14", "firefox78"],
      });
      manifest[`${name}.css`] = store(name, ".css", outputFiles[0].contents);
    }),
  ]);
  for (const [name, path] of Object.entries(files)) {
    const ending = name.slice(name.indexOf("."));
    manifest[name] = store(name.slice(0, -ending.length), ending, readFileSync(path));
  }
  await writeMessages();
  const sorted = Object.fromEntries(Object.entries(manifest).sort());
  writeFileSync(join(dist, "manifest.tmp"), JSON.stringify(sorted, null, 2));
  renameSync(join(dist, "manifest.tmp"), join(dist, "manifest.json"));
  writeFileSync(join(dist, "made.json"), JSON.stringify([...made]));
  sweep(last);
}

await main();
