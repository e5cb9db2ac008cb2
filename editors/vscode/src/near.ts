/** Which file is meant by a command that names none: the one in the editor, else the `.prog` file last worked in. */
import * as vscode from "vscode";

let last: vscode.Uri | undefined;

/** Keeps in mind what was worked in while something else has the focus: the preview, say. */
export function watchEditors(): vscode.Disposable {
  note(vscode.window.activeTextEditor);
  return vscode.window.onDidChangeActiveTextEditor(note);
}

function note(editor: vscode.TextEditor | undefined): void {
  if (editor?.document.languageId === "prog") last = editor.document.uri;
}

/** The `.prog` file that is worked in, or was last. */
export function lastProgFile(): vscode.Uri | undefined {
  note(vscode.window.activeTextEditor);
  return last;
}

/** The file in the active editor, whatever it is, else the `.prog` file last worked in. */
export function nearFile(): vscode.Uri | undefined {
  const active = vscode.window.activeTextEditor?.document.uri;
  return active?.scheme === "file" ? active : lastProgFile();
}
