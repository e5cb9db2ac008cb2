/** Applies every safe fix in every `.prog` file, as one edit that can be undone. */
import * as vscode from "vscode";

const KIND = vscode.CodeActionKind.SourceFixAll.append("prog");

export async function fixAllInWorkspace(): Promise<void> {
  const options = { location: vscode.ProgressLocation.Notification, title: "Fixing what is safe", cancellable: true };
  const { edit, files } = await vscode.window.withProgress(options, collect);
  if (files === 0) return void vscode.window.showInformationMessage("Nothing to fix: no finding has a safe fix.");
  if (!(await vscode.workspace.applyEdit(edit, { isRefactoring: true }))) throw new Error("The fixes could not be applied.");
  const where = files === 1 ? "1 file" : `${files} files`;
  void vscode.window.showInformationMessage(`Fixed what is safe in ${where}. Save to keep it, undo to take it back.`);
}

async function collect(progress: vscode.Progress<{ message: string }>, token: vscode.CancellationToken) {
  const edit = new vscode.WorkspaceEdit();
  const changed = new Set<string>();
  for (const uri of filesWithFindings()) {
    if (token.isCancellationRequested) break;
    progress.report({ message: vscode.workspace.asRelativePath(uri) });
    const document = await vscode.workspace.openTextDocument(uri);
    const all = new vscode.Range(0, 0, document.lineCount, 0);
    const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>("vscode.executeCodeActionProvider", uri, all, KIND.value, 1);
    for (const [target, edits] of actions?.find((action) => KIND.contains(action.kind ?? vscode.CodeActionKind.Empty))?.edit?.entries() ?? []) {
      edit.set(target, edits);
      changed.add(target.toString());
    }
  }
  return { edit, files: changed.size };
}

function filesWithFindings(): vscode.Uri[] {
  return vscode.languages
    .getDiagnostics()
    .filter(([uri, list]) => uri.path.endsWith(".prog") && list.length > 0)
    .map(([uri]) => uri);
}
