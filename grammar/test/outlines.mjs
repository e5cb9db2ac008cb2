// The outline of a file (kind, name, line and depth of each declaration) and whether it is free of syntax errors, as
// each of the three readers of `.prog` sees it.
import { execFileSync, spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { grammarDir, require, root, treeSitter } from "./tools.mjs";

/** The command that prints `{file, errors, outline}` lines for the files given. */
const compiler = process.env.PROG_OUTLINE?.split(" ") ??
  ["cargo", "run", "-q", "-p", "prog-syntax", "--example", "outline", "--"];

const nodeName = (file) => basename(file, ".prog");

/** The compiler's parser. */
export function ofCompiler(files) {
  const [command, ...args] = compiler;
  const out = execFileSync(command, [...args, ...files], { cwd: root, encoding: "utf8", maxBuffer: 1 << 28, stdio: ["ignore", "pipe", "inherit"] });
  const lines = out.trim().split("\n").map((line) => JSON.parse(line));
  const seen = (l) => ({ accepted: l.errors === 0, outline: l.outline.map(row) });
  return new Map(lines.map((l) => [nodeName(l.file), seen(l)]));
}

const row = ([kind, name, line, depth]) => `${"  ".repeat(depth)}${line} ${kind}${name ? ` ${name}` : ""}`;

function runTreeSitter(args, files) {
  const all = ["parse", "-p", grammarDir, ...args, ...files];
  return spawnSync(treeSitter, all, { encoding: "utf8", maxBuffer: 1 << 28 }).stdout;
}

/** tree-sitter. */
export function ofTreeSitter(files) {
  const rejected = new Set(
    runTreeSitter(["-q"], files)
      .split("\n")
      .filter((line) => /\((ERROR|MISSING)/.test(line))
      .map((line) => nodeName(line.split("\t")[0].trim())),
  );
  const result = new Map();
  for (const [, file, xml] of runTreeSitter(["-x"], files).matchAll(/<source name="([^"]*)">([^]*?)<\/source>/g)) {
    result.set(nodeName(file), { accepted: !rejected.has(nodeName(file)), outline: xmlOutline(xml) });
  }
  return result;
}

function xmlOutline(xml) {
  const open = [];
  const outline = [];
  const marks = /<(\/?)(declaration|identifier)(?: field="(kind|name)")?(?: srow="(\d+)")?[^>]*>([^<]*)/g;
  for (const [, closing, tag, field, line, text] of xml.matchAll(marks)) {
    if (tag === "declaration" && closing) {
      open.pop();
    } else if (tag === "declaration") {
      open.push(["", "", Number(line) + 1, open.length]);
      outline.push(open.at(-1));
    } else if (field && !closing) {
      open.at(-1)[field === "kind" ? 0 : 1] = text;
    }
  }
  return outline.map(row);
}

let textMate;
async function loadTextMate() {
  const oniguruma = require("vscode-oniguruma");
  const { Registry, parseRawGrammar } = require("vscode-textmate");
  const wasm = readFileSync(require.resolve("vscode-oniguruma/release/onig.wasm"));
  await oniguruma.loadWASM(wasm.buffer.slice(wasm.byteOffset, wasm.byteOffset + wasm.length));
  const path = join(root, "grammar/textmate/prog.tmLanguage.json");
  const registry = new Registry({
    onigLib: Promise.resolve({
      createOnigScanner: (sources) => new oniguruma.OnigScanner(sources),
      createOnigString: (text) => new oniguruma.OnigString(text),
    }),
    loadGrammar: async (scope) => (scope === "source.prog" ? parseRawGrammar(readFileSync(path, "utf8"), path) : null),
  });
  return registry.loadGrammar("source.prog");
}

/** The tokens of a file by line: `{text, scopes}`. */
export async function textMateTokens(file) {
  textMate ??= await loadTextMate();
  const { INITIAL } = require("vscode-textmate");
  let stack = INITIAL;
  const text = readFileSync(file, "utf8");
  return text.split(/\r?\n/).map((line) => {
    const { tokens, ruleStack } = textMate.tokenizeLine(line, stack);
    stack = ruleStack;
    return tokens.map((t) => ({ text: line.slice(t.startIndex, t.endIndex), scopes: t.scopes }));
  });
}

/** The TextMate grammar: it only colours, so it rejects nothing but what it marks as invalid. */
export async function ofTextMate(files) {
  const result = new Map();
  for (const file of files) {
    const outline = [];
    let accepted = true;
    (await textMateTokens(file)).forEach((tokens, line) => {
      for (const { text, scopes } of tokens) {
        const depth = scopes.filter((s) => s === "meta.block.prog").length;
        if (scopes.some((s) => s.startsWith("invalid"))) accepted = false;
        if (scopes.includes("meta.kind.prog")) outline.push([text, "", line + 1, depth]);
        if (scopes.includes("entity.name.type.prog")) outline.at(-1)[1] ||= text;
      }
    });
    result.set(nodeName(file), { accepted, outline: outline.map(row) });
  }
  return result;
}
