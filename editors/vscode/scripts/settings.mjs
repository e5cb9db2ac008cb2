// Writes the settings into package.json and the table of README.md: the extension's own (settings.json) and the server's
// (server-settings.json, printed by `cargo run -p prog-lsp --example settings`).
// With --check it changes nothing and fails if one of them is out of date.
import { readFile, writeFile } from "node:fs/promises";

const root = new URL("../", import.meta.url);
const check = process.argv.includes("--check");
const read = (name) => readFile(new URL(name, root), "utf8");

/** @param {{key: string, description: string}[]} list */
function properties(list) {
  return Object.fromEntries(
    list.map(({ key, description, enumDescriptions, ...rest }, order) => [
      key,
      {
        ...rest,
        ...(enumDescriptions && { markdownEnumDescriptions: enumDescriptions }),
        markdownDescription: description,
        order,
      },
    ]),
  );
}

function table(list) {
  const cell = (text) => String(text).replaceAll("|", "\\|");
  const rows = list.map((s) => `| \`${s.key}\` | \`${cell(JSON.stringify(s.default))}\` | ${cell(s.description)} |`);
  return ["| Setting | Default | What it does |", "|---|---|---|", ...rows].join("\n");
}

async function put(name, text) {
  const old = await read(name);
  if (old === text) return;
  if (check) {
    console.error(`${name} does not match settings.json and server-settings.json: run \`npm run generate\``);
    process.exitCode = 1;
    return;
  }
  await writeFile(new URL(name, root), text);
  console.log(`wrote ${name}`);
}

const settings = [...JSON.parse(await read("settings.json")), ...JSON.parse(await read("server-settings.json"))];
const manifest = JSON.parse(await read("package.json"));
manifest.contributes.configuration.properties = properties(settings);
await put("package.json", JSON.stringify(manifest, null, 2) + "\n");
const between = /(<!-- settings -->\n)[\s\S]*?(\n<!-- \/settings -->)/;
await put("README.md", (await read("README.md")).replace(between, (_, a, b) => a + table(settings) + b));
