// The extension's own commands, tasks and panels.
"use strict";
const assert = require("node:assert/strict");
const vscode = require("vscode");
const { at, ended, folder, open, test, until, writeAt } = require("./helpers.js");

const manifest = () => vscode.extensions.getExtension("prog-lang.prog").packageJSON;
const tabs = () => vscode.window.tabGroups.all.flatMap((group) => group.tabs);
const tab = (label) => until(`the tab ${label}`, () => tabs().find((t) => t.label.includes(label)));

test("every command of the manifest is there", async () => {
  const known = new Set(await vscode.commands.getCommands(true));
  const missing = manifest().contributes.commands.map(({ command }) => command).filter((name) => !known.has(name));
  assert.deepEqual(missing, []);
});

test("every setting has a description and its default", () => {
  const { properties } = manifest().contributes.configuration;
  assert.ok(Object.keys(properties).length >= 11);
  for (const [key, { markdownDescription, scope, default: usual }] of Object.entries(properties)) {
    assert.ok(markdownDescription, key);
    assert.notEqual(scope, "resource", `${key}: one server has one value, not one for each folder`);
    assert.deepEqual(vscode.workspace.getConfiguration().inspect(key).defaultValue, usual, key);
  }
});

test("the preview opens beside the editor and leaves the cursor where it is", async () => {
  await open("checkout.prog");
  await vscode.commands.executeCommand("prog.showPreview");
  const preview = await tab("prog Preview");
  assert.ok(preview.input instanceof vscode.TabInputWebview);
  assert.match(vscode.window.activeTextEditor.document.uri.path, /checkout\.prog$/);
});

test("the impact of what the cursor stands on is shown in the preview", async () => {
  const { document, editor } = await open("checkout.prog");
  const place = at(document, "system gateway", 8);
  editor.selection = new vscode.Selection(place, place);
  await vscode.commands.executeCommand("prog.showImpact");
  await tab("prog Preview");
});

test("the report opens in a tab of its own", async () => {
  await open("checkout.prog");
  // The question whether to save it stays open until somebody answers.
  void vscode.commands.executeCommand("prog.showReport");
  await tab("prog Report");
  await vscode.commands.executeCommand("notifications.clearAll");
});

test("a new program is a file with its questions, ready to be filled in", async () => {
  await vscode.commands.executeCommand("prog.newProgram", folder(), "Brand new thing");
  const { document } = await until("the new file", () => vscode.window.activeTextEditor);
  assert.match(document.uri.path, /brand-new-thing\.prog$/);
  assert.match(document.getText(), /^program brand-new-thing "Brand new thing" \{\n  owner: \?/);
});

test("the task checks the workspace, and its lines are what the problem matcher reads", async () => {
  const tasks = await vscode.tasks.fetchTasks({ type: "progc" });
  const check = tasks.find(({ name }) => name === "check");
  assert.ok(check);
  const exitCode = ended("check");
  await vscode.tasks.executeTask(check);
  assert.equal(await exitCode, 1);
});

test("below the folder, the progc.toml of the file says what is told and checked", async () => {
  await writeAt("specs/progc.toml", 'profile = "starter"\n');
  const memo = (title) => `escalation help "${title}" {\n  owner: lea\n  to: lea\n  ask: "Two weeks"\n  by: 2026-03-20\n}\n`;
  await writeAt("specs/inner.prog", `person lea "Lea" { role: "R", email: "lea@example.com" }\n${memo("More time")}`);
  await writeAt("outer.prog", memo("Less time"));
  const { document, editor } = await open("specs/inner.prog");
  const place = at(document, "escalation help");
  editor.selection = new vscode.Selection(place, place);
  await vscode.commands.executeCommand("prog.showMemo");
  const written = await until("the memo", () => vscode.workspace.textDocuments.find(({ uri }) => uri.scheme === "prog-memo"));
  assert.match(written.getText(), /More time/);

  await vscode.window.showTextDocument(document);
  const exitCode = ended("check");
  await vscode.commands.executeCommand("prog.checkWorkspace");
  // Around it there are findings enough.
  assert.equal(await exitCode, 0);
});
