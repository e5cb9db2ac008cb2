// ansi.mjs CACHE DIR FILE.ansi...   Makes a picture DIR/FILE.png of each screen that tmux kept with its colours.
import { createRequire } from "node:module";
import fs from "node:fs";
import path from "node:path";

const [cache, out, ...files] = process.argv.slice(2);
const { chromium } = createRequire(path.join(cache, "vscode/node_modules/x.js"))("playwright-core");

const basic = ["#000", "#c33", "#3a3", "#b80", "#46c", "#a4a", "#2aa", "#ccc", "#666", "#f66", "#6f6", "#ff6", "#88f", "#f8f", "#6ff", "#fff"];

function indexed(n) {
  if (n < 16) return basic[n];
  if (n >= 232) return `rgb(${Array(3).fill(8 + 10 * (n - 232))})`;
  const step = (v) => (v === 0 ? 0 : 55 + 40 * v);
  return `rgb(${step(Math.floor((n - 16) / 36))},${step(Math.floor((n - 16) / 6) % 6)},${step((n - 16) % 6)})`;
}

/** Takes the codes of one escape sequence into the style. */
function apply(style, codes) {
  for (let i = 0; i < codes.length; i++) {
    const code = codes[i];
    const key = { 3: "color", 4: "background" }[Math.floor(code / 10)];
    if (code === 0) for (const name of Object.keys(style)) delete style[name];
    else if (code === 1) style["font-weight"] = "bold";
    else if (code === 3) style["font-style"] = "italic";
    else if (code === 4) style["text-decoration"] = "underline";
    else if (code === 38 || code === 48 || code === 58) {
      // 58 is the colour of the underline, which the picture does without.
      const wide = codes[i + 1] === 2;
      if (key) style[key] = wide ? `rgb(${codes.slice(i + 2, i + 5)})` : indexed(codes[i + 2]);
      i += wide ? 4 : 2;
    } else if (code === 39 || code === 49) delete style[key];
    else if (key) style[key] = basic[code % 10];
    else if (code >= 90 && code < 98) style.color = basic[code - 82];
  }
}

const escaped = (text) => text.replace(/[&<>]/g, (sign) => ({ "&": "&amp;", "<": "&lt;", ">": "&gt;" })[sign]);

function html(screen) {
  const style = {};
  const [first, ...rest] = screen.split(/\x1b\[/);
  const spans = rest.map((part) => {
    const end = part.search(/[a-zA-Z]/);
    // Sub-parameters (`4:3`, an underline with waves) count as their first number.
    if (part[end] === "m") apply(style, part.slice(0, end).split(";").map((code) => Number.parseInt(code || "0", 10)));
    const css = Object.entries(style).map(([name, value]) => `${name}:${value}`).join(";");
    return `<span style="${css}">${escaped(part.slice(end + 1).replaceAll(/\x1b[()].|[\x0e\x0f]/g, ""))}</span>`;
  });
  return `<meta charset="utf-8"><body style="background:#16181c;color:#e0e2ea;margin:8px"><pre style="font:15px/19px 'DejaVu Sans Mono',monospace">${escaped(first)}${spans.join("")}</pre>`;
}

const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", headless: true, args: ["--no-sandbox", "--disable-gpu"] });
const page = await browser.newPage({ viewport: { width: 940, height: 900 } });
for (const file of files) {
  await page.setContent(html(fs.readFileSync(file, "utf8")));
  await page.screenshot({ path: path.join(out, `${path.basename(file, ".ansi")}.png`) });
}
await browser.close();
