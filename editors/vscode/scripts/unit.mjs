// Bundles test/*.test.ts and runs them with Node's own test runner.
import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { fileURLToPath } from "node:url";
import path from "node:path";
import * as esbuild from "esbuild";

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "..");
const outdir = mkdtempSync(path.join(tmpdir(), "prog-unit-"));
try {
  const entryPoints = readdirSync(path.join(root, "test")).filter((name) => name.endsWith(".test.ts")).map((name) => path.join(root, "test", name));
  await esbuild.build({ entryPoints, outdir, outExtension: { ".js": ".mjs" }, bundle: true, platform: "node", format: "esm", sourcemap: "inline", logLevel: "warning" });
  const files = readdirSync(outdir).map((name) => path.join(outdir, name));
  process.exitCode = spawnSync(process.execPath, ["--enable-source-maps", "--test", "--test-reporter=spec", ...files], { cwd: root, stdio: "inherit" }).status ?? 1;
} finally {
  rmSync(outdir, { recursive: true, force: true });
}
