/**
 * The path of the declaration around an offset, read from the text alone.
 *
 * A light reading for commands that need a name before the server is asked; it knows heads, braces, strings and
 * comments and nothing else. The server's own answer is always the better one where there is one.
 */

const TOKEN = /"""[\s\S]*?(?:"""|$)|"(?:[^"\\\n]|\\.)*"?|\/\/[^\n]*|\/\*[\s\S]*?(?:\*\/|$)|[{}]|[\p{L}_][\p{L}\p{M}\p{N}_]*(?:-[\p{L}\p{N}_][\p{L}\p{M}\p{N}_]*)*:?|\n|[^\s]/gu;

interface Open {
  kind: string;
  name: string | undefined;
  start: number;
}

/** What stands around `offset`: kind, full path (as `progc` takes it), and the offset of its head. */
export interface Around {
  kind: string;
  path: string;
  start: number;
}

/** Innermost named declaration around `offset`, of one of `kinds` where given. */
export function declarationAt(text: string, offset: number, kinds?: readonly string[]): Around | undefined {
  const open = openAt(text, offset);
  for (let depth = open.length; depth > 0; depth--) {
    const last = open[depth - 1];
    if (last?.name === undefined || (kinds !== undefined && !kinds.includes(last.kind))) continue;
    const names = open.slice(0, depth).filter((o) => o.kind !== "workstream" || o === last);
    return { kind: last.kind, path: prefix(text) + names.map((o) => o.name).join("."), start: last.start };
  }
  return undefined;
}

function prefix(text: string): string {
  const part = /^(?:\uFEFF)?(?:\s|\/\/[^\n]*|\/\*[\s\S]*?\*\/)*part\s+of\s+([^\s{"]+)/u.exec(text);
  return part?.[1] === undefined ? "" : `${part[1]}.`;
}

/** The declarations that are open at `offset`, and the one whose head the offset stands on. */
function openAt(text: string, offset: number): Open[] {
  const open: Open[] = [];
  let head: string[] = [];
  let start = 0;
  let title = false;
  const headOnly = (): Open[] => (head.length >= 2 || title ? [...open, { kind: head[0] ?? "", name: head[1], start }] : open);
  for (const token of text.matchAll(TOKEN)) {
    const word = token[0];
    if (token.index > offset && word !== "{") {
      if (word === "\n" || word === "}") return headOnly();
    }
    if (word === "{") {
      open.push({ kind: head[0] ?? "", name: head[1], start });
      if (token.index >= offset) return open;
      [head, title] = [[], false];
    } else if (word === "}") {
      if (offset <= token.index) return open;
      open.pop();
      [head, title] = [[], false];
    } else if (word === "\n" || word === "," || word.endsWith(":")) {
      [head, title] = [word.endsWith(":") ? [":"] : [], false];
    } else if (word.startsWith('"')) {
      title = head.length > 0 && head[0] !== ":";
    } else if (/^[\p{L}_]/u.test(word) && head[0] !== ":") {
      if (head.length === 0) start = token.index;
      head.push(word);
    }
  }
  return headOnly();
}
