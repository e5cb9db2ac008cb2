// The workbench as a person handles it.
import fs from "node:fs";
import path from "node:path";
import { LIMIT } from "./workbench.mjs";

export class Workbench {
  #count = 0;

  constructor(page, { shots, workspace, setSettings }) {
    this.page = page;
    this.shots = shots;
    this.workspace = workspace;
    this.setSettings = setSettings;
    if (shots !== undefined) fs.mkdirSync(shots, { recursive: true });
  }

  async shot(name) {
    if (this.shots === undefined) return;
    const number = String(++this.#count).padStart(2, "0");
    await this.page.screenshot({ path: path.join(this.shots, `${number}-${name.replaceAll(/\W+/g, "-")}.png`) });
  }

  read(name) {
    return fs.readFileSync(path.join(this.workspace, name), "utf8");
  }

  /** Asks again until it is so; the limit only ends what would never end. */
  async until(what, ask) {
    const end = Date.now() + LIMIT;
    while (!(await ask())) {
      if (Date.now() > end) throw new Error(`never saw ${what}`);
      await this.page.waitForTimeout(80);
    }
  }

  /** Whether it becomes so within `time` milliseconds, for what is then tried once more. */
  async within(time, ask) {
    for (const end = Date.now() + time; Date.now() < end; await this.page.waitForTimeout(80)) {
      if (await ask()) return true;
    }
    return false;
  }

  /** Before another try: closes what may be open, and takes the focus back to the text, should a panel's page have kept it. */
  async #again() {
    await this.page.keyboard.press("Escape");
    const text = this.page.locator(".editor-instance .native-edit-context, .editor-instance textarea.inputarea").first();
    await text.focus({ timeout: 1000 }).catch(() => undefined);
    // A click takes it back from the page of a panel, which keys may never leave.
    const lines = this.page.locator(".editor-instance .view-lines").first();
    await lines.click({ timeout: 2000, position: { x: 4, y: 4 } }).catch(() => undefined);
    return false;
  }

  /** Puts the cursor `after` characters into the first place that shows `words`. */
  async goTo(words, after) {
    const { page } = this;
    const box = page.locator(".find-widget.visible textarea[aria-label='Find'], .find-widget.visible input[aria-label='Find']").first();
    const found = page.locator(".find-widget.visible .matchesCount", { hasText: /\d+ of \d+/ });
    // The widget may open late, or close again while the focus moves: then once more.
    await this.until(`${words} in the editor`, async () => {
      await page.keyboard.press("Control+1");
      await page.keyboard.press("Control+F");
      const ready = box.fill(words, { timeout: 5000 }).then(() => found.waitFor({ timeout: 5000 }));
      return ready.then(
        () => true,
        () => this.#again(),
      );
    });
    await page.keyboard.press("Enter");
    await this.until("the search to close", async () => {
      await page.keyboard.press("Escape");
      return (await page.locator(".find-widget.visible").count()) === 0;
    });
    // What was found is selected: its start, then so many steps on.
    await page.keyboard.press("ArrowLeft");
    for (let i = 0; i < after; i++) await page.keyboard.press("ArrowRight");
  }

  /** Runs a command of the palette. The row goes with the click, so no click runs it twice. */
  async command(title) {
    const { page } = this;
    const row = page.locator(".quick-input-list .monaco-list-row", { hasText: title }).first();
    await this.until(`the command ${title}`, async () => {
      // The palette may open late, or not at all while the focus moves: then once more.
      await page.keyboard.press("F1");
      const taken = page
        .locator(".quick-input-widget input")
        .fill(`>${title}`, { timeout: 8000 })
        .then(() => row.click({ timeout: 8000 }));
      return taken.then(
        () => true,
        () => this.#again(),
      );
    });
  }

  /** Types without the help of automatic brackets and indentation getting in each other's way. */
  async type(text) {
    for (const [i, line] of text.split("\n").entries()) {
      if (i > 0) await this.page.keyboard.press("Enter");
      await this.page.keyboard.type(line, { delay: 5 });
    }
  }

  /**
   * Presses `key` for the menu, takes `item` from it, and is content when the editor shows `done`. A menu may close itself while
   * the focus moves, and a click may be slow to come back: it is asked for again only while nothing came of it.
   */
  async choose(key, item, done) {
    const menu = item.page().locator(".action-widget .monaco-list-rows");
    const words = () => menu.innerText({ timeout: 1000 }).catch(() => "");
    await this.until(`what ${key} offers`, async () => {
      if (await this.#shows(done)) return true;
      if (!(await item.isVisible())) await this.page.keyboard.press(key);
      const there = await item.waitFor({ timeout: 8000 }).then(() => true, () => false);
      // A list that is still coming in moves under the pointer.
      let before = "";
      for (let now = await words(); there && now !== before; now = await words()) {
        before = now;
        await this.page.waitForTimeout(80);
      }
      const taken = await item.click({ timeout: 8000 }).then(() => true, () => false);
      if (taken) await this.seesText(done);
      return taken;
    });
  }

  /** What the editor shows. */
  async text() {
    const lines = this.page.locator(".editor-instance .view-lines").first();
    return (await lines.innerText({ timeout: 5000 })).replaceAll("\u00a0", " ");
  }

  async #shows(pattern) {
    return pattern.test(await this.text());
  }

  /** Waits until the editor shows this. */
  seesText(pattern) {
    return this.until(String(pattern), () => this.#shows(pattern));
  }

  /** The frame of the preview's page. */
  preview() {
    return this.frame("the preview", (frame) => frame.locator("body[data-loaded] #app .tabs"));
  }

  /** The frame in which `find` finds something: panels have pages of their own. */
  async frame(what, find) {
    let found;
    await this.until(what, async () => {
      for (const frame of this.page.frames()) {
        if ((await find(frame).count().catch(() => 0)) > 0) found = frame;
      }
      return found !== undefined;
    });
    return found;
  }
}
