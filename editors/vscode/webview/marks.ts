/** Small signs that say by shape and word what colour alone would say. */
import type { Health, Level, Rag } from "../src/protocol.js";
import { svg } from "./dom.js";

/** Paths in a box of 12 × 12. */
export const SHAPES = {
  circle: "M6 1.5a4.5 4.5 0 1 0 0 9a4.5 4.5 0 1 0 0-9Z",
  ring: "M6 1.5a4.5 4.5 0 1 0 0 9a4.5 4.5 0 1 0 0-9ZM6 3.3a2.7 2.7 0 1 1 0 5.4a2.7 2.7 0 1 1 0-5.4Z",
  triangle: "M6 1L11.4 10.6H.6Z",
  square: "M1.8 1.8h8.4v8.4H1.8Z",
  diamond: "M6 .6L11.4 6L6 11.4L.6 6Z",
  hexagon: "M3.2 1.2h5.6L11.6 6L8.8 10.8H3.2L.4 6Z",
  check: "M1 6.4L2.6 4.8L4.7 6.9L9.4 2.2L11 3.8L4.7 10.1Z",
  dash: "M1.5 4.9h9v2.2h-9Z",
  bar: "M.8 3.6h10.4v4.8H.8Z",
  arrow: "M.8 4.8h5V2L11.2 6L5.8 10V7.2h-5Z",
  person: "M6 1a2.4 2.4 0 1 1 0 4.8a2.4 2.4 0 1 1 0-4.8ZM1.4 11c0-3 2-4.4 4.6-4.4S10.6 8 10.6 11Z",
  flag: "M2 .8h1.4v.8h7L8.8 4.4l1.6 2.8h-7v4H2Z",
} as const;

export type Shape = keyof typeof SHAPES;

export function mark(shape: Shape, className = ""): SVGSVGElement {
  const path = svg("path", { d: SHAPES[shape], "fill-rule": "evenodd" });
  return svg("svg", { viewBox: "0 0 12 12", class: `mark ${className}`, "aria-hidden": "true" }, path);
}

export const HEALTH: Record<Health, { shape: Shape; word: string }> = {
  met: { shape: "check", word: "met" },
  "on-track": { shape: "circle", word: "on track" },
  "at-risk": { shape: "triangle", word: "at risk" },
  "off-track": { shape: "square", word: "off track" },
  "too-early": { shape: "ring", word: "too early to say" },
  "no-data": { shape: "dash", word: "no data" },
};

export const RAG: Record<Rag, { shape: Shape; word: string }> = {
  green: { shape: "circle", word: "green" },
  amber: { shape: "triangle", word: "amber" },
  red: { shape: "square", word: "red" },
};

/** `low` needs no sign: what is everywhere says nothing. */
export const LEVEL: Record<Level, { shape: Shape; word: string } | undefined> = {
  low: undefined,
  medium: { shape: "circle", word: "medium" },
  high: { shape: "triangle", word: "high" },
  critical: { shape: "hexagon", word: "critical" },
};

const KINDS: Record<string, Shape> = {
  system: "square",
  flow: "arrow",
  task: "bar",
  workstream: "bar",
  milestone: "diamond",
  dependency: "flag",
  risk: "triangle",
  outcome: "ring",
  person: "person",
  team: "person",
  stakeholder: "person",
  program: "hexagon",
};

export function kindShape(kind: string): Shape {
  return KINDS[kind] ?? "circle";
}
