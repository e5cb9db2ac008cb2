// Builds dist/: the extension, the preview page with its worker inside, its style sheet, the grammar, and the licences of
// what is bundled.
// --watch builds again at each change; --dev leaves the code readable.
import { copyFile, mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import path from "node:path";
import * as esbuild from "esbuild";

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "..");
const grammar = path.resolve(root, "../../grammar/textmate/prog.tmLanguage.json");
const watch = process.argv.includes("--watch");
const readable = watch || process.argv.includes("--dev");

const common = {
  absWorkingDir: root,
  bundle: true,
  minify: !readable,
  sourcemap: readable ? "inline" : false,
  legalComments: "none",
  metafile: true,
  logLevel: "warning",
};

/** Every file that went into a bundle. */
const inputs = new Set();

/** `import code from "worker:./x.ts"` gives the bundled worker as text; the page starts it from a blob. */
const workers = {
  name: "worker",
  setup(build) {
    build.onResolve({ filter: /^worker:/ }, ({ path: name, resolveDir }) => ({
      path: path.resolve(resolveDir, name.slice("worker:".length)),
      namespace: "worker",
    }));
    build.onLoad({ filter: /.*/, namespace: "worker" }, async ({ path: file }) => {
      const result = await esbuild.build({ ...common, sourcemap: false, entryPoints: [file], platform: "browser", format: "iife", target: "chrome122", write: false });
      for (const input of Object.keys(result.metafile.inputs)) inputs.add(input);
      return {
        contents: result.outputFiles[0].text,
        loader: "text",
        watchFiles: Object.keys(result.metafile.inputs).map((input) => path.resolve(root, input)),
      };
    });
  },
};

const bundles = [
  { ...common, entryPoints: ["src/extension.ts"], outfile: "dist/extension.js", platform: "node", format: "cjs", target: "node20", external: ["vscode"] },
  { ...common, entryPoints: ["webview/main.ts"], outfile: "dist/preview.js", platform: "browser", format: "iife", target: "chrome122", plugins: [workers] },
  { ...common, entryPoints: ["webview/style.css"], outfile: "dist/preview.css", target: "chrome122" },
];

await rm(path.join(root, "dist"), { recursive: true, force: true });
await mkdir(path.join(root, "dist"));
await copyFile(grammar, path.join(root, "dist/prog.tmLanguage.json")).catch(() => {
  throw new Error(`The TextMate grammar is missing: ${path.relative(root, grammar)}`);
});
if (watch) for (const bundle of bundles) await (await esbuild.context(bundle)).watch();
else {
  for (const { metafile } of await Promise.all(bundles.map((bundle) => esbuild.build(bundle)))) {
    for (const input of Object.keys(metafile.inputs)) inputs.add(input);
  }
  await writeFile(path.join(root, "dist/third-party-licences.txt"), await licences());
}

/** Name, version and licence text of each package that a bundled file belongs to. */
async function licences() {
  const folders = new Set([...inputs].map((input) => /^(.*node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(input)?.[1]).filter(Boolean));
  const texts = [...folders].sort().map(async (folder) => {
    const { name, version, license } = JSON.parse(await readFile(path.join(root, folder, "package.json"), "utf8"));
    const file = (await readdir(path.join(root, folder))).find((entry) => /^licen[cs]e/i.test(entry));
    if (file === undefined) throw new Error(`${name} has no licence file`);
    return `${name} ${version} (${license})\n\n${(await readFile(path.join(root, folder, file), "utf8")).trim()}\n`;
  });
  return (await Promise.all(texts)).join(`\n${"-".repeat(80)}\n\n`);
}
