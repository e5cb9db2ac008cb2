import assert from "node:assert/strict";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { homedir, tmpdir } from "node:os";
import * as path from "node:path";
import test from "node:test";
import { count, countText, countTooltip } from "../src/counts.js";
import { declarationAt } from "../src/declaration.js";
import { expand, findServer, HOW_TO_INSTALL } from "../src/find.js";
import { page } from "../src/preview/page.js";
import { nameFrom, programSnippet } from "../src/template.js";
import { isOlder, readVersion } from "../src/version.js";
import { placeAt } from "../webview/match.js";

test("a version is what progc says, and nothing else is", () => {
  assert.equal(readVersion("progc 0.1.0\n"), "0.1.0");
  assert.equal(readVersion("progc 1.2.3-beta (abc)"), "1.2.3-beta");
  assert.equal(readVersion("Python 3.11"), undefined);
});

test("versions compare by number, not by letter", () => {
  assert.ok(isOlder("0.9.0", "0.10.0"));
  assert.ok(isOlder("0.0.9", "0.1.0"));
  assert.ok(!isOlder("0.1.0", "0.1.0"));
  assert.ok(!isOlder("1.0.0", "0.9.9"));
});

test("a configured path may start at home or in the workspace", () => {
  assert.equal(expand("~/bin/progc", "/w"), path.join(homedir(), "bin/progc"));
  assert.equal(expand("${workspaceFolder}/target/progc", "/w"), "/w/target/progc");
  assert.equal(expand("./target/progc", "/w"), "/w/target/progc");
  assert.equal(expand("progc-nightly", "/w"), "progc-nightly");
});

test("a server is found where the setting says, and what is wrong with it is told apart", async () => {
  const folder = await mkdtemp(path.join(tmpdir(), "prog-find-"));
  const script = async (name: string, body: string, mode = 0o755) => {
    await writeFile(path.join(folder, name), `#!/bin/sh\n${body}\n`, { mode });
    return path.join(folder, name);
  };
  const find = (setting: string) => findServer({ setting, extensionFolder: folder });
  try {
    assert.equal((await find(await script("good", "echo progc 0.1.0"))).kind, "found");
    assert.deepEqual(await find(await script("old", "echo progc 0.0.4")), { kind: "too-old", command: path.join(folder, "old"), version: "0.0.4" });
    assert.equal((await find(await script("other", "echo hello"))).kind, "not-progc");
    assert.equal((await find(await script("locked", "echo progc 0.1.0", 0o644))).kind, "cannot-run");
    assert.equal((await find(path.join(folder, "absent"))).kind, "no-such-file");
  } finally {
    await rm(folder, { recursive: true });
  }
});

test("how to install leads to a heading of the project's page, and the page says how", async () => {
  const { default: manifest } = await import("../package.json");
  const page = await readFile("../../README.md", "utf8");
  const [address, anchor] = HOW_TO_INSTALL.split("#");
  assert.equal(`${address}.git`, manifest.repository.url);
  const section = page.split(/^## /m).find((text) => text.split("\n", 1)[0]!.toLowerCase().replaceAll(" ", "-") === anchor);
  assert.match(section ?? "", /cargo install .*crates\/progc/);
});

test("the status bar counts what is there and says so in words", () => {
  assert.deepEqual(count([0, 1, 1, 2, 3]), { errors: 1, warnings: 2, infos: 1 });
  assert.equal(countText({ errors: 0, warnings: 2, infos: 0 }), "prog $(warning) 2");
  assert.equal(countText({ errors: 0, warnings: 0, infos: 0 }), "$(pass) prog");
  assert.equal(countTooltip({ errors: 1, warnings: 2, infos: 1 }), "1 error, 2 warnings, 1 note");
  assert.equal(countTooltip({ errors: 0, warnings: 0, infos: 0 }), "No findings");
});

const SPEC = `// program x "no"
program checkout "Checkout" {
  risk latency "Latency {" {
    mitigation "Second provider" { due: 2026-05-15 }
    /* } */ impact: major
  }
  workstream ui "UI" { task pages "Pages" { estimate: 2w } }
}
decision rollback "Roll back?" { owner: ines }
`;
const at = (words: string, kinds?: string[]) => declarationAt(SPEC, SPEC.indexOf(words), kinds)?.path;

test("the declaration around the cursor is found through strings and comments", () => {
  assert.equal(at("impact: major"), "checkout.latency");
  assert.equal(at("due: 2026"), "checkout.latency");
  assert.equal(at("latency \"Lat"), "checkout.latency");
  assert.equal(at("rollback"), "rollback");
  assert.equal(at("// program"), undefined);
});

test("a workstream opens no scope", () => {
  assert.equal(at("estimate"), "checkout.pages");
  assert.equal(at("ui \"UI\""), "checkout.ui");
});

test("only the kinds asked for count", () => {
  assert.equal(at("owner: ines", ["decision"]), "rollback");
  assert.equal(at("impact: major", ["decision"]), undefined);
});

test("a part belongs to its program, and an open brace is no trouble", () => {
  const text = 'part of checkout\n\nescalation vendor "Vendor" {\n  ask: "x"\n';
  assert.equal(declarationAt(text, text.indexOf("ask"))?.path, "checkout.vendor");
});

test("a title becomes a name that the language takes", () => {
  assert.equal(nameFrom("New checkout experience!"), "new-checkout-experience");
  assert.equal(nameFrom("3D Secure"), "p-3d-secure");
  assert.equal(nameFrom("Überweisung & Café"), "überweisung-café");
  assert.equal(nameFrom("!!!"), "program");
});

test("a title's own quotes and dollars are text", () => {
  const snippet = programSnippet('Save "$5"', "2026-01-01", "2026-06-30");
  assert.ok(snippet.startsWith('program save-5 "Save \\\\"\\$5\\\\""'), snippet.split("\n")[0]);
});

test("the page loads its own script and style sheet, and nothing else", () => {
  const html = page({ nonce: "N0NCE", script: "s.js", style: "s.css", origin: "https://files" });
  const policy = /content="([^"]+)"/.exec(html)?.[1] ?? "";
  assert.ok(policy.startsWith("default-src 'none'"));
  assert.ok(!/unsafe|connect-src|img-src|\*/.test(policy));
  assert.match(policy, /script-src 'nonce-N0NCE'/);
});

test("the cursor is in the innermost place around it", () => {
  const place = (name: string, from: number, to: number) => ({ name, uri: "file:///a", range: { start: { line: from, character: 0 }, end: { line: to, character: 1 } } });
  const places = [place("outer", 0, 20), place("inner", 5, 8), place("later", 10, 12)];
  const name = (line: number, uri = "file:///a") => placeAt(places, uri, { line, character: 1 })?.name;
  assert.equal(name(6), "inner");
  assert.equal(name(9), "outer");
  assert.equal(name(11), "later");
  assert.equal(name(30), undefined);
  assert.equal(name(6, "file:///b"), undefined);
});

test("where places are heads only, the last one before the cursor counts", () => {
  const head = (line: number) => ({ line, uri: "file:///a", range: { start: { line, character: 0 }, end: { line, character: 9 } } });
  assert.equal(placeAt([head(2), head(8)], "file:///a", { line: 5, character: 0 })?.line, 2);
});

test("the problem matcher reads what progc check --format concise writes", async () => {
  const { default: manifest } = await import("../package.json");
  const { pattern, severity } = { severity: ["error", "warning", "info"], ...manifest.contributes.problemMatchers[0]! };
  const read = (line: string) => new RegExp(pattern.regexp).exec(line)?.slice(1);
  assert.deepEqual(read("programs/checkout.prog:12:1: warning[missing-owner] `gateway` has no owner"), ["programs/checkout.prog", "12", "1", "warning", "missing-owner", "`gateway` has no owner"]);
  assert.deepEqual(read("C:\\specs\\a b.prog:1:2: error[syntax] Write `:` after `owner`")?.slice(0, 3), ["C:\\specs\\a b.prog", "1", "2"]);
  for (const level of severity) assert.ok(read(`a.prog:1:1: ${level}[x] y`));
  assert.equal(read("No findings in 2 files"), undefined);
});
