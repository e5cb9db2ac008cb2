// What else a person opens: the memo, the report, the walkthrough; and what is said when there is no progc.
import assert from "node:assert/strict";

/** The test driver keeps messages from popping up; they are behind the bell. */
const message = (page, text) => page.locator(".notifications-center .notification-list-item", { hasText: text });
const status = (page, text) => page.locator(".statusbar-item", { hasText: text });

export const panelSteps = [
  [
    "memo",
    async (bench) => {
      bench.setSettings({});
      await bench.goTo("decision provider", 10);
      await bench.command("prog: Show Memo to Send");
      const memo = await bench.frame("the memo", (frame) => frame.locator(".markdown-body", { hasText: "Which provider takes over" }));
      assert.match(await memo.locator("body").innerText(), /A second provider[\s\S]*Wait for the gateway/);
    },
  ],
  [
    "report",
    async (bench) => {
      await bench.goTo("program checkout", 10);
      await bench.command("prog: Show Status Report");
      const found = (frame) => frame.locator("body", { hasText: "New checkout experience" }).filter({ hasText: "More checkouts complete" });
      // It has the colours of the window, whatever those of the system are.
      for (const [theme, back] of [["Default Dark Modern", "rgb(20, 22, 26)"], ["Default Light Modern", "rgb(255, 255, 255)"]]) {
        bench.setSettings({ "workbench.colorTheme": theme });
        await bench.until(`the report in ${theme}`, async () => {
          const body = found(await bench.frame("the report", found));
          // A page that is drawn anew takes the place of this one.
          const colour = body.evaluate((body) => getComputedStyle(body).backgroundColor, undefined, { timeout: 2000 });
          return back === (await colour.catch(() => ""));
        });
        await bench.shot(`report in ${theme}`);
      }
      await bench.page.locator(".editor-actions .action-label[aria-label^='Save Status Report']").waitFor();
    },
  ],
  [
    "walkthrough",
    async (bench) => {
      const { page } = bench;
      await bench.command("Open Walkthrough...");
      await page.locator(".quick-input-list .monaco-list-row", { hasText: "Write your first program spec" }).click();
      const steps = page.locator(".getting-started-step");
      await page.locator(".getting-started-step", { hasText: "Say what the program is for" }).waitFor();
      assert.equal(await steps.count(), 5);
    },
  ],
  [
    "no progc",
    async (bench) => {
      const { page } = bench;
      bench.setSettings({ "prog.server.path": "/nowhere/progc" });
      await status(page, /^\s*prog\s*$/).waitFor();
      await page.locator("[id='status.notifications']").click();
      const told = message(page, "prog.server.path");
      await told.waitFor();
      assert.match(await told.innerText(), /there is no such file/);
      await told.locator(".monaco-button", { hasText: "Open Setting" }).waitFor();
      assert.equal(await message(page, /fail/i).count(), 0, "a message from behind the scenes");
    },
  ],
  [
    "progc is back",
    async (bench) => {
      bench.setSettings({});
      await status(bench.page, /^prog\s*\d+/).waitFor();
      await bench.page.keyboard.press("Escape");
    },
  ],
];
