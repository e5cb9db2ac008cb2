/**
 * Applies every safe fix in every `.prog` file. The server is asked about each, whether it is open or shows findings or not,
 * and asked again until nothing is left: what is fixed can bring another thing to light.
 */
import * as vscode from "vscode";
import type * as lsp from "vscode-languageclient";
import type { Server } from "./server.js";

const KIND = "source.fixAll.prog";
/** Two are usual; a fix that another one takes back must not go on for ever. */
const MOST_ROUNDS = 10;

type Progress = vscode.Progress<{ message: string }>;

export async function fixAllInWorkspace(server: Server): Promise<void> {
  const options = { location: vscode.ProgressLocation.Notification, title: "Fixing what is safe", cancellable: true };
  const { files, stopped } = await vscode.window.withProgress(options, (progress, token) => rounds(server, progress, token));
  if (files === 0) return void (stopped || vscode.window.showInformationMessage("Nothing to fix: no finding has a safe fix."));
  const where = files === 1 ? "1 file" : `${files} files`;
  void vscode.window.showInformationMessage(`Fixed what is safe in ${where}. Save to keep it, undo to take it back.`);
}

/** How many files were changed, and whether the user stopped it. */
async function rounds(server: Server, progress: Progress, token: vscode.CancellationToken) {
  const changed = new Set<string>();
  const end = () => ({ files: changed.size, stopped: token.isCancellationRequested });
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const edit = await collect(server, progress, token);
    if (edit.size === 0 || token.isCancellationRequested) return end();
    if (!(await vscode.workspace.applyEdit(edit, { isRefactoring: true }))) throw new Error("The fixes could not be applied.");
    for (const [uri] of edit.entries()) {
      changed.add(uri.toString());
      // Only what the editor holds open was told to the server; the next round asks about the new text.
      await vscode.workspace.openTextDocument(uri);
    }
  }
  return end();
}

/** What the safe fixes of all files change, as far as it goes together. */
async function collect(server: Server, progress: Progress, token: vscode.CancellationToken): Promise<vscode.WorkspaceEdit> {
  const edit = new vscode.WorkspaceEdit();
  for (const uri of await programFiles()) {
    if (token.isCancellationRequested) break;
    progress.report({ message: vscode.workspace.asRelativePath(uri) });
    const entries = (await fixesOf(server, uri))?.entries() ?? [];
    // Two files whose fixes reach into a third one: the second has its turn in the next round.
    if (entries.some(([target]) => edit.has(target))) continue;
    for (const [target, edits] of entries) edit.set(target, edits);
  }
  return edit;
}

/** The server knows files that are not open from disk, so none has to be opened for this. */
async function fixesOf(server: Server, uri: vscode.Uri): Promise<vscode.WorkspaceEdit | undefined> {
  const start = { line: 0, character: 0 };
  const params: lsp.CodeActionParams = {
    textDocument: { uri: uri.toString() },
    range: { start, end: start },
    context: { diagnostics: [], only: [KIND] },
  };
  const actions = await server.request<lsp.CodeAction[] | null>("textDocument/codeAction", params);
  const action = actions?.find(({ kind }) => kind === KIND);
  if (action === undefined) return undefined;
  const { edit } = action.edit === undefined ? await server.request<lsp.CodeAction>("codeAction/resolve", action) : action;
  return server.convert?.asWorkspaceEdit(edit);
}

/** The `.prog` files of the workspace, and those that are open without lying in it, sorted so that every run is the same. */
async function programFiles(): Promise<vscode.Uri[]> {
  const found = await vscode.workspace.findFiles("**/*.prog");
  const isOurs = ({ languageId, uri }: vscode.TextDocument) => languageId === "prog" && ["file", "untitled"].includes(uri.scheme);
  const open = vscode.workspace.textDocuments.filter(isOurs).map(({ uri }) => uri);
  const all = new Map([...found, ...open].map((uri) => [uri.toString(), uri]));
  return [...all].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, uri]) => uri);
}
