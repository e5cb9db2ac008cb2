/**
 * The running `progc lsp`: found, started, stopped, started again, and what it says about itself.
 * Features use `request` and the two events; only this file knows the language client.
 */
import * as vscode from "vscode";
import {
  LanguageClient,
  State,
  TransportKind,
  type LanguageClientOptions,
  type Middleware,
  type ServerOptions,
} from "vscode-languageclient/node";
import { findServer, type Found, type Trouble } from "./find.js";
import { method } from "./protocol.js";

export type ServerState =
  | { kind: "starting" }
  | { kind: "ready"; version: string }
  | { kind: "scanning"; message: string }
  | { kind: "stopped" }
  | { kind: "trouble"; trouble: Trouble };

export class Server implements vscode.Disposable {
  private client: LanguageClient | undefined;
  private found: Found | undefined;
  private readonly progress = new Set<string | number>();
  private queue: Promise<void> = Promise.resolve();
  /** Starts that are waiting or under way. */
  private starts = 0;
  private readonly stateChanged = new vscode.EventEmitter<ServerState>();
  private readonly modelChanged = new vscode.EventEmitter<void>();

  /** Fires when the server starts, scans, stops, or cannot be started. */
  readonly onState = this.stateChanged.event;
  /** Fires when the server says that graph, plan or report may differ now. */
  readonly onChanged = this.modelChanged.event;
  state: ServerState = { kind: "stopped" };

  constructor(
    private readonly context: vscode.ExtensionContext,
    readonly output: vscode.LogOutputChannel,
  ) {}

  /** The `progc` in use, for what the command line does better. */
  get command(): string | undefined {
    return this.found?.command;
  }

  get isRunning(): boolean {
    return this.client?.state === State.Running;
  }

  /** Starts the server anew; several calls run one after the other. */
  restart(): Promise<void> {
    this.starts += 1;
    this.queue = this.queue
      .then(() => this.startOnce())
      .catch((error) => this.output.error(String(error)))
      .finally(() => (this.starts -= 1));
    return this.queue;
  }

  async request<R>(name: string, params: unknown, token?: vscode.CancellationToken): Promise<R> {
    if (this.client === undefined || !this.isRunning) throw new Error("The prog server is not running.");
    return token === undefined ? this.client.sendRequest<R>(name, params) : this.client.sendRequest<R>(name, params, token);
  }

  /** The client's conversions between the protocol's types and the editor's. */
  get convert(): LanguageClient["protocol2CodeConverter"] | undefined {
    return this.client?.protocol2CodeConverter;
  }

  private async startOnce(): Promise<void> {
    await this.stop();
    this.setState({ kind: "starting" });
    const found = await this.find();
    if (found.kind !== "found") return this.setState({ kind: "trouble", trouble: found });
    this.found = found;
    this.output.info(`Starting ${found.command} ${found.version} (${found.origin})`);
    this.client = this.createClient(found);
    try {
      await this.client.start();
    } catch (error) {
      this.output.error(String(error));
      const trouble: Trouble = { kind: "cannot-run", command: found.command, reason: "it ended before it answered; the output says why" };
      return this.setState({ kind: "trouble", trouble });
    }
    if (this.progress.size === 0) this.setState({ kind: "ready", version: found.version });
    this.modelChanged.fire();
  }

  private find(): Promise<Found | Trouble> {
    return findServer({
      setting: vscode.workspace.getConfiguration("prog").get("server.path", "").trim(),
      extensionFolder: this.context.extensionPath,
      workspaceFolder: vscode.workspace.workspaceFolders?.[0]?.uri.fsPath,
    });
  }

  private createClient(found: Found): LanguageClient {
    const settings = vscode.workspace.getConfiguration("prog");
    const run: ServerOptions = {
      command: found.command,
      args: ["lsp", ...settings.get<string[]>("server.extraArgs", [])],
      transport: TransportKind.stdio,
    };
    const options: LanguageClientOptions = {
      documentSelector: [
        { language: "prog", scheme: "file" },
        { language: "prog", scheme: "untitled" },
        { scheme: "file", pattern: "**/progc.toml" },
      ],
      initializationOptions: JSON.parse(JSON.stringify(settings)),
      outputChannel: this.output,
      diagnosticCollectionName: "prog",
      middleware: this.middleware(),
      markdown: { supportHtml: false },
    };
    const client = new LanguageClient("prog", "prog", run, options);
    client.onNotification(method.changed, () => this.modelChanged.fire());
    client.onDidChangeState(({ newState }) => {
      if (newState === State.Stopped && this.client === client && this.state.kind !== "trouble") this.setState({ kind: "stopped" });
      if (newState === State.Running) this.setState({ kind: "ready", version: found.version });
    });
    return client;
  }

  private middleware(): Middleware {
    return {
      workspace: {
        // A change that starts the server anew is none for the one that goes: it would be told that it cannot be told.
        didChangeConfiguration: (sections, next) => (this.starts > 0 ? Promise.resolve() : next(sections)),
      },
      handleWorkDoneProgress: (token, params, next) => {
        if (params.kind === "end") this.progress.delete(token);
        else this.progress.add(token);
        const busy = this.progress.size > 0;
        const title = params.kind === "begin" ? params.title : "Reading the workspace";
        if (busy) this.setState({ kind: "scanning", message: ("message" in params && params.message) || title });
        else this.setState({ kind: "ready", version: this.found?.version ?? "" });
        next(token, params);
      },
      provideCodeLenses: (document, token, next) => {
        const wanted = vscode.workspace.getConfiguration("prog").get("codeLens.enable", true);
        return wanted ? next(document, token) : [];
      },
    };
  }

  private setState(state: ServerState): void {
    this.state = state;
    this.stateChanged.fire(state);
  }

  async stop(): Promise<void> {
    const client = this.client;
    this.client = undefined;
    this.progress.clear();
    if (client?.needsStop() === true) await client.stop().catch((error) => this.output.warn(String(error)));
    if (client !== undefined) await client.dispose().catch(() => undefined);
  }

  dispose(): void {
    this.stateChanged.dispose();
    this.modelChanged.dispose();
  }
}
