/**
 * The preview panel on the editor's side: asks the server, hands the answers to the page, follows edits and cursor,
 * and opens the source of what is clicked. What it looks like is the page's affair (`webview/`).
 */
import { randomBytes } from "node:crypto";
import * as vscode from "vscode";
import { method, type Graph, type GraphOf, type Impact, type Place, type Plan, type Report } from "../protocol.js";
import { lastProgFile } from "../near.js";
import { describe } from "../problems.js";
import type { Server } from "../server.js";
import type { FromPreview, Tab, ToPreview } from "./messages.js";
import { page } from "./page.js";
import { clean } from "./places.js";

const VIEW_TYPE = "prog.preview";
/** After an edit the server says when the model changed; this is for one that does not. */
const PATIENCE = 1200;
const BURST = 120;

export class Preview implements vscode.Disposable {
  private panel: vscode.WebviewPanel | undefined;
  private wanted: { of: GraphOf; program: string | undefined } | undefined;
  private waiting: (() => void)[] = [];
  private asked: vscode.CancellationTokenSource | undefined;
  private timer: NodeJS.Timeout | undefined;
  private stale = false;
  private readonly disposables: vscode.Disposable[] = [];

  constructor(
    private readonly context: vscode.ExtensionContext,
    private readonly server: Server,
  ) {
    this.disposables.push(
      vscode.window.registerWebviewPanelSerializer(VIEW_TYPE, {
        deserializeWebviewPanel: async (panel) => this.adopt(panel),
      }),
      server.onChanged(() => this.refreshSoon(BURST)),
      server.onState(({ kind }) => kind === "trouble" && this.refreshSoon(BURST)),
      vscode.workspace.onDidChangeTextDocument(({ document }) => {
        if (document.languageId === "prog" && this.timer === undefined) this.refreshSoon(PATIENCE);
      }),
      vscode.window.onDidChangeTextEditorSelection(({ textEditor }) => this.sendCursor(textEditor)),
      vscode.window.onDidChangeActiveTextEditor((editor) => editor && this.sendCursor(editor)),
    );
  }

  /** Opens the panel beside the editor, or brings it to the front. */
  show(tab?: Tab): void {
    if (this.panel === undefined) {
      const where = { viewColumn: vscode.ViewColumn.Beside, preserveFocus: true };
      this.adopt(vscode.window.createWebviewPanel(VIEW_TYPE, "prog Preview", where, {}));
    } else this.panel.reveal(undefined, true);
    if (tab !== undefined) this.send({ type: "show", tab });
  }

  /** Shows in the graph what depends on the declaration `name`. */
  async showImpact(name: string): Promise<void> {
    const impact = await this.server.request<Impact>(method.impact, { name, ...this.ofWorkspace() });
    this.show("graph");
    this.send({ type: "impact", impact: clean(impact) });
  }

  private adopt(panel: vscode.WebviewPanel): void {
    this.panel = panel;
    this.wanted = undefined;
    const dist = vscode.Uri.joinPath(this.context.extensionUri, "dist");
    const images = vscode.Uri.joinPath(this.context.extensionUri, "images");
    const file = (name: string) => panel.webview.asWebviewUri(vscode.Uri.joinPath(dist, name)).toString();
    panel.iconPath = { light: vscode.Uri.joinPath(images, "file-light.svg"), dark: vscode.Uri.joinPath(images, "file-dark.svg") };
    panel.webview.options = { enableScripts: true, localResourceRoots: [dist] };
    panel.webview.onDidReceiveMessage((message: FromPreview) => this.receive(message));
    panel.onDidChangeViewState(() => {
      if (panel.visible && this.stale) this.refreshSoon(0);
    });
    panel.onDidDispose(() => {
      this.panel = undefined;
      this.waiting = [];
      this.asked?.cancel();
    });
    panel.webview.html = page({
      nonce: randomBytes(16).toString("base64"),
      script: file("preview.js"),
      style: file("preview.css"),
      origin: panel.webview.cspSource,
    });
  }

  private receive(message: FromPreview): void {
    switch (message.type) {
      case "load":
        this.wanted = { of: message.of, program: message.program };
        for (const deliver of this.waiting.splice(0)) deliver();
        return this.refreshSoon(0);
      case "open":
        return void this.open(message.place);
      case "impact":
        return void this.showImpact(message.name).catch((error) => this.report(error));
    }
  }

  /** The page hears nothing before it has said what it wants to see; until then messages wait. */
  private send(message: ToPreview): void {
    const deliver = () => void this.panel?.webview.postMessage(message);
    if (this.wanted === undefined) this.waiting.push(deliver);
    else deliver();
  }

  private refreshSoon(delay: number): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => {
      this.timer = undefined;
      void this.refresh();
    }, delay);
  }

  private async refresh(): Promise<void> {
    const { panel, wanted } = this;
    if (panel === undefined || wanted === undefined) return;
    this.stale = !panel.visible;
    if (this.stale) return;
    if (!this.server.isRunning) return this.send({ type: "problem", text: this.whyNot() });
    this.asked?.cancel();
    const { token } = (this.asked = new vscode.CancellationTokenSource());
    const program = { ...this.ofWorkspace(), ...(wanted.program !== undefined && { program: wanted.program }) };
    const ask = <R>(name: string, params: object) => this.server.request<R>(name, params, token);
    const [graph, plan, report] = await Promise.allSettled([
      ask<Graph>(method.graph, { of: wanted.of, ...program }),
      ask<Plan>(method.plan, program),
      ask<Report>(method.report, program),
    ]);
    if (token.isCancellationRequested || this.panel !== panel) return;
    if (report.status === "rejected" && wanted.program !== undefined) return this.send({ type: "gone" });
    const failed = [graph, plan, report].find((answer) => answer.status === "rejected");
    this.send({
      type: "data",
      ...wanted,
      ...(graph.status === "fulfilled" && { graph: clean(graph.value) }),
      ...(plan.status === "fulfilled" && { plan: clean(plan.value) }),
      ...(report.status === "fulfilled" && { report: clean(report.value) }),
    });
    if (failed !== undefined) this.report(failed.reason);
    const editor = vscode.window.activeTextEditor;
    if (editor !== undefined) this.sendCursor(editor);
  }

  private ofWorkspace(): { uri?: string } {
    const file = lastProgFile();
    return file === undefined ? {} : { uri: file.toString() };
  }

  private whyNot(): string {
    const { state } = this.server;
    return state.kind === "trouble" ? describe(state.trouble) : "Waiting for progc to start…";
  }

  private report(reason: unknown): void {
    this.server.output.warn(`Preview: ${String(reason)}`);
    this.send({ type: "problem", text: "A part of the picture could not be drawn. The output of prog says why." });
  }

  private sendCursor(editor: vscode.TextEditor): void {
    if (this.panel?.visible !== true || editor.document.languageId !== "prog") return;
    if (!vscode.workspace.getConfiguration("prog").get("preview.followCursor", true)) return;
    const { line, character } = editor.selection.active;
    this.send({ type: "cursor", uri: editor.document.uri.toString(), position: { line, character } });
  }

  private async open({ uri, range }: Place): Promise<void> {
    const target = vscode.Uri.parse(uri);
    const shown = vscode.window.visibleTextEditors.find((editor) => editor.document.uri.toString() === target.toString());
    const at = new vscode.Position(range.start.line, range.start.character);
    await vscode.window.showTextDocument(target, {
      viewColumn: shown?.viewColumn ?? this.otherColumn(),
      selection: new vscode.Range(at, at),
    });
  }

  /** A column that is not the preview's own. */
  private otherColumn(): vscode.ViewColumn {
    const own = this.panel?.viewColumn;
    const editor = vscode.window.visibleTextEditors.find((e) => e.viewColumn !== undefined && e.viewColumn !== own);
    return editor?.viewColumn ?? (own === vscode.ViewColumn.One ? vscode.ViewColumn.Beside : vscode.ViewColumn.One);
  }

  dispose(): void {
    clearTimeout(this.timer);
    this.panel?.dispose();
    vscode.Disposable.from(...this.disposables).dispose();
  }
}
