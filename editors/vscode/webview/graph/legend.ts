/** What the signs of the graph mean: only those that occur in it. */
import type { Level } from "../../src/protocol.js";
import { h } from "../dom.js";
import { kindShape, LEVEL, mark } from "../marks.js";
import type { Model } from "./model.js";

export function legend({ nodes }: Model): HTMLElement[] {
  const kinds = [...new Set(nodes.map((node) => node.kind))].slice(0, 6);
  const levels = (["critical", "high", "medium"] as Level[]).filter((level) => nodes.some((node) => node.level === level));
  return [
    ...kinds.map((kind) => entry(kindShape(kind), `kind-${kind}`, kind)),
    ...levels.map((level) => entry(LEVEL[level]?.shape ?? "circle", `level-${level}`, level)),
    ...(nodes.some((node) => node.critical === true) ? [h("span", {}, h("i", { class: "critical-frame" }), "critical path")] : []),
  ];
}

function entry(shape: Parameters<typeof mark>[0], className: string, word: string): HTMLElement {
  return h("span", {}, mark(shape, className), word);
}
