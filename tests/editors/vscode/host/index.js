// Runs inside VS Code's extension host, with the real `vscode` API, against the packaged extension and the real progc.
// `run` resolves when all cases passed; what it prints is shown by run.mjs.
"use strict";
const vscode = require("vscode");
const { cases, cleanUp, open, until } = require("./helpers.js");

require("./editing.js");
require("./findings.js");
require("./navigation.js");
require("./commands.js");
require("./server.js");

exports.run = async () => {
  await open("checkout.prog");
  await until("the server", () => vscode.extensions.getExtension("prog-lang.prog")?.exports?.serverState.kind === "ready");
  let [passed, failed] = [0, 0];
  for (const { name, test } of cases) {
    try {
      await test();
      passed++;
      console.log(`ok - ${name}`);
    } catch (error) {
      failed++;
      console.log(`not ok - ${name}\n    ${String(error.stack ?? error).split("\n").slice(0, 8).join("\n    ")}`);
    }
    await cleanUp();
  }
  console.log(`${passed} passed, ${failed} failed (VS Code ${vscode.version})`);
  if (failed > 0) throw new Error(`${failed} failed`);
};
