/** The graph as the preview works with it: edges that lead somewhere, neighbours, and parts of it. Pure. */
import type { Graph, GraphCluster, GraphEdge, GraphNode, Plan } from "../../src/protocol.js";

export interface Model {
  nodes: GraphNode[];
  edges: GraphEdge[];
  clusters: GraphCluster[];
  index: Map<string, GraphNode>;
  /** What a node depends on, and what depends on it. */
  out: Map<string, string[]>;
  in: Map<string, string[]>;
}

/** Leaves out edges to nodes that are not there, edges of a node to itself, and repeated ones. */
export function model(graph: Pick<Graph, "nodes" | "edges" | "clusters">): Model {
  const index = new Map(graph.nodes.map((node) => [node.id, node]));
  const seen = new Set<string>();
  const edges = graph.edges.filter(({ from, to, kind }) => {
    const key = JSON.stringify([from, to, kind]);
    if (from === to || !index.has(from) || !index.has(to) || seen.has(key)) return false;
    seen.add(key);
    return true;
  });
  const result: Model = {
    nodes: [...index.values()],
    edges,
    clusters: wholeClusters(graph.clusters, index),
    index,
    out: new Map(),
    in: new Map(),
  };
  for (const { from, to } of edges) {
    push(result.out, from, to);
    push(result.in, to, from);
  }
  return result;
}

/** Work in the order of its days: links that lead back in time are turned around, as plans are usually drawn. */
export function alongTime(edges: GraphEdge[], plan: Pick<Plan, "items">): GraphEdge[] {
  const starts = new Map(plan.items.map(({ path, start, finish }) => [path, start || finish]));
  const back = ({ from, to }: GraphEdge) => Math.sign((starts.get(from) ?? "").localeCompare(starts.get(to) ?? ""));
  const sum = edges.reduce((total, edge) => total + back(edge), 0);
  return sum <= 0 ? edges : edges.map((edge) => ({ ...edge, from: edge.to, to: edge.from }));
}

/** Each node in at most one cluster, and no empty clusters. */
function wholeClusters(clusters: GraphCluster[], index: Map<string, GraphNode>): GraphCluster[] {
  const taken = new Set<string>();
  return clusters
    .map((cluster) => ({ ...cluster, nodes: cluster.nodes.filter((id) => index.has(id) && !taken.has(id) && taken.add(id)) }))
    .filter((cluster) => cluster.nodes.length > 0);
}

function push(map: Map<string, string[]>, key: string, value: string): void {
  const list = map.get(key);
  if (list === undefined) map.set(key, [value]);
  else list.push(value);
}

/** Everything within `depth` steps of `start`, in both directions, itself included. */
export function near({ out, in: back }: Model, start: string, depth: number): Set<string> {
  const reached = new Set([start]);
  let front = [start];
  for (let step = 0; step < depth && front.length > 0; step++) {
    const next: string[] = [];
    for (const id of front) {
      for (const other of [...(out.get(id) ?? []), ...(back.get(id) ?? [])]) {
        if (!reached.has(other)) {
          reached.add(other);
          next.push(other);
        }
      }
    }
    front = next;
  }
  return reached;
}

/** The part of the graph whose nodes are in `keep`. */
export function part(whole: Model, keep: ReadonlySet<string>): Model {
  return model({
    nodes: whole.nodes.filter((node) => keep.has(node.id)),
    edges: whole.edges.filter(({ from, to }) => keep.has(from) && keep.has(to)),
    clusters: whole.clusters,
  });
}

/** Equal for two graphs that are laid out alike: same nodes, labels, edges and clusters. */
export function shapeKey({ nodes, edges, clusters }: Model): string {
  const text = JSON.stringify([
    nodes.map((n) => [n.id, n.label]),
    edges.map((e) => [e.from, e.to]),
    clusters.map((c) => [c.label, c.nodes]),
  ]);
  return `${nodes.length}.${edges.length}.${hash(text)}`;
}

/** FNV-1a: short, and the same on every run. */
function hash(text: string): string {
  let h = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) h = Math.imul(h ^ text.charCodeAt(i), 0x01000193);
  return (h >>> 0).toString(36);
}

/** Nodes whose label, path or owner holds the words typed. */
export function search({ nodes }: Model, words: string): GraphNode[] {
  const wanted = words.toLowerCase().split(/\s+/).filter(Boolean);
  if (wanted.length === 0) return [];
  return nodes.filter((node) => {
    const text = `${node.label} ${node.id} ${node.owner ?? ""}`.toLowerCase();
    return wanted.every((word) => text.includes(word));
  });
}
