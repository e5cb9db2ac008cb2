/** Puts the parts together. */
import * as vscode from "vscode";
import { registerCommands } from "./commands.js";
import { watchEditors } from "./near.js";
import { Preview } from "./preview/panel.js";
import { tell } from "./problems.js";
import { Texts } from "./reports.js";
import { Server, type ServerState } from "./server.js";
import { Snippets } from "./snippets.js";
import { Status } from "./status.js";
import { Tasks } from "./tasks.js";

let server: Server | undefined;

/** What other extensions, and the tests, may ask. */
export interface Api {
  readonly serverState: ServerState;
}

export async function activate(context: vscode.ExtensionContext): Promise<Api> {
  const output = vscode.window.createOutputChannel("prog", { log: true });
  const texts = new Texts();
  const started = new Server(context, output);
  server = started;
  const preview = new Preview(context, started);
  const tasks = new Tasks(started);
  const snippets = new Snippets(context.extensionUri, started);
  context.subscriptions.push(
    output,
    started,
    preview,
    texts.register(),
    watchEditors(),
    new Status(started),
    vscode.tasks.registerTaskProvider("progc", tasks),
    vscode.languages.registerCompletionItemProvider({ language: "prog" }, snippets),
    registerCommands({ server: started, preview, tasks, texts, snippets }),
    vscode.workspace.onDidChangeConfiguration((event) => {
      if (event.affectsConfiguration("prog.server")) void start(started);
    }),
    vscode.workspace.onDidGrantWorkspaceTrust(() => void start(started)),
  );
  await start(started);
  return {
    get serverState() {
      return started.state;
    },
  };
}

/** Starts the server; what keeps it from starting is told once, without holding anything up. */
async function start(started: Server): Promise<void> {
  await started.restart();
  if (started.state.kind === "trouble") void tell(started.state.trouble, started.output);
}

export async function deactivate(): Promise<void> {
  await server?.stop();
}
