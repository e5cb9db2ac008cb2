// The extension's own commands, tasks and panels.
"use strict";
const assert = require("node:assert/strict");
const vscode = require("vscode");
const { at, folder, open, test, until } = require("./helpers.js");

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
  for (const [key, { markdownDescription, default: usual }] of Object.entries(properties)) {
    assert.ok(markdownDescription, key);
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
  const ended = new Promise((resolve) => {
    const watch = vscode.tasks.onDidEndTaskProcess(({ execution, exitCode }) => {
      if (execution.task.name !== "check") return;
      watch.dispose();
      resolve(exitCode);
    });
  });
  await vscode.tasks.executeTask(check);
  assert.equal(await ended, 1);
});
