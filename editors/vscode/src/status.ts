/** The item in the status bar: findings of the workspace at a glance, or what keeps the server from working. */
import * as vscode from "vscode";
import { count, countText, countTooltip } from "./counts.js";
import { describe } from "./problems.js";
import type { Server } from "./server.js";

export class Status implements vscode.Disposable {
  private readonly item = vscode.window.createStatusBarItem("prog.status", vscode.StatusBarAlignment.Left, 1);
  private readonly disposables: vscode.Disposable[] = [this.item];

  constructor(private readonly server: Server) {
    this.item.name = "prog";
    this.disposables.push(
      server.onState(() => this.update()),
      vscode.languages.onDidChangeDiagnostics((event) => event.uris.some(isOurs) && this.update()),
    );
    this.update();
    this.item.show();
  }

  private update(): void {
    const { state } = this.server;
    this.item.backgroundColor = undefined;
    this.item.command = "prog.showProblems";
    switch (state.kind) {
      case "starting":
        return this.say("$(sync~spin) prog", "Starting progc…", "prog: starting");
      case "scanning":
        return this.say("$(sync~spin) prog", state.message, "prog: reading the workspace");
      case "stopped":
        this.item.command = "prog.restartServer";
        this.item.backgroundColor = new vscode.ThemeColor("statusBarItem.warningBackground");
        return this.say("$(debug-disconnect) prog", "The server is not running. Click to start it.", "prog: server not running");
      case "trouble":
        this.item.command = "prog.restartServer";
        this.item.backgroundColor = new vscode.ThemeColor("statusBarItem.warningBackground");
        return this.say("$(warning) prog", `${describe(state.trouble)} Click to try again.`, "prog: no server");
      case "ready":
        return this.findings(state.version);
    }
  }

  private findings(version: string): void {
    const counts = count(
      vscode.languages.getDiagnostics().flatMap(([uri, list]) => (isOurs(uri) ? list.map((d) => d.severity) : [])),
    );
    const tooltip = countTooltip(counts);
    this.say(countText(counts), `${tooltip}\n\nprogc ${version}. Click for the list.`, `prog: ${tooltip}`);
  }

  private say(text: string, tooltip: string, label: string): void {
    this.item.text = text;
    this.item.tooltip = tooltip;
    this.item.accessibilityInformation = { label, role: "button" };
  }

  dispose(): void {
    vscode.Disposable.from(...this.disposables).dispose();
  }
}

function isOurs(uri: vscode.Uri): boolean {
  return uri.path.endsWith(".prog") || uri.path.endsWith("/progc.toml");
}
