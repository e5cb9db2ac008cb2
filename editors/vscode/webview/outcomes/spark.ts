/** The small curve of an outcome: its readings against the straight line from baseline to target. Pure. */
import type { Measure, ReportOutcome } from "../../src/protocol.js";
import { dayOf } from "../days.js";

export interface Point {
  x: number;
  y: number;
}

export interface Spark {
  /** The readings, oldest first. */
  line: Point[];
  /** From the baseline to the target, where both are numbers. */
  plan: [Point, Point] | undefined;
  /** The height of the target. */
  target: number | undefined;
}

/** The number in a measure, whatever form it has: `61.4%`, `>= 66%`, `{value: 61.4}`. */
export function numberOf(measure: Measure | null | undefined): number | undefined {
  if (measure == null) return undefined;
  if (typeof measure === "number") return measure;
  if (typeof measure === "object") return numberOf(measure.value);
  const match = /([-+]?\d[\d_]*(?:\.\d+)?)([KMB](?![A-Za-z]))?/.exec(measure);
  if (match === null) return undefined;
  const factor = { K: 1e3, M: 1e6, B: 1e9 }[match[2] ?? ""] ?? 1;
  return Number(match[1]?.replaceAll("_", "")) * factor;
}

/** A measure as a person writes it: `>= 66%`. */
export function say(measure: Measure | null | undefined, unit?: string | null): string {
  if (measure == null) return "–";
  if (typeof measure === "string") return measure.replace(">=", "≥").replace("<=", "≤");
  if (typeof measure === "number") return join(measure, unit);
  if ("op" in measure) return `${measure.op.replace(">=", "≥").replace("<=", "≤")} ${say(measure.value, unit)}`;
  if (typeof measure.value !== "number") return say(measure.value, unit);
  return join(measure.value, "unit" in measure ? (measure.unit ?? unit) : unit);
}

/** Money as the files write it: `$1.2M`. */
const COMPACT = new Intl.NumberFormat("en", { notation: "compact", maximumFractionDigits: 2 });

function join(value: number, unit: string | null | undefined): string {
  if (unit != null && /^[$€£¥₹]$/.test(unit)) return unit + COMPACT.format(value);
  const number = value.toLocaleString("en-GB", { maximumFractionDigits: 2 });
  if (unit == null || unit === "") return number;
  return unit.includes(" ") ? `${number} ${unit}` : number + unit;
}

/** The curve in a box of `width` × `height`; undefined when there is nothing to draw. */
export function spark(outcome: ReportOutcome, width: number, height: number): Spark | undefined {
  const readings = outcome.readings
    .map(({ on, value }) => ({ day: dayOf(on), value: numberOf(value) }))
    .filter((r): r is { day: number; value: number } => r.day !== undefined && r.value !== undefined)
    .sort((a, b) => a.day - b.day);
  const first = readings[0];
  if (first === undefined) return undefined;
  const baseline = numberOf(outcome.baseline);
  const target = numberOf(outcome.target);
  const by = dayOf(outcome.by);
  const lastDay = Math.max(readings.at(-1)?.day ?? first.day, by ?? -Infinity);
  const values = [...readings.map((r) => r.value), ...[baseline, target].filter((v) => v !== undefined)];
  const at = box(first.day, lastDay, Math.min(...values), Math.max(...values), width, height);
  return {
    line: readings.map((r) => at(r.day, r.value)),
    plan: baseline === undefined || target === undefined || by === undefined ? undefined : [at(first.day, baseline), at(by, target)],
    target: target === undefined ? undefined : at(lastDay, target).y,
  };
}

const MARGIN = 4;

function box(x0: number, x1: number, y0: number, y1: number, width: number, height: number) {
  const dx = x1 === x0 ? 1 : x1 - x0;
  const dy = y1 === y0 ? 1 : y1 - y0;
  return (day: number, value: number): Point => ({
    x: round(MARGIN + ((day - x0) / dx) * (width - 2 * MARGIN)),
    y: round(height - MARGIN - ((value - y0) / dy) * (height - 2 * MARGIN)),
  });
}

function round(n: number): number {
  return Math.round(n * 10) / 10;
}

/** `M1 2L3 4`: the path of a line through points. */
export function pathOf(points: readonly Point[]): string {
  return points.map(({ x, y }, i) => `${i === 0 ? "M" : "L"}${x} ${y}`).join("");
}
