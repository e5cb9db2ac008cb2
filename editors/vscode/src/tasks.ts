/** Tasks of type `progc`: `progc check` with its problem matcher, and `progc fmt`. */
import * as vscode from "vscode";
import type { Server } from "./server.js";

export interface ProgcTask extends vscode.TaskDefinition {
  type: "progc";
  command: "check" | "fmt";
  args?: string[];
}

export class Tasks implements vscode.TaskProvider {
  constructor(private readonly server: Server) {}

  provideTasks(): vscode.Task[] {
    const folders = vscode.workspace.workspaceFolders ?? [];
    return folders.flatMap((folder) => [
      this.task({ type: "progc", command: "check" }, folder),
      this.task({ type: "progc", command: "fmt" }, folder),
    ]);
  }

  resolveTask(task: vscode.Task): vscode.Task | undefined {
    const definition = task.definition as ProgcTask;
    const scope = task.scope;
    const folder = typeof scope === "object" ? scope : vscode.workspace.workspaceFolders?.[0];
    return folder === undefined ? undefined : this.task(definition, folder);
  }

  /** The task as VS Code runs it; its findings go to Problems only where the server's own are not there already. */
  task(definition: ProgcTask, folder: vscode.WorkspaceFolder): vscode.Task {
    const asOf = vscode.workspace.getConfiguration("prog", folder).get("check.asOf", "");
    const format = definition.command === "check" ? ["--format", "concise", ...(asOf === "" ? [] : ["--as-of", asOf])] : [];
    const run = new vscode.ProcessExecution(
      this.server.command ?? "progc",
      [definition.command, ...format, ...(definition.args ?? [])],
      { cwd: folder.uri.fsPath },
    );
    const task = new vscode.Task(definition, folder, definition.command, "progc", run, this.matchers(definition));
    if (definition.command === "check") task.group = vscode.TaskGroup.Test;
    task.detail = definition.command === "check" ? "Look for problems in the whole workspace" : "Format every .prog file";
    task.presentationOptions = { reveal: vscode.TaskRevealKind.Always, clear: true, showReuseMessage: false };
    return task;
  }

  private matchers(definition: ProgcTask): string[] {
    const serverShowsAll = this.server.isRunning && vscode.workspace.getConfiguration("prog").get("diagnostics.workspace", true);
    return definition.command === "check" && !serverShowsAll ? ["$progc"] : [];
  }
}
