/** Which declaration the cursor stands in, among those that a picture shows. Pure. */
import type { Place, Position } from "../src/protocol.js";

/** The innermost place around the cursor; where ranges cover heads only, the last one that begins before it. */
export function placeAt<T extends Place>(items: readonly T[], uri: string, at: Position): T | undefined {
  let inside: T | undefined;
  let before: T | undefined;
  for (const item of items) {
    if (item.uri !== uri || !startsBefore(item.range.start, at)) continue;
    if (before === undefined || startsBefore(before.range.start, item.range.start)) before = item;
    const contains = startsBefore(at, item.range.end);
    if (contains && (inside === undefined || startsBefore(inside.range.start, item.range.start))) inside = item;
  }
  if (inside !== undefined) return inside;
  const headOnly = before !== undefined && before.range.start.line === before.range.end.line;
  return headOnly ? before : undefined;
}

function startsBefore(a: Position, b: Position): boolean {
  return a.line < b.line || (a.line === b.line && a.character <= b.character);
}
