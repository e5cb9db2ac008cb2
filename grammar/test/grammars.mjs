// The grammars by themselves: `node --test grammar/test/grammars.mjs` (tree-sitter's own tests, TextMate scopes, generated files).
import assert from "node:assert/strict";
import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { grammarDir, require, root, treeSitter } from "./tools.mjs";
import { textMateTokens } from "./outlines.mjs";

function run(command, args, options = {}) {
  const result = spawnSync(command, args, { encoding: "utf8", ...options });
  assert.equal(result.status, 0, `${command} ${args.join(" ")}\n${result.stdout}${result.stderr}`);
  return result.stdout;
}

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

test("TextMate and tree-sitter agree on what is a comment, a string and a text block", async () => {
  const folder = join(root, "tests/corpus/valid");
  for (const file of readdirSync(folder).map((name) => join(folder, name))) {
    const seen = new Set();
    (await textMateTokens(file)).forEach((tokens, line) => {
      for (const { text, scopes } of tokens) {
        if (!text.trim()) continue;
        if (scopes.some((s) => s.startsWith("comment"))) seen.add(`${line} comment`);
        if (scopes.some((s) => s.startsWith("string"))) seen.add(`${line} string`);
      }
    });
    const xml = run(treeSitter, ["parse", "-x", "-p", grammarDir, file]);
    const expected = new Set();
    const lines = readFileSync(file, "utf8").split("\n");
    for (const [, tag, from, to] of xml.matchAll(/<(line_comment|block_comment|string|text_block)[^>]* srow="(\d+)"[^>]* erow="(\d+)"/g)) {
      for (let line = Number(from); line <= Number(to); line++) {
        if (lines[line].trim()) expected.add(`${line} ${tag.endsWith("comment") ? "comment" : "string"}`);
      }
    }
    assert.deepEqual([...seen].sort(), [...expected].sort(), file);
  }
});
