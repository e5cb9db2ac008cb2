/**
 * Spells the addresses in the server's answers as the editor spells them (it escapes other characters), so that the
 * page can compare them with the cursor's.
 */
import * as vscode from "vscode";

export function normalise<T>(answer: T): T {
  const known = new Map<string, string>();
  const spell = (uri: string): string => {
    let result = known.get(uri);
    if (result === undefined) known.set(uri, (result = vscode.Uri.parse(uri).toString()));
    return result;
  };
  return JSON.parse(JSON.stringify(answer), (key, value: unknown) => (key === "uri" && typeof value === "string" ? spell(value) : value)) as T;
}
