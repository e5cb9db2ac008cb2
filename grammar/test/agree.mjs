// Holds the compiler's parser, the tree-sitter grammar and the TextMate grammar together on one corpus:
//   node --test grammar/test/agree.mjs
//
// tests/corpus/valid: all three accept the file and see the same declarations. tests/corpus/broken: each file holds one
// syntax error, which the compiler and tree-sitter both reject (TextMate only colours), and all three see the same
// declarations, but for the files listed below. tests of small changes to the valid files: both accept or both reject.
import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { test } from "node:test";
import { ofCompiler, ofTextMate, ofTreeSitter } from "./outlines.mjs";
import { mutations } from "./mutations.mjs";
import { root } from "./tools.mjs";

/** Broken files in which a reader sees other declarations than the compiler does: it recovers in its own way. */
const otherwise = {
  treeSitter: [
    "hash-comment", // takes two words of the comment for a head
    "head-over-lines", // the name is lost
    "kind-alone", // the lone kind is skipped
    "missing-closing-brace", // does not look at indentation
    "missing-colon", // skipped, where the compiler keeps a declaration
    "missing-inner-brace",
    "missing-opening-brace",
    "name-on-next-line",
    "name-without-title",
    "path-as-name", // keeps the first part of the path
    "property-at-top",
    "second-block",
    "string-alone",
    "title-before-name", // the name is lost
    "unclosed-comment",
    "unclosed-text-block",
    "unclosed-title",
  ],
  textMate: [
    "equals-instead-of-colon", // every word at the start of an item looks like a kind
    "missing-closing-brace",
    "missing-inner-brace",
    "name-starts-with-digit",
    "part-without-program",
    "path-as-name",
    "title-before-name",
    "unclosed-comment",
    "value-on-next-line",
  ],
};

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

test("broken files: one error each, the rest of the outline is kept", async (t) => {
  const files = corpus("broken");
  assert.ok(files.length >= 30);
  const [compiler, treeSitter, textMate] = [ofCompiler(files), ofTreeSitter(files), await ofTextMate(files)];
  for (const [name, { accepted, outline }] of compiler) {
    await t.test(name, () => {
      assert.equal(accepted, false, "the compiler rejects it");
      assert.equal(treeSitter.get(name).accepted, false, "tree-sitter rejects it");
      for (const [reader, seen] of Object.entries({ treeSitter, textMate })) {
        const same = otherwise[reader].includes(name) ? assert.notDeepEqual : assert.deepEqual;
        same(seen.get(name).outline, outline, `${reader} (its list of differences above has to stay true)`);
      }
    });
  }
});

for (const [how, change] of Object.entries(mutations)) {
  test(`small changes, ${how}: the compiler and tree-sitter accept the same texts`, () => {
    const folder = mkdtempSync(join(tmpdir(), "prog-"));
    try {
      const origin = new Map();
      for (const file of corpus("valid")) {
        // A lone CR ends a line for the compiler only.
        const text = readFileSync(file, "utf8").replaceAll("\r\n", "\n");
        for (const [what, changed] of change(text)) {
          const name = `m${origin.size}`;
          origin.set(name, `${basename(file)}: ${what}\n${changed}`);
          writeFileSync(join(folder, `${name}.prog`), changed);
        }
      }
      const files = [...origin.keys()].map((name) => join(folder, `${name}.prog`));
      const [compiler, treeSitter] = [ofCompiler(files), ofTreeSitter(files)];
      const problems = [];
      for (const [name, expected] of compiler) {
        const seen = treeSitter.get(name);
        const same = seen.accepted === expected.accepted &&
          (!expected.accepted || JSON.stringify(seen.outline) === JSON.stringify(expected.outline));
        if (!same) problems.push(`compiler ${expected.accepted}, tree-sitter ${seen.accepted}: ${origin.get(name)}`);
      }
      assert.deepEqual(problems, []);
      assert.ok(compiler.size > 200);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
}
