// The preview panel: every tab, with mouse and keyboard, following edits and cursor, in dark, light and high contrast.
import assert from "node:assert/strict";

const count = async (frame, tab) => Number((await frame.locator(`#tab-${tab} .count`).textContent()) || "0");
const selectedTab = (frame) => frame.locator('[role="tab"][aria-selected="true"]').getAttribute("id");

export const previewSteps = [
  [
    "preview graph",
    async (bench) => {
      const { page } = bench;
      await bench.until("the preview's tab", async () => {
        await bench.goTo("system gateway", 8);
        await page.keyboard.press("Control+K");
        await page.keyboard.press("v");
        return page.locator(".tab", { hasText: "prog Preview" }).waitFor({ timeout: 3000 }).then(() => true, () => false);
      });
      await page.keyboard.press("Control+B");
      const frame = await bench.preview();
      await bench.until("systems", async () => (await count(frame, "graph")) >= 3);
      assert.match(await frame.locator("canvas").getAttribute("aria-label"), /^Systems: /);
    },
  ],
  [
    "graph follows an edit",
    async (bench) => {
      const frame = await bench.preview();
      const before = await count(frame, "graph");
      await bench.goTo("system web", 0);
      await bench.type('system mail "Mail" { owner: payments, depends-on: gateway }');
      await bench.page.keyboard.press("Enter");
      await bench.until("one system more", async () => (await count(frame, "graph")) === before + 1);
    },
  ],
  [
    "graph by keyboard opens the source",
    async (bench) => {
      const { page } = bench;
      const frame = await bench.preview();
      await frame.locator("canvas").focus();
      await page.keyboard.press("Escape");
      await page.keyboard.press("ArrowRight");
      await page.keyboard.press("Enter");
      // The editor has the focus now, so the next key goes there.
      await bench.until("the editor's focus", () => page.evaluate(() => document.activeElement?.closest(".editor-instance .monaco-editor") !== null && document.activeElement !== document.body));
    },
  ],
  [
    "impact of a system",
    async (bench) => {
      await bench.goTo("system gateway", 8);
      await bench.command("prog: Show Impact");
      const frame = await bench.preview();
      await frame.locator(".impact").waitFor();
      assert.match(await frame.locator(".impact").innerText(), /Checkout API[\s\S]*directly[\s\S]*Customer pays[\s\S]*Maria Lopes/);
    },
  ],
  [
    "risks",
    async (bench) => {
      const frame = await bench.preview();
      await frame.locator("#tab-risks").click();
      await frame.locator(".cell .chip", { hasText: "Gateway latency" }).waitFor();
      assert.equal(await frame.locator(".cell").count(), 25);
      const cell = frame.locator(".cell", { hasText: "Gateway latency" });
      assert.match(await cell.getAttribute("aria-label"), /likely and major: high, score 16/);
      await frame.locator(".register .row", { hasText: "Gateway latency" }).filter({ hasText: "mitigation planned" }).waitFor();
    },
  ],
  [
    "timeline",
    async (bench) => {
      const frame = await bench.preview();
      await frame.locator("#tab-timeline").click();
      await frame.locator(".trow.item", { hasText: "Second provider" }).waitFor();
      assert.ok((await frame.locator(".bar.critical, .gem.critical").count()) > 0, "nothing is on the critical path");
    },
  ],
  [
    "outcomes",
    async (bench) => {
      const { page } = bench;
      const frame = await bench.preview();
      await frame.locator("#tab-timeline").focus();
      await page.keyboard.press("ArrowRight");
      assert.equal(await selectedTab(frame), "tab-outcomes");
      const card = frame.locator(".card", { hasText: "More checkouts complete" });
      await card.waitFor();
      assert.match(await card.innerText(), /61\.4%[\s\S]*62\.8%[\s\S]*66%/);
      assert.equal(await card.locator(".curve circle").count(), 2);
    },
  ],
  [
    "follows the cursor",
    async (bench) => {
      const frame = await bench.preview();
      await bench.goTo("outcome conversion", 9);
      await frame.locator('.card.selected[data-path="checkout.conversion"]').waitFor();
    },
  ],
  [
    "comes back as it was",
    async (bench) => {
      const { page } = bench;
      const frame = await bench.preview();
      await frame.locator("#tab-risks").click();
      // A file in front of the panel hides it; bringing it back starts its page anew.
      await page.locator(".tab", { hasText: "prog Preview" }).click();
      await bench.command("New Untitled Text File");
      await page.locator(".tab.active", { hasText: "Untitled" }).waitFor();
      await page.locator(".tab", { hasText: "prog Preview" }).click();
      const again = await bench.preview();
      await bench.until("the risks", async () => (await selectedTab(again)) === "tab-risks");
      await again.locator(".cell .chip").first().waitFor();
    },
  ],
  ...["Default Light Modern", "Default High Contrast"].map((theme) => [
    `theme ${theme}`,
    async (bench) => {
      bench.setSettings({ "workbench.colorTheme": theme });
      const frame = await bench.preview();
      const name = theme.includes("Light") ? "vscode-light" : "vscode-high-contrast";
      await frame.locator(`body.${name}`).waitFor();
      for (const tab of ["graph", "timeline", "outcomes", "risks"]) {
        await frame.locator(`#tab-${tab}`).click();
        // Two frames: the new tab is drawn.
        await frame.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
        await bench.shot(`${name} ${tab}`);
      }
    },
  ]),
];
