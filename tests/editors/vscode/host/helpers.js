// What the cases share: waiting for something to become true, and documents to try things on.
"use strict";
const vscode = require("vscode");

/** The cases in the order they run. */
const cases = [];
const test = (name, run) => cases.push({ name, test: run });

/** Asks again until the answer is truthy; the limit only ends what would never end. */
async function until(what, ask) {
  const end = Date.now() + 60_000;
  for (;;) {
    const answer = await ask();
    if (answer) return answer;
    if (Date.now() > end) throw new Error(`never saw ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 40));
  }
}

const folder = () => vscode.workspace.workspaceFolders[0].uri;
const inFolder = (name) => vscode.Uri.joinPath(folder(), name);

async function open(name) {
  const document = await vscode.workspace.openTextDocument(inFolder(name));
  const editor = await vscode.window.showTextDocument(document);
  return { document, editor };
}

let files = 0;
const written = [];

/** A new file of the workspace with this text, open and known to the server; gone when the case is over. */
async function write(text) {
  const name = `case-${++files}.prog`;
  const uri = await writeAt(name, text);
  return { name, uri, ...(await open(name)) };
}

/** A new file at this place in the workspace, not opened; gone when the case is over. */
async function writeAt(name, text) {
  const uri = inFolder(name);
  written.push(uri);
  await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(text));
  return uri;
}

/** The exit code of the next task of this name. */
function ended(name) {
  return new Promise((resolve) => {
    const watch = vscode.tasks.onDidEndTaskProcess(({ execution, exitCode }) => {
      if (execution.task.name !== name) return;
      watch.dispose();
      resolve(exitCode);
    });
  });
}

/** Leaves the workspace as it was: nothing open or unsaved, no file of a case. */
async function cleanUp() {
  for (const document of vscode.workspace.textDocuments.filter(({ isDirty }) => isDirty)) {
    await vscode.window.showTextDocument(document);
    await vscode.commands.executeCommand("workbench.action.revertAndCloseActiveEditor");
  }
  await vscode.commands.executeCommand("workbench.action.closeAllEditors");
  for (const uri of written.splice(0)) await vscode.workspace.fs.delete(uri).then(undefined, () => undefined);
}

/** The position of `words` in the document, `after` characters into them. */
function at(document, words, after = 1) {
  const index = document.getText().indexOf(words);
  if (index < 0) throw new Error(`no ${JSON.stringify(words)} in the document`);
  return document.positionAt(index + after);
}

const findings = (uri) => vscode.languages.getDiagnostics(uri);
const rule = (finding) => (typeof finding.code === "object" ? finding.code.value : finding.code);

/** The finding of a rule in a file, once it is there. */
const finding = (uri, name) => until(`${name} in ${uri.path}`, () => findings(uri).find((f) => rule(f) === name));

module.exports = { at, cases, cleanUp, ended, finding, findings, folder, inFolder, open, rule, test, until, write, writeAt };
