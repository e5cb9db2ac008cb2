/** Puts "there is no server to start" into words, and offers what to do about it. */
import * as vscode from "vscode";
import { HOW_TO_INSTALL, type Trouble } from "./find.js";
import { OLDEST } from "./version.js";

/** What went wrong and what helps, in one or two sentences. */
export function describe(trouble: Trouble): string {
  switch (trouble.kind) {
    case "missing":
      return "prog needs the program “progc”, and it is not on this computer yet. Install it, or say where it is.";
    case "no-such-file":
      return `The setting prog.server.path says “${trouble.command}”, but there is no such file.`;
    case "cannot-run":
      return `“${trouble.command}” could not be started: ${trouble.reason}.`;
    case "not-progc":
      return `“${trouble.command}” does not look like progc: asked for its version it said “${trouble.output}”.`;
    case "too-old":
      return `“${trouble.command}” is version ${trouble.version}; this extension needs ${OLDEST} or newer. Update it, or say where a newer one is.`;
  }
}

/** Shows the message and does what the user picks. */
export async function tell(trouble: Trouble, output: vscode.OutputChannel): Promise<void> {
  const choose = "Choose progc…";
  const howTo = "How to Install";
  const setting = "Open Setting";
  const log = "Open Output";
  const actions = trouble.kind === "no-such-file" ? [setting, choose] : [choose, howTo, log];
  const picked = await vscode.window.showErrorMessage(describe(trouble), ...actions);
  if (picked === choose) await chooseServer();
  if (picked === howTo) await vscode.env.openExternal(vscode.Uri.parse(HOW_TO_INSTALL));
  if (picked === setting) await vscode.commands.executeCommand("workbench.action.openSettings", "prog.server.path");
  if (picked === log) output.show();
}

/** Asks for the file and writes it into the user's settings; the change of the setting starts the server. */
async function chooseServer(): Promise<void> {
  const picked = await vscode.window.showOpenDialog({ title: "Where is progc?", openLabel: "Use This progc", canSelectMany: false });
  const file = picked?.[0];
  if (file === undefined) return;
  await vscode.workspace.getConfiguration("prog").update("server.path", file.fsPath, vscode.ConfigurationTarget.Global);
}
