// Opens a window whose extension host runs host/index.js, and passes on what it prints.
import path from "node:path";
import { address, newPage, remote } from "./lib/workbench.mjs";

const LIMIT = 480_000;

export async function hostTests({ server, browser, workspace }) {
  const page = await newPage(browser, 1400, 900);
  const folder = path.join(import.meta.dirname, "host");
  let finish;
  const ended = new Promise((resolve) => (finish = resolve));
  await page.exposeFunction("codeAutomationLog", (_kind, args) => {
    if (/^(ok|not ok|\d+ passed)/.test(String(args[0]))) console.log(String(args[0]));
  });
  await page.exposeFunction("codeAutomationExit", (code) => finish(code));
  const payload = [
    ["extensionDevelopmentPath", remote(server.port, folder)],
    ["extensionTestsPath", remote(server.port, path.join(folder, "index.js"))],
  ];
  await page.goto(address(server.port, workspace, payload));
  const timer = setTimeout(() => finish("no answer"), LIMIT);
  const code = await ended;
  clearTimeout(timer);
  await page.close();
  if (code === "no answer") console.log(`0 passed, 1 failed: no answer within ${LIMIT / 1000} s`);
  return code === 0 ? 0 : 1;
}
