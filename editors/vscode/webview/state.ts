/** What the preview remembers when it is hidden, and after the window was closed. */
import type { GraphOf } from "../src/protocol.js";
import type { Tab } from "../src/preview/messages.js";

export interface State {
  tab: Tab;
  of: GraphOf;
  program: string | undefined;
  /** The path of the declaration that is picked out in every tab. */
  selected: string | undefined;
  grouped: boolean;
  /** How many steps around the selection the graph shows; 0 for all. */
  depth: number;
  view: { x: number; y: number; zoom: number; key: string } | undefined;
  /** Pixels per day in the timeline; undefined fits the width. */
  perDay: number | undefined;
}

const START: State = {
  tab: "graph",
  of: "systems",
  program: undefined,
  selected: undefined,
  grouped: true,
  depth: 0,
  view: undefined,
  perDay: undefined,
};

const api = acquireVsCodeApi<Partial<State>>();

export const state: State = { ...START, ...api.getState() };

export function remember(change: Partial<State>): void {
  Object.assign(state, change);
  api.setState(state);
}

export const post = (message: unknown): void => void api.postMessage(message);
