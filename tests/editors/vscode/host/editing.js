// What the editor does by the extension's own files: language configuration, grammar, snippets.
"use strict";
const assert = require("node:assert/strict");
const vscode = require("vscode");
const { at, open, test, until, write } = require("./helpers.js");

test("a .prog file has the language prog", async () => {
  const { document } = await open("checkout.prog");
  assert.equal(document.languageId, "prog");
});

test("a name with hyphens is one word, an arrow is not", async () => {
  const { document } = await open("checkout.prog");
  const word = (words, after) => document.getText(document.getWordRangeAtPosition(at(document, words, after)));
  assert.equal(word("gateway-latency", 10), "gateway-latency");
  assert.equal(word("web -> checkout-api", 1), "web");
});

test("a brace closes itself, and Enter opens a block", async () => {
  const { document, editor } = await write('program x "X" ');
  editor.selection = new vscode.Selection(0, 14, 0, 14);
  await vscode.commands.executeCommand("type", { text: "{" });
  await vscode.commands.executeCommand("type", { text: "\n" });
  assert.equal(document.getText(), 'program x "X" {\n  \n}');
});

test("a line is commented with //", async () => {
  const { document } = await write('person a "A" { role: "R" }\n');
  await vscode.commands.executeCommand("editor.action.commentLine");
  assert.equal(document.lineAt(0).text, '// person a "A" { role: "R" }');
});

test("blocks fold", async () => {
  const { document } = await open("checkout.prog");
  const ranges = await until("folding ranges", () => vscode.commands.executeCommand("vscode.executeFoldingRangeProvider", document.uri));
  const line = at(document, "risk gateway-latency").line;
  assert.ok(ranges.some((range) => range.start === line && range.end >= line + 6), JSON.stringify(ranges));
});

test("every snippet inserts, and none leaves a raw placeholder", async () => {
  const extension = vscode.extensions.getExtension("prog-lang.prog");
  const uri = vscode.Uri.joinPath(extension.extensionUri, "snippets/prog.json");
  const snippets = JSON.parse(new TextDecoder().decode(await vscode.workspace.fs.readFile(uri)));
  assert.ok(Object.keys(snippets).length > 15);
  for (const { prefix: name } of Object.values(snippets)) {
    const { document } = await write("");
    await vscode.commands.executeCommand("prog.insertSnippet", name);
    assert.ok(document.getText().includes(name), `${name}: ${document.getText()}`);
    assert.ok(!/\$\{|\$\d|\|/.test(document.getText()), `${name}: ${document.getText()}`);
  }
});
