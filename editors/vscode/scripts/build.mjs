// Builds dist/: the extension, the preview page with its worker inside, its style sheet, and the grammar.
// --watch builds again at each change; --dev leaves the code readable.
import { copyFile, mkdir, rm } from "node:fs/promises";
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
  logLevel: "warning",
};

/** `import code from "worker:./x.ts"` gives the bundled worker as text; the page starts it from a blob. */
const workers = {
  name: "worker",
  setup(build) {
    build.onResolve({ filter: /^worker:/ }, ({ path: name, resolveDir }) => ({
      path: path.resolve(resolveDir, name.slice("worker:".length)),
      namespace: "worker",
    }));
    build.onLoad({ filter: /.*/, namespace: "worker" }, async ({ path: file }) => {
      const result = await esbuild.build({ ...common, sourcemap: false, entryPoints: [file], platform: "browser", format: "iife", target: "chrome122", write: false, metafile: true });
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
else await Promise.all(bundles.map((bundle) => esbuild.build(bundle)));
