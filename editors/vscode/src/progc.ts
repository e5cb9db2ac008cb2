/** Runs `progc` once for what the command line answers and the server does not: memo and report. */
import { execFile } from "node:child_process";
import * as vscode from "vscode";
import { folderFor } from "./folder.js";
import type { Server } from "./server.js";

/** Standard output of `progc ARGS` in the workspace of `near`; throws what `progc` said on standard error. */
export async function progc(server: Server, args: string[], near?: vscode.Uri): Promise<string> {
  const { command } = server;
  if (command === undefined) throw new Error("There is no progc to run. See the prog item in the status bar.");
  const asOf = vscode.workspace.getConfiguration("prog").get("check.asOf", "");
  const all = asOf === "" ? args : [...args, "--as-of", asOf];
  const cwd = await cwdOf(near);
  return new Promise((resolve, reject) => {
    const options = { cwd, maxBuffer: 64 * 1024 * 1024, windowsHide: true, env: { ...process.env, NO_COLOR: "1" } };
    execFile(command, all, options, (error, stdout, stderr) => {
      if (error === null) resolve(stdout);
      else reject(new Error(stderr.trim() || error.message));
    });
  });
}

/** Where `progc` has to run to see the workspace that the server puts `near` into. */
export async function cwdOf(near?: vscode.Uri): Promise<string | undefined> {
  if (near?.scheme !== "file") return folderOf(near)?.uri.fsPath;
  return folderFor(near.fsPath, vscode.workspace.getWorkspaceFolder(near)?.uri.fsPath);
}

/** The workspace folder that `near` lies in, else the first. */
export function folderOf(near?: vscode.Uri): vscode.WorkspaceFolder | undefined {
  const own = near === undefined ? undefined : vscode.workspace.getWorkspaceFolder(near);
  return own ?? vscode.workspace.workspaceFolders?.[0];
}
