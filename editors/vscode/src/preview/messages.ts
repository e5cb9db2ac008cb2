/** What the extension and the preview say to each other. Types only. */
import type { Graph, GraphOf, Impact, Place, Plan, Position, Report } from "../protocol.js";

export type Tab = "graph" | "risks" | "timeline" | "outcomes";

/** From the preview to the extension. */
export type FromPreview =
  | { type: "load"; of: GraphOf; program: string | undefined }
  | { type: "open"; place: Place }
  | { type: "impact"; name: string };

/** From the extension to the preview. */
export type ToPreview =
  | { type: "data"; of: GraphOf; program: string | undefined; graph?: Graph; plan?: Plan; report?: Report }
  | { type: "problem"; text: string }
  /** The program that was asked for is not there (any more). */
  | { type: "gone" }
  | { type: "impact"; impact: Impact }
  | { type: "cursor"; uri: string; position: Position }
  | { type: "show"; tab: Tab };
