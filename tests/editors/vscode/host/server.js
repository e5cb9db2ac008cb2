// The server's life: started again, not there, too old.
"use strict";
const assert = require("node:assert/strict");
const fs = require("node:fs");
const os = require("node:os");
const path = require("node:path");
const vscode = require("vscode");
const { finding, open, test, until } = require("./helpers.js");

const api = () => vscode.extensions.getExtension("prog-lang.prog").exports;
const state = (kind) => until(`the state ${kind}`, () => api().serverState.kind === kind && api().serverState);
const setPath = (value) => vscode.workspace.getConfiguration("prog").update("server.path", value, vscode.ConfigurationTarget.Workspace);

test("the server is the one in the package", () => {
  const { extensionPath } = vscode.extensions.getExtension("prog-lang.prog");
  assert.ok(fs.existsSync(path.join(extensionPath, "bin/progc")));
  assert.equal(api().serverState.kind, "ready");
});

test("a path that leads nowhere is told, and the server comes back with the right one", async () => {
  const { document } = await open("checkout.prog");
  await setPath("/nowhere/progc");
  assert.equal((await state("trouble")).trouble.kind, "no-such-file");
  await setPath(undefined);
  await state("ready");
  await finding(document.uri, "unmitigated-risk");
});

test("a progc that is too old is told, with its version", async () => {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "prog-old-"));
  const old = path.join(folder, "progc");
  fs.writeFileSync(old, "#!/bin/sh\necho progc 0.0.1\n", { mode: 0o755 });
  await setPath(old);
  assert.deepEqual((await state("trouble")).trouble, { kind: "too-old", command: old, version: "0.0.1" });
  await setPath(undefined);
  await state("ready");
  fs.rmSync(folder, { recursive: true });
});

test("a server that was started again knows the workspace", async () => {
  const { document } = await open("checkout.prog");
  await vscode.commands.executeCommand("prog.restartServer");
  await state("ready");
  await finding(document.uri, "unmitigated-risk");
});

test("a progc that ends at once is told", async () => {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "prog-broken-"));
  const broken = path.join(folder, "progc");
  fs.writeFileSync(broken, '#!/bin/sh\n[ "$1" = --version ] && echo progc 0.1.0\nexit 3\n', { mode: 0o755 });
  await setPath(broken);
  assert.equal((await state("trouble")).trouble.kind, "cannot-run");
  await setPath(undefined);
  await state("ready");
  fs.rmSync(folder, { recursive: true });
});
