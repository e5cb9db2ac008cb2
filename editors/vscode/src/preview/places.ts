/**
 * Puts the server's answers into the form that the page works with: addresses spelled as the editor spells them (it
 * escapes other characters), so that they compare with the cursor's; and nothing where the server says `null`.
 */
import * as vscode from "vscode";

export function clean<T>(answer: T): T {
  const known = new Map<string, string>();
  const spell = (uri: string): string => {
    let result = known.get(uri);
    if (result === undefined) known.set(uri, (result = vscode.Uri.parse(uri).toString()));
    return result;
  };
  return JSON.parse(JSON.stringify(answer), (key, value: unknown) => {
    if (value === null) return undefined;
    return key === "uri" && typeof value === "string" ? spell(value) : value;
  }) as T;
}
