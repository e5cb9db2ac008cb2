/** Tasks of type `progc`: `progc check` with its problem matcher, and `progc fmt`. */
import * as path from "node:path";
import * as vscode from "vscode";
import { cwdOf } from "./progc.js";
import type { Server } from "./server.js";

export interface ProgcTask extends vscode.TaskDefinition {
  type: "progc";
  command: "check" | "fmt";
  args?: string[];
  /** Where it runs, counted from the workspace folder; without it, there. */
  cwd?: string;
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

  /** The check of the workspace that `near` belongs to: below the folder there may be several. */
  async checkOf(near: vscode.Uri | undefined, folder: vscode.WorkspaceFolder): Promise<ProgcTask> {
    const cwd = path.relative(folder.uri.fsPath, (await cwdOf(near)) ?? folder.uri.fsPath);
    return { type: "progc", command: "check", ...(cwd !== "" && { cwd }) };
  }

  /** The task as VS Code runs it; its findings go to Problems only where the server's own are not there already. */
  task(definition: ProgcTask, folder: vscode.WorkspaceFolder): vscode.Task {
    const asOf = vscode.workspace.getConfiguration("prog").get("check.asOf", "");
    const format = definition.command === "check" ? ["--format", "concise", ...(asOf === "" ? [] : ["--as-of", asOf])] : [];
    const run = new vscode.ProcessExecution(
      this.server.command ?? "progc",
      [definition.command, ...format, ...(definition.args ?? [])],
      { cwd: path.resolve(folder.uri.fsPath, definition.cwd ?? "") },
    );
    const task = new vscode.Task(definition, folder, definition.command, "progc", run, this.matchers(definition));
    if (definition.command === "check") task.group = vscode.TaskGroup.Test;
    task.detail = definition.command === "check" ? "Look for problems in the whole workspace" : "Format every .prog file";
    task.presentationOptions = { reveal: vscode.TaskRevealKind.Always, clear: true, showReuseMessage: false };
    return task;
  }

  private matchers(definition: ProgcTask): string[] {
    const serverShowsAll = this.server.isRunning && vscode.workspace.getConfiguration("prog").get("diagnostics.workspace", true);
    // The matcher looks for files in the workspace folder: what runs elsewhere would be shown in the wrong ones.
    const isThere = (definition.cwd ?? "") === "";
    return definition.command === "check" && isThere && !serverShowsAll ? ["$progc"] : [];
  }
}
