/** The editor theme's colours for the canvas, which cannot read style sheets itself. */
import type { Level } from "../../src/protocol.js";

export interface Colours {
  font: string;
  background: string;
  text: string;
  quiet: string;
  node: string;
  border: string;
  cluster: string;
  edge: string;
  focus: string;
  selection: string;
  selectionText: string;
  /** Towards what the selected needs, and from what needs it. */
  needs: string;
  neededBy: string;
  level: Record<Level, string>;
  kind(kind: string): string;
}

export function readColours(): Colours {
  const style = getComputedStyle(document.body);
  const read = (name: string) => style.getPropertyValue(name).trim();
  const kinds: Record<string, string> = {
    system: read("--blue"),
    flow: read("--purple"),
    task: read("--blue"),
    milestone: read("--purple"),
    risk: read("--orange"),
    outcome: read("--green"),
    person: read("--purple"),
    team: read("--purple"),
  };
  return {
    font: read("--font"),
    background: read("--background"),
    text: read("--text"),
    quiet: read("--quiet"),
    node: read("--card"),
    border: read("--line-strong"),
    cluster: read("--tint"),
    edge: read("--edge"),
    focus: read("--focus"),
    selection: read("--selection"),
    selectionText: read("--selection-text"),
    needs: read("--blue"),
    neededBy: read("--orange"),
    level: { low: read("--quiet"), medium: read("--yellow"), high: read("--orange"), critical: read("--red") },
    kind: (kind) => kinds[kind] ?? read("--quiet"),
  };
}
