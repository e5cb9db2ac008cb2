/** Sorts risks into the cells of the heat map, and names the band of a cell. Pure. */
import type { Bands, Matrix, Report, ReportRisk } from "../../src/protocol.js";

export interface Cell {
  likelihood: number;
  impact: number;
  score: number;
  band: string;
  risks: ReportRisk[];
}

export interface HeatMap {
  /** Rows from the likeliest down, each from the least impact up. */
  rows: Cell[][];
  /** Risks without likelihood or impact: they have no place on the map. */
  unassessed: ReportRisk[];
  likelihood: string[];
  impact: string[];
}

const LIKELIHOOD = ["rare", "unlikely", "possible", "likely", "almost-certain"];
const IMPACT = ["negligible", "minor", "moderate", "major", "severe"];
const BANDS = { low: 1, medium: 5, high: 10, extreme: 17 };

/** The heat map of a report; a risk outside the scale counts into the nearest cell. */
export function heatMap(report: Pick<Report, "risks" | "matrix">): HeatMap {
  const { likelihood, impact, bands } = withDefaults(report.matrix);
  const rows = likelihood.map((_, l) =>
    impact.map((_, i): Cell => {
      const score = (l + 1) * (i + 1);
      return { likelihood: l + 1, impact: i + 1, score, band: bandOf(score, bands), risks: [] };
    }),
  );
  const unassessed: ReportRisk[] = [];
  for (const risk of report.risks) {
    if (risk.likelihood == null || risk.impact == null) {
      unassessed.push(risk);
      continue;
    }
    const row = rows[clamp(risk.likelihood, likelihood.length)];
    row?.[clamp(risk.impact, impact.length)]?.risks.push(risk);
  }
  for (const cell of rows.flat()) cell.risks.sort(openFirst);
  return { rows: rows.reverse(), unassessed, likelihood, impact };
}

function withDefaults(matrix: Partial<Matrix> | undefined): Matrix {
  return {
    likelihood: matrix?.likelihood?.length ? matrix.likelihood : LIKELIHOOD,
    impact: matrix?.impact?.length ? matrix.impact : IMPACT,
    bands: matrix?.bands ?? BANDS,
  };
}

function clamp(level: number, size: number): number {
  return Math.min(size, Math.max(1, Math.round(level))) - 1;
}

/** What is done about a risk: nothing, something that has not begun, something that has; or it is lived with. */
export type Treatment = "none" | "planned" | "under-way" | "accepted";

export function treatment(risk: ReportRisk): Treatment {
  if (risk.mitigated) return "under-way";
  if (risk.status === "accepted") return "accepted";
  return (risk.mitigations ?? 0) > 0 ? "planned" : "none";
}

/** Unmitigated before mitigated, then by title: the first ones shown are those that need somebody. */
function openFirst(a: ReportRisk, b: ReportRisk): number {
  return Number(a.mitigated) - Number(b.mitigated) || a.title.localeCompare(b.title);
}

/** The band that a score falls in: the last one whose least score it reaches. */
export function bandOf(score: number, bands: Bands): string {
  const list = Array.isArray(bands)
    ? bands.map((band) => ({ name: band.name, from: band.from }))
    : Object.entries(bands).map(([name, from]) => ({ name, from: Array.isArray(from) ? from[0] : from }));
  list.sort((a, b) => a.from - b.from);
  return list.findLast((band) => band.from <= score)?.name ?? list[0]?.name ?? "low";
}

/** Where a band stands among four looks (low, medium, high, extreme), whatever an organisation calls it. */
export function bandLook(band: string): "low" | "medium" | "high" | "extreme" {
  const name = band.toLowerCase();
  if (name === "low" || name === "medium" || name === "high" || name === "extreme") return name;
  if (/crit|very|extr|severe|red/.test(name)) return "extreme";
  if (/high|amber|orange/.test(name)) return "high";
  if (/med|mod|yellow/.test(name)) return "medium";
  return "low";
}

/** All assessed risks, gravest first, then the unassessed: the order of a register. */
export function register(risks: ReportRisk[]): ReportRisk[] {
  const score = (risk: ReportRisk) => risk.score ?? (risk.likelihood ?? 0) * (risk.impact ?? 0);
  return [...risks].sort((a, b) => score(b) - score(a) || openFirst(a, b));
}
