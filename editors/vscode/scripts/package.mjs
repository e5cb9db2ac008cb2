// Builds the extension and packs it as prog.vsix.
//
//   npm run package                        without progc: the user has one already
//   PROGC=path/to/progc npm run package    with that progc inside, for this computer's platform
//   VSIX_TARGET=darwin-arm64 PROGC=…       the same, when the progc is for another platform
import { execFileSync } from "node:child_process";
import { chmodSync, copyFileSync, mkdirSync, rmSync } from "node:fs";
import { fileURLToPath } from "node:url";
import path from "node:path";

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "..");
const { PROGC, VSIX_TARGET, VSIX = "prog.vsix" } = process.env;
const node = (...args) => execFileSync(process.execPath, args, { cwd: root, stdio: "inherit" });

rmSync(path.join(root, "bin"), { recursive: true, force: true });
const target = [];
if (PROGC) {
  const platform = VSIX_TARGET ?? `${process.platform}-${process.arch}`;
  const inside = path.join(root, "bin", platform.startsWith("win32") ? "progc.exe" : "progc");
  mkdirSync(path.dirname(inside));
  copyFileSync(path.resolve(process.env.INIT_CWD ?? root, PROGC), inside);
  chmodSync(inside, 0o755);
  target.push("--target", platform);
}
node("scripts/settings.mjs", "--check");
node("scripts/build.mjs");
const out = path.resolve(process.env.INIT_CWD ?? root, VSIX);
node("node_modules/@vscode/vsce/vsce", "package", "--no-dependencies", ...target, "--out", VSIX === "prog.vsix" ? path.join(root, VSIX) : out);
