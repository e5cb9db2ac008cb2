// Pictures of tests/editors/pictures/colours.prog in a dark and a light window, for a person to look at.
import fs from "node:fs";
import path from "node:path";
import { address, newPage, remote } from "./lib/workbench.mjs";

export async function pictures({ server, browser, workspace, shots }) {
  fs.rmSync(workspace, { recursive: true });
  fs.mkdirSync(workspace);
  fs.writeFileSync(path.join(workspace, "progc.toml"), "");
  const file = path.join(workspace, "colours.prog");
  fs.copyFileSync(path.join(import.meta.dirname, "../pictures/colours.prog"), file);
  fs.mkdirSync(shots, { recursive: true });
  for (const [name, theme] of [["dark", "Default Dark Modern"], ["light", "Default Light Modern"]]) {
    server.setSettings({ "workbench.colorTheme": theme, "editor.inlayHints.enabled": "off", "editor.codeLens": false });
    const page = await newPage(browser, 1240, 950);
    await page.goto(address(server.port, workspace, [["openFile", remote(server.port, file)]]));
    // The server's colours come with its findings.
    await page.locator(".squiggly-warning, .squiggly-info").first().waitFor();
    await page.locator(".statusbar-item", { hasText: /^prog\s*\d+/ }).waitFor();
    await page.screenshot({ path: path.join(shots, `vscode-${name}.png`), clip: { x: 340, y: 60, width: 880, height: 830 } });
    await page.close();
  }
  return 0;
}
