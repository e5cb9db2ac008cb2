/** Texts for other people, made by `progc`: the memo of an escalation or decision, and the status report. */
import * as vscode from "vscode";
import { declarationAt } from "./declaration.js";
import { nearFile } from "./near.js";
import { progc } from "./progc.js";
import type { Server } from "./server.js";

const SCHEME = "prog-memo";

/** Read-only documents with what `progc` wrote. */
export class Texts implements vscode.TextDocumentContentProvider {
  private readonly texts = new Map<string, string>();
  private readonly changed = new vscode.EventEmitter<vscode.Uri>();
  readonly onDidChange = this.changed.event;

  register(): vscode.Disposable {
    return vscode.Disposable.from(this.changed, vscode.workspace.registerTextDocumentContentProvider(SCHEME, this));
  }

  provideTextDocumentContent(uri: vscode.Uri): string {
    return this.texts.get(uri.toString()) ?? "";
  }

  put(name: string, text: string): vscode.Uri {
    const uri = vscode.Uri.from({ scheme: SCHEME, path: `/${name}.md` });
    this.texts.set(uri.toString(), text);
    this.changed.fire(uri);
    return uri;
  }
}

/** The memo of `name`, or of the escalation or decision that the cursor stands in, as Markdown to read and copy. */
export async function showMemo(server: Server, texts: Texts, name?: string): Promise<void> {
  const document = vscode.window.activeTextEditor?.document;
  const path = name ?? memoHere();
  if (path === undefined) throw new Error("A memo is made of an escalation or a decision: put the cursor into one, then ask again.");
  if (document?.isDirty === true) await document.save();
  const uri = texts.put(path, await progc(server, ["memo", path, "--format", "md"], nearFile()));
  await vscode.commands.executeCommand("markdown.showPreviewToSide", uri);
}

function memoHere(): string | undefined {
  const editor = vscode.window.activeTextEditor;
  if (editor === undefined) return undefined;
  const offset = editor.document.offsetAt(editor.selection.active);
  return declarationAt(editor.document.getText(), offset, ["escalation", "decision"])?.path;
}

/** The report that was shown last, for saving it. */
let shown: string | undefined;

/** The status page in a panel of its own; it runs no scripts there, and can be saved for others. */
export async function showReport(server: Server): Promise<void> {
  const near = nearFile();
  await vscode.workspace.saveAll(false);
  const html = await progc(server, ["report"], near);
  shown = html;
  const panel = vscode.window.createWebviewPanel("prog.report", "prog Report", vscode.ViewColumn.Active, {
    enableScripts: false,
    enableFindWidget: true,
  });
  const draw = () => {
    panel.webview.html = inTheme(html);
  };
  draw();
  const theme = vscode.window.onDidChangeActiveColorTheme(draw);
  panel.onDidDispose(() => theme.dispose());
  const save = "Save As…";
  const picked = await vscode.window.showInformationMessage("The report is one file that anybody can open in a browser.", save);
  if (picked === save) await saveReport();
}

/** The page in the editor's dark or light: by itself it asks the system, which may say otherwise. What is saved still asks. */
function inTheme(html: string): string {
  const { Dark, HighContrast } = vscode.ColorThemeKind;
  const dark = [Dark, HighContrast].includes(vscode.window.activeColorTheme.kind);
  return html.replaceAll("(prefers-color-scheme:dark)", dark ? "all" : "not all");
}

/** Asks where to, and writes the report that was shown last. */
export async function saveReport(): Promise<void> {
  if (shown === undefined) throw new Error("There is no report yet: run “prog: Show Status Report” first.");
  const folder = vscode.workspace.workspaceFolders?.[0]?.uri;
  const target = await vscode.window.showSaveDialog({
    filters: { "Web page": ["html"] },
    ...(folder !== undefined && { defaultUri: vscode.Uri.joinPath(folder, "report.html") }),
  });
  if (target !== undefined) await vscode.workspace.fs.writeFile(target, new TextEncoder().encode(shown));
}
