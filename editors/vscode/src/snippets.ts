/**
 * Skeletons of declarations (`snippets/prog.json`): a command that inserts one, and completion while there is no server.
 *
 * They are not contributed as plain snippets, because those would be offered in every place, also where an owner or a date
 * goes; the server knows what fits, so with it running only the command uses them.
 */
import * as vscode from "vscode";
import type { Server } from "./server.js";

interface Snippet {
  prefix: string;
  body: string[];
  description: string;
}

export class Snippets implements vscode.CompletionItemProvider {
  private list: Promise<Snippet[]> | undefined;

  constructor(
    private readonly extension: vscode.Uri,
    private readonly server: Server,
  ) {}

  async provideCompletionItems(document: vscode.TextDocument, at: vscode.Position): Promise<vscode.CompletionItem[]> {
    const before = document.lineAt(at).text.slice(0, at.character);
    if (this.server.isRunning || !/^\s*[\p{L}-]*$/u.test(before)) return [];
    return (await this.read()).map(({ prefix, body, description }) => {
      const item = new vscode.CompletionItem({ label: prefix, description }, vscode.CompletionItemKind.Snippet);
      item.insertText = new vscode.SnippetString(body.join("\n"));
      return item;
    });
  }

  /** Inserts the skeleton called `name`, or the one that the user picks, at the cursor. */
  async insert(name?: string): Promise<void> {
    const editor = vscode.window.activeTextEditor;
    if (editor?.document.languageId !== "prog") throw new Error("Open a .prog file first, and put the cursor where it belongs.");
    const list = await this.read();
    const picked = name === undefined ? await this.pick(list) : list.find(({ prefix }) => prefix === name);
    if (picked !== undefined) await editor.insertSnippet(new vscode.SnippetString(picked.body.join("\n")));
  }

  private async pick(list: Snippet[]): Promise<Snippet | undefined> {
    const items = list.map((snippet) => ({ label: snippet.prefix, description: snippet.description, snippet }));
    return (await vscode.window.showQuickPick(items, { title: "Insert declaration", matchOnDescription: true }))?.snippet;
  }

  private read(): Promise<Snippet[]> {
    return (this.list ??= this.load());
  }

  private async load(): Promise<Snippet[]> {
    const bytes = await vscode.workspace.fs.readFile(vscode.Uri.joinPath(this.extension, "snippets", "prog.json"));
    return Object.values(JSON.parse(new TextDecoder().decode(bytes)) as Record<string, Snippet>);
  }
}
