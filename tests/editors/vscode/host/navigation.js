// From a name to what it stands for, and back.
"use strict";
const assert = require("node:assert/strict");
const vscode = require("vscode");
const { at, open, test, until, write } = require("./helpers.js");

const ask = (command, ...args) => vscode.commands.executeCommand(`vscode.${command}`, ...args);
const target = (place) => ({ uri: place.targetUri ?? place.uri, range: place.targetSelectionRange ?? place.range });

test("a name leads to its declaration in another file", async () => {
  const { document } = await open("checkout.prog");
  const found = await until("a definition", async () => (await ask("executeDefinitionProvider", document.uri, at(document, "owner: maria", 8)))[0]);
  const { uri, range } = target(found);
  assert.match(uri.path, /people\.prog$/);
  assert.equal(range.start.line, 0);
});

test("a declaration knows where it is used", async () => {
  const { document } = await open("checkout.prog");
  const places = await until("references", async () => {
    const list = await ask("executeReferenceProvider", document.uri, at(document, "system gateway", 8));
    return list.length >= 3 && list;
  });
  assert.ok(places.every(({ uri }) => uri.path.endsWith(".prog")));
});

test("hover tells what a name stands for", async () => {
  const { document } = await open("checkout.prog");
  const hovers = await until("a hover", async () => {
    const list = await ask("executeHoverProvider", document.uri, at(document, "depends-on: gateway", 13));
    return list.length > 0 && list;
  });
  const text = hovers.flatMap(({ contents }) => contents.map((part) => part.value ?? part)).join("\n");
  assert.match(text, /Payment gateway/);
});

test("rename reaches every file", async () => {
  const { uri, document } = await write('person lea "Lea" { role: "R", email: "lea@example.com" }\n');
  const other = await write('risk renamed "R" { owner: lea }\n');
  const edit = await until("a rename", () => ask("executeDocumentRenameProvider", uri, at(document, "lea", 1), "lee").then((e) => e?.size >= 2 && e, () => undefined));
  await vscode.workspace.applyEdit(edit);
  assert.match(document.getText(), /person lee "Lea"/);
  assert.match(other.document.getText(), /owner: lee/);
});

test("symbols: the outline nests, the workspace search finds by title", async () => {
  const { document } = await open("checkout.prog");
  const outline = await until("symbols", () => ask("executeDocumentSymbolProvider", document.uri));
  assert.equal(outline.length, 1);
  assert.ok(outline[0].children.length >= 8, `${outline[0].children.length} children`);
  const found = await until("a workspace symbol", async () => {
    const list = await ask("executeWorkspaceSymbolProvider", "gateway");
    return list.length > 0 && list;
  });
  assert.ok(found.some(({ name }) => /gateway/i.test(name)));
});

test("semantic colours and inlay hints are there", async () => {
  const { document } = await open("checkout.prog");
  const tokens = await until("tokens", () => ask("provideDocumentSemanticTokens", document.uri));
  assert.ok(tokens.data.length > 50);
  const all = new vscode.Range(0, 0, document.lineCount, 0);
  const hints = await until("hints", async () => {
    const list = await ask("executeInlayHintProvider", document.uri, all);
    return list.length > 0 && list;
  });
  const text = hints.map(({ label }) => (typeof label === "string" ? label : label.map((part) => part.value).join(""))).join("\n");
  assert.match(text, /16|high/);
});

test("code lenses name commands that exist", async () => {
  const { document } = await open("checkout.prog");
  const lenses = await until("lenses", async () => {
    const list = await ask("executeCodeLensProvider", document.uri, 100);
    return list.length > 0 && list;
  });
  const known = new Set(await vscode.commands.getCommands(true));
  const unknown = lenses.map(({ command }) => command?.command).filter((name) => name && !known.has(name));
  assert.deepEqual(unknown, []);
  assert.ok(lenses.some(({ command }) => command?.command === "prog.showImpact"));
});

test("a lens opens the list of places", async () => {
  const { document } = await open("checkout.prog");
  const lenses = await ask("executeCodeLensProvider", document.uri, 100);
  const lens = lenses.find(({ command }) => command?.command === "prog.showReferences");
  assert.ok(lens, "no lens with references");
  await vscode.commands.executeCommand(lens.command.command, ...lens.command.arguments);
  await vscode.commands.executeCommand("closeReferenceSearch");
});
