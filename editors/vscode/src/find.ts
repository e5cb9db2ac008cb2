/**
 * Finds the `progc` to start: the configured one, else the bundled one, else the one on the `PATH`.
 * Knows nothing of VS Code; says what is wrong as data, `problems.ts` puts it into words.
 */
import { execFile } from "node:child_process";
import { access, chmod, constants } from "node:fs/promises";
import { homedir } from "node:os";
import * as path from "node:path";
import { isOlder, OLDEST, readVersion } from "./version.js";

export interface Found {
  kind: "found";
  command: string;
  version: string;
  origin: "setting" | "bundled" | "PATH";
}

/** Where it says how to get one. */
export const HOW_TO_INSTALL = "https://github.com/prog-lang/prog#try-it";

/** Why there is no server to start. */
export type Trouble =
  | { kind: "missing" }
  | { kind: "no-such-file"; command: string }
  | { kind: "cannot-run"; command: string; reason: string }
  | { kind: "not-progc"; command: string; output: string }
  | { kind: "too-old"; command: string; version: string };

export interface Search {
  /** The setting `prog.server.path`; empty when not set. */
  setting: string;
  extensionFolder: string;
  workspaceFolder?: string | undefined;
}

const EXECUTABLE = process.platform === "win32" ? "progc.exe" : "progc";

/** A configured path is the user's word: it is taken or refused, never passed over in silence. */
export async function findServer(search: Search): Promise<Found | Trouble> {
  if (search.setting !== "") {
    const command = expand(search.setting, search.workspaceFolder);
    return tryCommand(command, "setting");
  }
  const bundled = path.join(search.extensionFolder, "bin", EXECUTABLE);
  const first = (await exists(bundled)) ? await tryBundled(bundled) : undefined;
  if (first?.kind === "found") return first;
  // A bundled binary of another platform cannot run here; one on the PATH may.
  const second = await tryCommand(EXECUTABLE, "PATH");
  return second.kind === "no-such-file" ? (first ?? { kind: "missing" }) : second;
}

async function tryBundled(command: string): Promise<Found | Trouble> {
  // Some unpackers lose the executable bit; a read-only install keeps whatever it has.
  await chmod(command, 0o755).catch(() => undefined);
  return tryCommand(command, "bundled");
}

async function tryCommand(command: string, origin: Found["origin"]): Promise<Found | Trouble> {
  const answer = await run(command, ["--version"]);
  if (answer.code === "ENOENT") return { kind: "no-such-file", command };
  if (answer.failed !== undefined) return { kind: "cannot-run", command, reason: answer.failed };
  const version = readVersion(answer.stdout);
  if (version === undefined) return { kind: "not-progc", command, output: answer.stdout.slice(0, 80).trim() };
  if (isOlder(version, OLDEST)) return { kind: "too-old", command, version };
  return { kind: "found", command, version, origin };
}

function run(command: string, args: string[]): Promise<{ stdout: string; code?: string; failed?: string }> {
  return new Promise((resolve) => {
    execFile(command, args, { timeout: 10_000, windowsHide: true }, (error, stdout) => {
      if (error === null) return resolve({ stdout });
      const code = typeof error.code === "string" ? error.code : "";
      resolve({ stdout, code, failed: error.killed ? "it did not answer within 10 seconds" : firstLine(error.message) });
    });
  });
}

function firstLine(text: string): string {
  return text.split("\n", 1)[0] ?? text;
}

async function exists(file: string): Promise<boolean> {
  return access(file, constants.F_OK).then(
    () => true,
    () => false,
  );
}

/** `~` and `${workspaceFolder}` in a configured path; a relative path counts from the workspace folder. */
export function expand(setting: string, workspaceFolder: string | undefined): string {
  let result = setting.trim();
  if (result === "~" || result.startsWith("~/") || result.startsWith("~\\")) result = homedir() + result.slice(1);
  if (workspaceFolder === undefined) return result;
  result = result.replaceAll("${workspaceFolder}", workspaceFolder);
  const isPath = result.includes("/") || result.includes("\\");
  return isPath ? path.resolve(workspaceFolder, result) : result;
}
