/** The commands of the palette and of the code lenses. */
import * as vscode from "vscode";
import type * as lsp from "vscode-languageclient";
import { declarationAt } from "./declaration.js";
import { fixAllInWorkspace } from "./fix-all.js";
import { newProgram } from "./new-program.js";
import { nearFile } from "./near.js";
import type { Preview } from "./preview/panel.js";
import { describe, tell } from "./problems.js";
import { saveReport, showMemo, showReport, type Texts } from "./reports.js";
import type { Server } from "./server.js";
import { folderOf } from "./progc.js";
import type { Snippets } from "./snippets.js";
import type { Tasks } from "./tasks.js";

export interface Parts {
  server: Server;
  preview: Preview;
  tasks: Tasks;
  texts: Texts;
  snippets: Snippets;
}

/** Registers every command of `package.json`, and those that only code lenses name. */
export function registerCommands(parts: Parts): vscode.Disposable {
  const { server, preview } = parts;
  const commands: Record<string, (...args: never[]) => unknown> = {
    "prog.showPreview": () => preview.show(),
    "prog.showImpact": (name?: string) => showImpact(parts, name),
    "prog.showMemo": (name?: string) => showMemo(server, parts.texts, name),
    "prog.showReport": () => showReport(server),
    "prog.saveReport": () => saveReport(),
    "prog.showReferences": (uri: string, at: lsp.Position, places: lsp.Location[]) => showReferences(server, uri, at, places),
    "prog.checkWorkspace": () => checkWorkspace(parts),
    "prog.fixAllInWorkspace": () => fixAllInWorkspace(server),
    "prog.newProgram": (folder?: vscode.Uri, title?: string) => newProgram(folder, typeof title === "string" ? title : undefined),
    "prog.insertSnippet": (name?: string) => parts.snippets.insert(name),
    "prog.restartServer": () => restart(server),
    "prog.openOutput": () => server.output.show(),
    "prog.showProblems": () => vscode.commands.executeCommand("workbench.actions.view.problems"),
  };
  return vscode.Disposable.from(
    ...Object.entries(commands).map(([name, run]) => vscode.commands.registerCommand(name, guard(server, run))),
  );
}

/** A command that fails says so; it is never only a line in a log. */
function guard(server: Server, run: (...args: never[]) => unknown): (...args: never[]) => Promise<unknown> {
  return async (...args) => {
    try {
      return await run(...args);
    } catch (error) {
      const text = error instanceof Error ? error.message : String(error);
      server.output.error(text);
      void vscode.window.showErrorMessage(text);
      return undefined;
    }
  };
}

async function restart(server: Server): Promise<void> {
  await server.restart();
  if (server.state.kind === "trouble") await tell(server.state.trouble, server.output);
}

async function showImpact({ server, preview }: Parts, name?: string): Promise<void> {
  const editor = vscode.window.activeTextEditor;
  const path = name ?? (editor && declarationAt(editor.document.getText(), editor.document.offsetAt(editor.selection.active))?.path);
  if (path === undefined) throw new Error("Put the cursor on a declaration with a name, then ask again.");
  if (server.state.kind === "trouble") throw new Error(describe(server.state.trouble));
  await preview.showImpact(path);
}

function showReferences(server: Server, uri: string, at: lsp.Position, places: lsp.Location[]): Thenable<unknown> | undefined {
  const { convert } = server;
  if (convert === undefined) return undefined;
  return vscode.commands.executeCommand(
    "editor.action.showReferences",
    convert.asUri(uri),
    convert.asPosition(at),
    places.map((place) => convert.asLocation(place)),
  );
}

async function checkWorkspace({ tasks }: Parts): Promise<void> {
  const near = nearFile();
  const folder = folderOf(near);
  if (folder === undefined) throw new Error("Open a folder first: there is no workspace to check.");
  await vscode.tasks.executeTask(tasks.task(await tasks.checkOf(near, folder), folder));
}
