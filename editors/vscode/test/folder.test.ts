import assert from "node:assert/strict";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import * as path from "node:path";
import test from "node:test";
import { folderFor } from "../src/folder.js";

test("progc runs where it sees the workspace that the server puts the file into", async () => {
  const mono = await mkdtemp(path.join(tmpdir(), "prog-folder-"));
  const at = (...names: string[]) => path.join(mono, ...names);
  try {
    await mkdir(at("specs/shop"), { recursive: true });
    await mkdir(at("docs"));
    await writeFile(at("specs/progc.toml"), "");
    assert.equal(await folderFor(at("specs/a.prog"), mono), at("specs"), "the settings beside the file");
    assert.equal(await folderFor(at("specs/shop/a.prog"), mono), at("specs"), "the settings above the file");
    assert.equal(await folderFor(at("specs/shop/a.prog"), at("specs/shop")), at("specs"), "above the editor's folder, too");
    assert.equal(await folderFor(at("docs/a.prog"), mono), mono, "no settings: the editor's folder");
    assert.equal(await folderFor(at("docs/a.prog"), undefined), at("docs"), "no folder either: the file's own");
  } finally {
    await rm(mono, { recursive: true });
  }
});
