// One colour role per thing, whoever colours it: `node --test grammar/test/colours.mjs` holds TextMate, tree-sitter and what
// the editors do with the server's semantic tokens to the table of roles in grammar/README.md.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { textMateTokens } from "./outlines.mjs";
import { grammarDir, root, run, treeSitter } from "./tools.mjs";

const corpus = readdirSync(join(root, "tests/corpus/valid")).map((name) => join(root, "tests/corpus/valid", name));
const text = (path) => readFileSync(join(root, path), "utf8");

/** By the innermost scope that has a role. */
const ofScope = [
  [/^constant\.character\.escape/, "escape"],
  [/^string|^meta\.embedded\.block\.markdown/, "string"],
  [/^comment/, "comment"],
  [/^keyword\.control/, "keyword"],
  [/^keyword\.operator/, "operator"],
  [/^keyword\.other\.unit|^constant\.numeric/, "number"],
  [/^entity\.name\.type/, "name"],
  [/^variable\.other\.property/, "property"],
  [/^variable\.other\.enummember/, "word"],
  [/^constant\.language\.open/, "open"],
];

const ofCapture = {
  comment: "comment",
  string: "string",
  "string.escape": "escape",
  keyword: "keyword",
  operator: "operator",
  number: "number",
  type: "name",
  property: "property",
  constant: "word",
  "constant.builtin": "open",
};

const roleOf = (scopes) => {
  for (const scope of scopes.toReversed()) {
    const found = ofScope.find(([pattern]) => pattern.test(scope));
    if (found) return found[1];
  }
  return "none";
};

/** The role of each sign of each line. */
async function byTextMate(file) {
  const lines = await textMateTokens(file);
  return lines.map((tokens) => tokens.flatMap(({ text, scopes }) => [...text].map(() => roleOf(scopes))));
}

/** The same for all files, by the captures of the highlight query: inner nodes over outer ones, later patterns over earlier. */
function byTreeSitter(files) {
  const query = join(grammarDir, "queries/highlights.scm");
  const output = run(treeSitter, ["query", "--captures", "-p", grammarDir, query, ...files]);
  const result = new Map();
  let lines;
  for (const line of output.split("\n")) {
    const found = /^ +pattern: +(\d+), capture: \d+ - ([\w.]+), start: \((\d+), (\d+)\), end: \((\d+), (\d+)\)/.exec(line);
    if (found) lines.push([Number(found[1]), found[2], ...found.slice(3).map(Number)]);
    else if (files.includes(line)) result.set(line, (lines = []));
  }
  for (const [file, captures] of result) result.set(file, painted(readFileSync(file, "utf8"), captures));
  return result;
}

function painted(source, captures) {
  const bytes = source.split("\n").map((line) => Buffer.from(line));
  const roles = bytes.map((line) => Array(line.length).fill("none"));
  const size = ([, , fromLine, from, toLine, to]) => (toLine - fromLine) * 10_000 + to - from;
  for (const [, capture, fromLine, from, toLine, to] of captures.sort((a, b) => size(b) - size(a) || a[0] - b[0])) {
    const role = capture.startsWith("punctuation") ? "sign" : (ofCapture[capture] ?? "none");
    for (let line = fromLine; line <= toLine; line++) {
      roles[line]?.fill(role, line === fromLine ? from : 0, line === toLine ? to : undefined);
    }
  }
  // From bytes to signs.
  return bytes.map((line, i) => {
    let at = 0;
    return [...line.toString()].map((sign) => [roles[i][at], (at += Buffer.byteLength(sign))][0]);
  });
}

test("TextMate and tree-sitter give every sign of the corpus the same role", async () => {
  const trees = byTreeSitter(corpus);
  const differences = [];
  for (const file of corpus) {
    const [lines, left, right] = [readFileSync(file, "utf8").split("\n"), await byTextMate(file), trees.get(file) ?? []];
    lines.forEach((line, row) => {
      [...line].forEach((sign, column) => {
        const [a, b] = [left[row]?.[column] ?? "none", right[row]?.[column] ?? "none"];
        // Space has no colour, and brackets, colons, commas and dots are signs to one and part of what they join to the other.
        if (/\s|\uFEFF/.test(sign) || b === "sign" || a === b) return;
        differences.push(`${file}:${row + 1}:${column + 1} ${sign}: TextMate ${a}, tree-sitter ${b}`);
      });
    });
  }
  assert.deepEqual(differences.slice(0, 20), []);
});

/** Editors with a colouring of their own: what prints the colour of each sign of a line, and its roles. */
const editors = {
  vim: {
    // Through a pipe: Vim cannot open the socket that Node gives it.
    command: (file) => ["sh", ["-c", 'vim "$@" | cat', "vim", "-u", "NONE", "-es", "-N", `--cmd`, `set runtimepath^=${root}/editors/vim encoding=utf-8`, "-c", "filetype on | syntax on", "-c", `edit ${file}`, "-S", join(import.meta.dirname, "colours.vim")]],
    roles: {
      progComment: "comment", progString: "string", progText: "string", progEscape: "escape", progKind: "keyword", progPart: "keyword",
      progOperator: "operator", progOn: "operator", progNumber: "number", progDate: "number", progDeclared: "name", progName: "name",
      progKey: "property", progValue: "word", progOpen: "open",
    },
  },
  emacs: {
    command: (file) => ["emacs", ["--batch", "-Q", "-l", join(root, "editors/emacs/progc-mode.el"), file, "-l", join(import.meta.dirname, "colours.el")]],
    roles: {
      "font-lock-comment-face": "comment", "font-lock-comment-delimiter-face": "comment", "font-lock-string-face": "string",
      "font-lock-keyword-face": "keyword", "progc--operator-face": "operator", "progc--number-face": "number", "font-lock-type-face": "name",
      "font-lock-variable-name-face": "property", "font-lock-constant-face": "word", "font-lock-warning-face": "open",
    },
  },
};

for (const [editor, { command, roles }] of Object.entries(editors)) {
  const skip = spawnSync(editor, ["--version"]).status !== 0 && `${editor} is not installed`;
  test(`${editor} gives one of each the same role`, { skip }, async () => {
    const file = join(root, "tests/editors/pictures/colours.prog");
    const right = run(...command(file)).trim().split("\n").map((line) => line.split(" ").map((name) => roles[name] ?? "none"));
    const [lines, left] = [readFileSync(file, "utf8").trimEnd().split("\n"), await byTextMate(file)];
    // Editors without an escape colour show it as what it stands in.
    const role = (name) => (name === "escape" ? "string" : name);
    const differences = lines.flatMap((line, row) => [...line].flatMap((sign, column) => {
      const [a, b] = [role(left[row][column]), role(right[row]?.[column] ?? "none")];
      return /[\s{}:,.]/.test(sign) || a === b ? [] : [`${row + 1}:${column + 1} ${sign} in ${line.trim()}: TextMate ${a}, ${editor} ${b}`];
    }));
    assert.deepEqual(differences.slice(0, 20), []);
  });
}

test("semantic tokens have the same roles in VS Code and Neovim", () => {
  const types = [...text("crates/prog-ide/src/tokens.rs").matchAll(/^    [A-Z]\w+ "(\w+)";/gm)].map(([, name]) => name);
  assert.ok(types.length > 10);
  const manifest = JSON.parse(text("editors/vscode/package.json"));
  const { scopes } = manifest.contributes.semanticTokenScopes.find(({ language }) => language === "prog");
  const links = Object.fromEntries([...text("editors/nvim/lua/prog/colours.lua").matchAll(/^  \[?"?(\w+)"?\]? = "@([\w.]+)",/gm)].map(([, type, capture]) => [type, capture]));
  const grammar = text("grammar/textmate/prog.tmLanguage.json");
  for (const type of types) {
    const [scope] = scopes[type] ?? assert.fail(`VS Code: no scope for ${type}`);
    assert.ok(grammar.includes(`"${scope}"`) || grammar.includes(`"${scope} `), `${scope} is no scope of the TextMate grammar`);
    assert.equal(roleOf([scope]), ofCapture[links[type]], `${type}: ${scope} in VS Code, @${links[type]} in Neovim`);
  }
});
