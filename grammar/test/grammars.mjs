// The grammars by themselves: `node --test grammar/test/grammars.mjs` (tree-sitter's own tests, TextMate scopes, generated files).
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { grammarDir, require, root, run, treeSitter } from "./tools.mjs";

test("generated word lists and copies are fresh", () => {
  run(process.execPath, [join(root, "grammar/generate.mjs"), "--check"]);
});

test("the committed parser is the one that the grammar makes", () => {
  const folder = mkdtempSync(join(tmpdir(), "prog-"));
  try {
    execFileSync(treeSitter, ["generate", "--abi", "14", "--output", folder], { cwd: grammarDir, stdio: "pipe" });
    const made = readFileSync(join(folder, "parser.c"), "utf8");
    assert.ok(made === readFileSync(join(grammarDir, "src/parser.c"), "utf8"), "run `npm run generate` in tree-sitter-prog");
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test("tree-sitter: corpus and highlight tests", () => {
  const output = run(treeSitter, ["test"], { cwd: grammarDir });
  assert.match(output, /first\.prog/, "the highlight tests ran");
});

test("tree-sitter: the queries of every editor fit the grammar", () => {
  const sample = join(root, "tests/corpus/valid/first-program.prog");
  const folders = [
    join(grammarDir, "queries"),
    ...["nvim/queries/prog", "helix/queries/prog", "zed/languages/prog"].map((f) => join(root, "editors", f)),
  ];
  const queries = folders.flatMap((f) => readdirSync(f).filter((n) => n.endsWith(".scm")).map((n) => join(f, n)));
  assert.ok(queries.length > 15);
  for (const query of queries) run(treeSitter, ["query", "-p", grammarDir, query, sample]);
});

test("TextMate: scopes", () => {
  const cli = require.resolve("vscode-tmgrammar-test/dist/unit.js");
  const folder = join(root, "grammar/textmate");
  const output = run(process.execPath, [cli, "-g", "prog.tmLanguage.json", "test/*.prog"], { cwd: folder });
  assert.equal(output.match(/run successfully|run successfuly/g)?.length, 4);
});
