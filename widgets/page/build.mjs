/**
 * `node build.mjs [folder]` writes the page's files: src/page.js and what it imports, each with its digest in its name
 * and its compressed copies (.br, .gz), `manifest.json` (names, sizes, versions) and `LICENSES.txt`.
 *
 * Developers run it (`make page`) and commit what it writes; a test builds again and compares.
 */
import { build } from "esbuild";
import { createHash } from "node:crypto";
import fs from "node:fs";
import path from "node:path";
import zlib from "node:zlib";

const here = import.meta.dirname;
const target = path.resolve(process.argv[2] ?? path.join(here, "built"));
const node_modules = path.join(here, "node_modules");

/** The packages of Jupyter and Lumino name their licence and hold no copy of it. */
const VENDORED = [
  [/^@jupyter-widgets\//, "licences/jupyter-widgets.txt"],
  [/^@lumino\//, "licences/lumino.txt"],
];
/** How anywidget's file names the packages that it holds inside: they are installed for their licences. */
const INSIDE = /\/\.pnpm\/([^/]+)@([\d.]+)\/node_modules\//g;
/** What each file may weigh, compressed with brotli. */
const BUDGET = { anywidget: 10_000, full_manager: 150_000, page: 12_000 };

/** @type {import("esbuild").Plugin} */
const plugin = {
  name: "tisserand",
  setup(made) {
    // anywidget's file defines an AMD module: its factory is what we want.
    made.onResolve({ filter: /^anywidget-factory$/ }, () => ({ path: path.join(node_modules, "anywidget/dist/index.js"), namespace: "anywidget" }));
    made.onLoad({ filter: /.*/, namespace: "anywidget" }, ({ path: file }) => {
      const text = fs.readFileSync(file, "utf8");
      const end = /define\(\["@jupyter-widgets\/base"\], (\w+)\);/;
      if (!end.test(text)) throw new Error("anywidget has another last line: see how to reach its factory");
      return { contents: text.replace(end, "export default $1;"), resolveDir: path.dirname(file) };
    });
    // The parts that come on demand are built first; the page's file names them with their digests.
    made.onResolve({ filter: /^\.\/\w+\.js$/ }, ({ path: file, kind }) =>
      kind === "dynamic-import" ? { path: `./${files[file.slice(2, -3)].name}`, external: true } : undefined,
    );
    made.onLoad({ filter: /full_manager\.css$/ }, async ({ path: file }) => {
      const sheet = await build({ entryPoints: [file], bundle: true, minify: true, write: false, nodePaths: [node_modules], loader: { ".svg": "dataurl", ".png": "dataurl" } });
      return { contents: sheet.outputFiles[0].text, loader: "text" };
    });
  },
};

fs.rmSync(target, { recursive: true, force: true });
fs.mkdirSync(target, { recursive: true });
/** @type {Record<string, {name: string, bytes: number, gzip: number, brotli: number}>} */
const files = {};
const inputs = new Set();
for (const part of ["anywidget", "full_manager", "page"]) {
  const { metafile, outputFiles } = await build({
    entryPoints: [path.join(here, "src", `${part}.js`)],
    absWorkingDir: here,
    bundle: true,
    minify: true,
    format: "esm",
    target: "es2022",
    outdir: target,
    metafile: true,
    write: false,
    legalComments: "none",
    logLevel: "error",
    plugins: [plugin],
    define: { "process.env.NODE_ENV": '"production"', global: "globalThis" },
    alias: {
      ws: path.join(here, "src/empty.js"),
      path: "path-browserify",
      "sanitize-html": path.join(here, "src/sanitize.js"),
    },
  });
  const [{ contents }] = outputFiles;
  // A digest of our own: esbuild's hangs on where the build runs too.
  const name = `${part}-${createHash("sha256").update(contents).digest("hex").slice(0, 12)}.js`;
  const file = path.join(target, name);
  const brotli = zlib.brotliCompressSync(contents, { params: { [zlib.constants.BROTLI_PARAM_QUALITY]: 11 } });
  const gzip = zlib.gzipSync(contents, { level: 9 });
  if (brotli.length > BUDGET[part]) throw new Error(`${part} weighs ${brotli.length} bytes, more than ${BUDGET[part]}`);
  fs.writeFileSync(file, contents);
  fs.writeFileSync(`${file}.br`, brotli);
  fs.writeFileSync(`${file}.gz`, gzip);
  files[part] = { name, bytes: contents.length, gzip: gzip.length, brotli: brotli.length };
  for (const input of Object.keys(metafile.inputs)) inputs.add(input);
}

const packages = new Set();
for (const input of inputs) {
  const found = /node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(input);
  if (found) packages.add(found[1]);
}
const inside = fs.readFileSync(path.join(node_modules, "anywidget/dist/index.js"), "utf8").matchAll(INSIDE);
const expected = new Map([...inside].map(([, name, version]) => [name.replace("+", "/"), version]));
for (const name of expected.keys()) packages.add(name);

// What the style sheets take comes from packages that are among the inputs already.
const versions = {};
/** @type {Map<string, string[]>} */
const licences = new Map(); // who is under each text
for (const name of [...packages].sort()) {
  const folder = path.join(node_modules, name);
  const { version, license } = JSON.parse(fs.readFileSync(path.join(folder, "package.json"), "utf8"));
  if (expected.has(name) && expected.get(name) !== version) throw new Error(`anywidget holds ${name} ${expected.get(name)}: pin that version`);
  const own = fs.readdirSync(folder).find((file) => /^licen[cs]e/i.test(file));
  const vendored = VENDORED.find(([names]) => names.test(name))?.[1];
  if (!own && !vendored) throw new Error(`${name} ${version} has no licence text: add it to licences/`);
  const text = fs.readFileSync(own ? path.join(folder, own) : path.join(here, vendored), "utf8");
  versions[name] = version;
  licences.set(text.trim(), [...(licences.get(text.trim()) ?? []), `==== ${name} ${version} (${license})`]);
}
fs.writeFileSync(path.join(target, "LICENSES.txt"), [...licences].map(([text, names]) => `${names.join("\n")}\n\n${text}\n`).join("\n"));
fs.writeFileSync(path.join(target, "manifest.json"), `${JSON.stringify({ files, packages: versions }, null, 2)}\n`);
console.table(files);
