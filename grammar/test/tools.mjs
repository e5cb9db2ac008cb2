// Where the tools of the grammar tests are: what tests/editors/install.sh put into the cache, else what is on the path.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { homedir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

export const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
export const grammarDir = join(root, "grammar/tree-sitter-prog");
export const cache =
  process.env.PROG_EDITORS_CACHE ??
  join(process.env.XDG_CACHE_HOME ?? join(homedir(), ".cache"), "prog-editors");

const cached = join(cache, "tree-sitter/usr/bin/tree-sitter");
export const treeSitter = process.env.TREE_SITTER ?? (existsSync(cached) ? cached : "tree-sitter");

/** A `require` that finds vscode-textmate and vscode-oniguruma. */
export const require = createRequire(join(cache, "textmate/package.json"));

/** Runs a program that must succeed, and gives what it printed. */
export function run(command, args, options = {}) {
  const result = spawnSync(command, args, { encoding: "utf8", maxBuffer: 1 << 28, ...options });
  assert.equal(result.status, 0, `${command} ${args.join(" ")}\n${result.stdout}${result.stderr}`);
  return result.stdout;
}
