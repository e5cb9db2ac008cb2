/** Asks for a title (unless one is given) and opens a new file with the program's skeleton, the first blank selected. */
import * as vscode from "vscode";
import { nameFrom, programSnippet } from "./template.js";

export async function newProgram(folder?: vscode.Uri, named?: string): Promise<void> {
  const title = named ?? (await askTitle());
  if (title === undefined) return;
  const document = await vscode.workspace.openTextDocument(await freeFile(title, folder));
  const editor = await vscode.window.showTextDocument(document);
  const now = new Date();
  const end = new Date(now.getFullYear(), now.getMonth() + 6, now.getDate());
  await editor.insertSnippet(new vscode.SnippetString(programSnippet(title.trim(), isoDay(now), isoDay(end))));
}

function askTitle(): Thenable<string | undefined> {
  return vscode.window.showInputBox({
    title: "New program",
    prompt: "What is the program called?",
    placeHolder: "New checkout experience",
    validateInput: (text) => (text.trim() === "" ? "A title in a few words" : undefined),
  });
}

/** A file name in the folder that is not taken; without a workspace, a file without a place. */
async function freeFile(title: string, folder?: vscode.Uri): Promise<vscode.Uri> {
  const name = nameFrom(title);
  const base = folder ?? vscode.workspace.workspaceFolders?.[0]?.uri;
  if (base === undefined) return vscode.Uri.from({ scheme: "untitled", path: `${name}.prog` });
  for (let n = 1; ; n++) {
    const file = vscode.Uri.joinPath(base, n === 1 ? `${name}.prog` : `${name}-${n}.prog`);
    const taken = await vscode.workspace.fs.stat(file).then(
      () => true,
      () => false,
    );
    if (!taken) return file.with({ scheme: "untitled" });
  }
}

function isoDay(date: Date): string {
  const two = (n: number) => String(n).padStart(2, "0");
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}
