// What a person does, with mouse and keyboard: squiggles, Problems, quick fix, completion, rename, format on save, and
// the preview in all its tabs. Each step leaves a screenshot in --shots DIR to be looked at.
import assert from "node:assert/strict";
import path from "node:path";
import { address, newPage, remote } from "./lib/workbench.mjs";
import { panelSteps } from "./panels.mjs";
import { previewSteps } from "./preview.mjs";
import { Workbench } from "./lib/page.mjs";

export async function workbenchTests({ server, browser, workspace, shots }) {
  const page = await newPage(browser, 1600, 950);
  const file = path.join(workspace, "checkout.prog");
  await page.goto(address(server.port, workspace, [["openFile", remote(server.port, file)]]));
  const bench = new Workbench(page, { shots, workspace, setSettings: server.setSettings });
  await page.locator(".view-lines", { hasText: "program checkout" }).waitFor();
  let passed = 0;
  for (const [name, step] of [...editorSteps, ...previewSteps, ...panelSteps]) {
    try {
      await step(bench);
      await bench.shot(name);
      passed += 1;
      console.log(`ok - ${name}`);
    } catch (error) {
      // What follows builds on this step.
      await bench.shot(`failed ${name}`);
      console.log(`not ok - ${name}\n    ${String(error.stack).split("\n").slice(0, 12).join("\n    ")}`);
      console.log(`--- the editor showed\n${await bench.text().catch(String)}\n---\n${passed} passed, 1 failed`);
      await page.close();
      return 1;
    }
  }
  console.log(`${passed} passed, 0 failed`);
  await page.close();
  return 0;
}

const editorSteps = [
  [
    "squiggles",
    async ({ page }) => {
      await page.locator(".squiggly-warning").first().waitFor();
      await page.locator(".statusbar-item", { hasText: /^prog\s*\d+/ }).waitFor();
    },
  ],
  [
    "problems",
    async (bench) => {
      // The item in the status bar leads to the list.
      await bench.page.locator(".statusbar-item", { hasText: /^prog\s*\d+/ }).click();
      const row = bench.page.locator(".markers-panel .monaco-list-row", { hasText: "gateway-latency" }).filter({ hasText: "mitigation" });
      await row.first().waitFor();
      assert.match(await row.first().innerText(), /unmitigated-risk/);
    },
  ],
  [
    "quick fix",
    async (bench) => {
      await bench.page.keyboard.press("Control+J");
      await bench.goTo("risk gateway-latency", 8);
      await bench.choose("Control+.", bench.page.locator(".action-widget .monaco-list-row", { hasText: /add a mitigation/i }).first(), /mitigation "/);
      await bench.page.keyboard.press("Escape");
    },
  ],
  [
    "completion",
    async (bench) => {
      const { page } = bench;
      await page.keyboard.press("Control+End");
      await bench.type('\nrisk late "Late" {\nowner: ');
      const offer = page.locator(".suggest-widget.visible .monaco-list-row .label-name", { hasText: /^ines$/ });
      await bench.until("the offer of ines", async () => {
        if (await offer.isVisible()) return true;
        await page.keyboard.press("Control+Space");
        return offer.waitFor({ timeout: 2000 }).then(
          () => true,
          () => false,
        );
      });
      await bench.shot("completion list");
      await offer.click();
      // The offer is in the text when it has gone: other lines say the same.
      await page.locator(".suggest-widget.visible").waitFor({ state: "hidden" });
      await bench.seesText(/risk late "Late" \{\s+owner: ines\s+\}/);
    },
  ],
  [
    "format on save",
    async (bench) => {
      const { page } = bench;
      await page.keyboard.press("Control+End");
      // In one go, as a paste: an offer that comes late must not turn a key into something else.
      await page.keyboard.insertText('\nperson   zoe   "Zoe"   {role:"Analyst" }');
      await bench.seesText(/zoe +"Zoe"/);
      const saved = () => bench.read("checkout.prog").includes('person zoe "Zoe" { role: "Analyst" }');
      await bench.until("the formatted file", async () => {
        await page.keyboard.press("Control+S");
        return bench.within(10_000, saved);
      });
    },
  ],
  [
    "rename across files",
    async (bench) => {
      const { page } = bench;
      await bench.goTo("owner: maria", 8);
      await page.keyboard.press("F2");
      const box = page.locator(".rename-box input");
      await box.waitFor();
      await box.fill("maria-lopes");
      await page.keyboard.press("Enter");
      await bench.seesText(/owner: maria-lopes/);
      await page.keyboard.press("Control+K");
      await page.keyboard.press("s");
      await bench.until("the other file", () => bench.read("people.prog").includes("person maria-lopes "));
    },
  ],
];
