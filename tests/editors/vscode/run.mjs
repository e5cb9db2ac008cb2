// run.mjs VSIX [host|workbench|pictures|all] [--shots DIR]   Runs the tests against a packaged extension with progc inside.
// Ends with the line "N passed, M failed" of each part; the exit code is 0 when nothing failed.
import fs from "node:fs";
import path from "node:path";
import { freshWorkspace, startBrowser, startServer } from "./lib/workbench.mjs";
import { hostTests } from "./host.mjs";
import { pictures } from "./pictures.mjs";
import { workbenchTests } from "./workbench.mjs";

const args = process.argv.slice(2);
const shots = args.includes("--shots") ? path.resolve(args.splice(args.indexOf("--shots"), 2)[1]) : undefined;
const [vsix, what = "all"] = args;
if (vsix === undefined) {
  console.error("usage: run.mjs VSIX [host|workbench|pictures|all] [--shots DIR]");
  process.exit(2);
}

let failed = 0;
for (const [name, tests] of [["host", hostTests], ["workbench", workbenchTests], ["pictures", pictures]]) {
  if (what !== name && (what !== "all" || name === "pictures")) continue;
  let wrong = await attempt(tests);
  // On a busy machine a window can miss a key: with keys and mouse, what fails is what fails in a second window too.
  if (wrong > 0 && name === "workbench") {
    console.log("--- once more, in a new window");
    wrong = await attempt(tests);
  }
  failed += wrong;
}
process.exit(failed === 0 ? 0 : 1);

/** One run in a fresh folder, server and browser; the number of failures. */
async function attempt(tests) {
  const { folder, workspace } = freshWorkspace();
  const server = await startServer(folder, vsix);
  const browser = await startBrowser();
  try {
    return await tests({ server, browser, workspace, shots });
  } catch (error) {
    console.error(error);
    return 1;
  } finally {
    await browser.close();
    await server.stop();
    fs.rmSync(folder, { recursive: true, force: true });
  }
}
