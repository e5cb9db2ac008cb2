/**
 * The folder in which `progc` finds the workspace that the server puts a file into. Knows nothing of VS Code.
 *
 * A `progc.toml` at or above the file decides, wherever the editor's folder is: several may lie below that. Without one, a
 * file belongs to the editor's folder that it is in, and else to its own.
 */
import { access } from "node:fs/promises";
import * as path from "node:path";

const CONFIG = "progc.toml";

/** `workspaceFolder` is the editor's folder that `file` lies in, where there is one. */
export async function folderFor(file: string, workspaceFolder: string | undefined): Promise<string> {
  const own = path.dirname(file);
  return (await upward(own)) ?? workspaceFolder ?? own;
}

/** The nearest folder from `folder` upward that holds a `progc.toml`. */
async function upward(folder: string): Promise<string | undefined> {
  const found = await access(path.join(folder, CONFIG)).then(
    () => true,
    () => false,
  );
  if (found) return folder;
  const parent = path.dirname(folder);
  return parent === folder ? undefined : upward(parent);
}
