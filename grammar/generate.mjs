#!/usr/bin/env node
// generate.mjs [--check]
//
// Fills the word lists of the language (words.json, printed from the schema table) into the marked places of the
// grammars and editor files, and copies the files that editors need in a folder of their own. With --check it writes
// nothing and fails where a file would change.
import { existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";

const here = dirname(fileURLToPath(import.meta.url));
const root = dirname(here);
const check = process.argv.includes("--check");
const words = JSON.parse(readFileSync(join(here, "words.json"), "utf8"));
const stale = [];
/** What this run has made, so that a copy is made from the new text of its source. */
const made = new Map();

function read(path) {
  return made.get(path) ?? readFileSync(join(root, path), "utf8");
}

function write(path, text) {
  made.set(path, text);
  const file = join(root, path);
  if (existsSync(file) && readFileSync(file, "utf8") === text) return;
  stale.push(path);
  if (check) return;
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
}

/** The words in lines of at most `width` signs, each word written by `one`. */
function wrapped(list, indent, one, separator = " ", width = 100) {
  const lines = [];
  let line = "";
  for (const word of list.map(one)) {
    if (line && indent.length + line.length + separator.length + word.length > width) {
      lines.push(indent + line + separator.trimEnd());
      line = "";
    }
    line += (line ? separator : "") + word;
  }
  return [...lines, indent + line].join("\n");
}

/** Replaces what stands between a line that holds `words:NAME` and the next that holds `words:end`. */
function fillMarks(path, render) {
  const text = read(path).replace(
    /^(.*words:(kinds|keys|values|enumKeys)\b.*\n)[^]*?(^.*words:end\b)/gm,
    (_, open, name, close) => `${open}${render(words[name], name)}\n${close}`,
  );
  write(path, text);
}

// TextMate: the regular expressions that hold words, or that several rules share.
const ident = "[\\p{L}_](?:[\\p{L}\\p{M}\\p{N}_]|-(?=[\\p{L}\\p{N}]))*";
const before = "(?<![\\p{L}\\p{N}_.-])";
const after = "(?![\\p{L}\\p{M}\\p{N}_]|[-.][\\p{L}\\p{N}])";
const anyOf = (list) => `(?:${list.join("|")})`;
// A key, or the head of a declaration: what ends a list of values after its comma.
const nextItem = `(?:${ident}\\s*:|${ident}[ \\t]+(?!on\\b)[\\p{L}_]|${ident}[ \\t]*["{])`;
const valueEnd = `$|(?=\\})|^(?=\\s*${nextItem})|(,)(?=[ \\t]*(?:\\}|${nextItem}))|(?=(?:(?<=[\\s,{])|^)${ident}\\s*:)`;

function fillTextMate(path) {
  const grammar = JSON.parse(read(path));
  const key = (inner) => `${before}(${inner})${inner === ident ? "" : after}\\s*(:)`;
  const fill = {
    "words:kinds": (rule) => (rule.match = before + anyOf(words.kinds) + after),
    "words:values": (rule) => (rule.match = before + anyOf(words.values) + after),
    "words:enumKeys": (rule) => Object.assign(rule, { begin: key(anyOf(words.enumKeys)), end: valueEnd }),
    "words:": (rule) => Object.assign(rule, { begin: key(ident), end: valueEnd }),
    "words:continued": (rule) => (rule.end = valueEnd),
  };
  const visit = (rule) => {
    if (rule === null || typeof rule !== "object") return;
    fill[rule.comment]?.(rule);
    Object.values(rule).forEach(visit);
  };
  visit(grammar);
  write(path, JSON.stringify(grammar, null, 2) + "\n");
}

function copyQueries(to, names, change = (text) => text) {
  for (const name of names) {
    const file = `${name}.scm`;
    write(`${to}/${file}`, change(read(`grammar/tree-sitter-prog/queries/${file}`), name));
  }
}

fillTextMate("grammar/textmate/prog.tmLanguage.json");
fillMarks("grammar/tree-sitter-prog/queries/highlights.scm", (list) => wrapped(list, "    ", (word) => `"${word}"`));
fillMarks("editors/vim/syntax/prog.vim", (list) => wrapped(list, "      \\ ", (word) => `'${word}',`));

// Neovim: the queries as they are, with spelling in what people write, and Vim's syntax file for those without a parser.
const spell = "\n; Prose is checked for spelling.\n[(line_comment) (block_comment) (string_content) (text_line)] @spell\n";
copyQueries("editors/nvim/queries/prog", ["highlights", "folds", "indents", "injections", "locals"], (text, name) =>
  name === "highlights" ? text + spell : text,
);
write("editors/nvim/syntax/prog.vim", read("editors/vim/syntax/prog.vim"));

// Helix: the same patterns under the names that its themes know.
const helixNames = { "@number": "@constant.numeric", "@property": "@variable.other.member", "@string.escape": "@constant.character.escape" };
copyQueries("editors/helix/queries/prog", ["highlights", "injections", "tags"], (text) =>
  text.replace(/@[\w.]+/g, (name) => helixNames[name] ?? name),
);
copyQueries("editors/zed/languages/prog", ["highlights", "injections", "outline"]);

fillMarks("editors/emacs/progc-mode.el", (list) => wrapped(list, "    ", (word) => `"${word}"`));
fillMarks("editors/kate/prog.xml", (list) => list.map((word) => `      <item>${word}</item>`).join("\n"));
fillMarks("editors/kakoune/prog.kak", (list, name) => {
  const [regex, faces] = {
    kinds: [`(?:^|[{},])\\h*(${list.join("|")})(?:\\h+([\\w-]+))?\\h*["{\\n]`, "1:keyword 2:type"],
    values: [`\\b(?:${words.enumKeys.join("|")})\\h*:\\h*(${list.join("|")})(?![\\w-])`, "1:builtin"],
  }[name];
  return `    add-highlighter shared/prog/code/ regex '${regex}' ${faces}`;
});

if (check && stale.length > 0) {
  console.error(`Out of date (run \`node grammar/generate.mjs\`):\n  ${stale.join("\n  ")}`);
  process.exit(1);
}
for (const path of stale) console.log(`wrote ${path}`);
