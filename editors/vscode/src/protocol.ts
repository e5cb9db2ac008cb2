/**
 * The requests and notifications that `progc lsp` adds to the language server protocol.
 *
 * Each request takes the `uri` of any file in the workspace that is meant, where several are open.
 * Shapes only, used by the extension and by the preview; nothing here runs in one of the two alone.
 * All answers carry `version: 1`; later versions only add fields. What is absent may come as `null`; `clean` (places.ts)
 * takes that out, so these types don't have it.
 */

export interface Position {
  line: number;
  character: number;
}

export interface Range {
  start: Position;
  end: Position;
}

/** Where a declaration stands. */
export interface Place {
  uri: string;
  range: Range;
}

export type Level = "low" | "medium" | "high" | "critical";
export type GraphOf = "systems" | "flows" | "schedule" | "ownership" | "risks";

interface OfWorkspace {
  uri?: string;
}

export interface GraphParams extends OfWorkspace {
  of: GraphOf;
  program?: string;
  focus?: string;
  depth?: number;
}

/** A declaration in the graph; `id` is its full path. */
export interface GraphNode extends Place {
  id: string;
  label: string;
  kind: string;
  owner?: string;
  program?: string;
  level?: Level;
  critical?: boolean;
}

export interface GraphEdge {
  from: string;
  to: string;
  kind: string;
  label?: string;
}

export interface GraphCluster {
  id: string;
  label: string;
  nodes: string[];
}

export interface Graph {
  version: 1;
  nodes: GraphNode[];
  edges: GraphEdge[];
  clusters: GraphCluster[];
}

export interface ImpactParams extends OfWorkspace {
  name: string;
}

/** What breaks if `of` fails, and whom to call. */
export interface Impact {
  of: string;
  systems: { path: string; distance: number }[];
  flows: string[];
  outcomes: string[];
  work: string[];
  risks: string[];
  owners: string[];
  places: Record<string, Place & { title?: string }>;
}

export interface PlanParams extends OfWorkspace {
  program?: string;
}

/** A task or milestone; `es` to `slack` count working days from the network's start, the rest are ISO dates. */
export interface PlanItem extends Place {
  path: string;
  title: string;
  kind: string;
  owner?: string;
  status?: string;
  es: number;
  ef: number;
  ls: number;
  lf: number;
  slack: number;
  start: string;
  /** The day on which work under way began, where that is said: `start` is then when what remains of it is counted from. */
  began?: string | null;
  finish: string;
  due?: string;
  critical: boolean;
}

export interface Plan {
  version: 1;
  today: string;
  network: { start: string; finish: string; length: number };
  items: PlanItem[];
}

export interface ReportParams extends OfWorkspace {
  program?: string;
}

export type Rag = "green" | "amber" | "red";
export type Health = "too-early" | "met" | "on-track" | "at-risk" | "off-track" | "no-data";

export interface ReportProgram {
  path: string;
  title: string;
  stated?: Rag;
  computed: Rag;
}

export interface ReportRisk extends Place {
  path: string;
  title: string;
  likelihood?: number;
  impact?: number;
  score?: number;
  band?: string;
  /** Whether a mitigation is under way or done. */
  mitigated: boolean;
  /** How many there are, dropped ones not counted. */
  mitigations?: number;
  status?: string;
  owner?: string;
}

/** A measured number, as `progc export` writes it: a quantity, a comparison or a reading; or as text with its unit. */
export type Measure =
  | string
  | number
  | { value: number; unit?: string }
  | { op: string; value: Measure }
  | { value: Measure; on?: string };

export interface ReportOutcome extends Place {
  path: string;
  title: string;
  health: Health;
  owner?: string;
  baseline?: Measure;
  target?: Measure;
  latest?: Measure;
  unit?: string;
  by?: string;
  readings: { on: string; value?: Measure }[];
}

/** The words of the two scales, lowest first, and the least score of each band. */
export interface Matrix {
  likelihood: string[];
  impact: string[];
  bands: Bands;
}

/** Either `{high: 10}` (least score) or `{high: [10, 16]}`, or a list of either, lowest band first. */
export type Bands =
  | Record<string, number | [number, number]>
  | { name: string; from: number; to?: number }[];

export interface Report {
  version: 1;
  as_of: string;
  programs: ReportProgram[];
  risks: ReportRisk[];
  outcomes: ReportOutcome[];
  matrix: Matrix;
}

export const method = {
  graph: "prog/graph",
  impact: "prog/impact",
  plan: "prog/plan",
  report: "prog/report",
  changed: "prog/changed",
} as const;
