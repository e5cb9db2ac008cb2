// Findings and what can be done about them.
"use strict";
const assert = require("node:assert/strict");
const vscode = require("vscode");
const { at, finding, findings, open, rule, test, until, write, writeAt } = require("./helpers.js");

const actions = (uri, range, kind) => vscode.commands.executeCommand("vscode.executeCodeActionProvider", uri, range, kind, 20);

test("a risk without a mitigation is underlined at its head, with a link to its rule", async () => {
  const { document } = await open("checkout.prog");
  const found = await finding(document.uri, "unmitigated-risk");
  assert.equal(document.getText(found.range), "risk gateway-latency");
  assert.match(found.message, /`gateway-latency`/);
  assert.equal(found.severity, vscode.DiagnosticSeverity.Warning);
  assert.equal(found.code.target?.scheme, "https");
});

test("files that are not open have their findings too", async () => {
  const uri = vscode.Uri.joinPath(vscode.workspace.workspaceFolders[0].uri, "closed.prog");
  await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode('system orphan "Orphan" { depends-on: nowhere }\n'));
  await finding(uri, "unresolved-name");
  await vscode.workspace.fs.delete(uri);
  await until("the findings of the deleted file to go", () => findings(uri).length === 0);
});

test("“add a mitigation” adds one, and the finding goes", async () => {
  const { uri, document } = await write('risk slow "Slow" {\n  owner: ines\n  likelihood: likely\n  impact: major\n  affects: gateway\n}\n');
  const found = await finding(uri, "unmitigated-risk");
  const action = (await actions(uri, found.range, "quickfix")).find(({ title }) => /add a mitigation/i.test(title));
  assert.ok(action, "no such action");
  assert.ok(await vscode.workspace.applyEdit(action.edit));
  assert.match(document.getText(), /mitigation/);
  await until("the finding to go", () => !findings(uri).some((f) => rule(f) === "unmitigated-risk"));
});

test("a finding can be left as it is, with a reason", async () => {
  const { uri, document } = await write('risk slow "Slow" {\n  owner: ines\n  likelihood: likely\n  impact: major\n  affects: gateway\n}\n');
  const found = await finding(uri, "unmitigated-risk");
  const action = (await actions(uri, found.range, "quickfix")).find(({ title }) => /Allow `unmitigated-risk` here/.test(title));
  assert.ok(action, "no such action");
  await vscode.workspace.applyEdit(action.edit);
  assert.match(document.getText(), /progc: allow\(unmitigated-risk\)/);
});

test("a typing mistake is found at once, and fixed by its fix", async () => {
  const { uri, document } = await write('risk slow "Slow" {\n  owner: ines\n  likelyhood: likely\n}\n');
  const found = await finding(uri, "unknown-property");
  assert.equal(document.getText(found.range), "likelyhood");
  const action = (await actions(uri, found.range, "quickfix")).find(({ title }) => /likelihood/.test(title));
  await vscode.workspace.applyEdit(action.edit);
  assert.match(document.getText(), /likelihood: likely/);
});

test("what is safe is fixed in all files at once", async () => {
  const first = await write('# one\nperson one "One" { role: "R", email: "one@example.com" }\n');
  const second = await write('# two\nperson two "Two" { role: "R", email: "two@example.com" }\n');
  await finding(first.uri, "syntax");
  await finding(second.uri, "syntax");
  await vscode.commands.executeCommand("prog.fixAllInWorkspace");
  await until("both comments to be right", () => first.document.getText().startsWith("// one") && second.document.getText().startsWith("// two"));
});

test("what is safe is fixed in files that show nothing too, and so is what that brings to light", async () => {
  const set = (value) => vscode.workspace.getConfiguration("prog").update("diagnostics.workspace", value, vscode.ConfigurationTarget.Workspace);
  await set(false);
  try {
    // What stands in a declaration of a misspelt kind is judged once the kind is right.
    const uri = await writeAt("closed.prog", 'sytem slow "Slow" {\n  owner: ines\n  typ: vendor\n}\n');
    await until("the server to know the file", async () => {
      const symbols = await vscode.commands.executeCommand("vscode.executeWorkspaceSymbolProvider", "slow");
      return symbols.some(({ location }) => location.uri.path === uri.path);
    });
    assert.deepEqual(findings(uri), []);
    await vscode.commands.executeCommand("prog.fixAllInWorkspace");
    const document = await vscode.workspace.openTextDocument(uri);
    assert.equal(document.getText(), 'system slow "Slow" {\n  owner: ines\n  type: vendor\n}\n');
  } finally {
    await set(undefined);
  }
});

test("completion offers people and teams where an owner goes", async () => {
  const { uri, document } = await write('risk slow "Slow" {\n  owner: \n}\n');
  const list = await until("completions", async () => {
    const { items } = await vscode.commands.executeCommand("vscode.executeCompletionItemProvider", uri, at(document, "owner: ", 7));
    return items.some(({ label }) => (label.label ?? label) === "ines") && items;
  });
  const labels = list.map(({ label }) => label.label ?? label);
  assert.ok(labels.includes("maria") && labels.includes("payments"), labels.join());
  assert.ok(!labels.includes("gateway"), "a system is offered as an owner");
  assert.ok(!labels.includes("risk"), "a kind is offered as an owner");
});

test("a brace typed by hand and Enter open a block, whatever is offered", async () => {
  const { uri, document, editor } = await write('risk slow "Slow" \n');
  const end = at(document, '"Slow" ', 7);
  editor.selection = new vscode.Selection(end, end);
  const { items } = await vscode.commands.executeCommand("vscode.executeCompletionItemProvider", uri, end);
  const block = items.find(({ label }) => (label.label ?? label).startsWith("{"));
  assert.ok(block, "no block is offered");
  assert.ok(!block.filterText.includes("{"), block.filterText);
});

test("format puts a file in order", async () => {
  const { uri, document } = await write('person   zoe "Zoe"   {role:"R" }\n');
  const edits = await until("an edit", () => vscode.commands.executeCommand("vscode.executeFormatDocumentProvider", uri, { tabSize: 2, insertSpaces: true }));
  const edit = new vscode.WorkspaceEdit();
  edit.set(uri, edits);
  await vscode.workspace.applyEdit(edit);
  assert.equal(document.getText(), 'person zoe "Zoe" { role: "R" }\n');
});
