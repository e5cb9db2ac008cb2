// Holds the compiler's parser, the tree-sitter grammar and the TextMate grammar together on one corpus:
//   node --test grammar/test/agree.mjs
// tests/corpus/valid: all three accept the file and see the same declarations. tests/corpus/broken: each file holds one
// syntax error, which the compiler and tree-sitter both reject; what stands outside the declaration with the error is
// seen alike.
import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { ofCompiler, ofTextMate, ofTreeSitter } from "./outlines.mjs";
import { root } from "./tools.mjs";

function corpus(folder) {
  const path = join(root, "tests/corpus", folder);
  return readdirSync(path).filter((name) => name.endsWith(".prog")).sort().map((name) => join(path, name));
}

test("valid files: three readers accept the same text and see the same outline", async (t) => {
  const files = corpus("valid");
  assert.ok(files.length >= 30);
  const [compiler, treeSitter, textMate] = [ofCompiler(files), ofTreeSitter(files), await ofTextMate(files)];
  for (const [name, expected] of compiler) {
    await t.test(name, () => {
      assert.equal(expected.accepted, true, "the compiler accepts it");
      assert.deepEqual(treeSitter.get(name), expected, "tree-sitter");
      assert.deepEqual(textMate.get(name), expected, "TextMate");
    });
  }
});
