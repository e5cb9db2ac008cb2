/**
 * Where everything stands: dagre places nodes in layers, from left to right or from top to bottom.
 *
 * A small graph goes to dagre whole, clusters as boxes. A large one is laid out in two steps, each cluster by itself and
 * then the clusters among each other, and dagre sees only a few edges per node (all are drawn): layering two thousand
 * crossing edges takes it half a minute and gains nothing for the eye. Pure; runs in a worker.
 */
import { Graph as DagreGraph, layout as dagre } from "@dagrejs/dagre";

export interface LayoutInput {
  nodes: { id: string; width: number; height: number }[];
  edges: { from: string; to: string }[];
  clusters: { id: string; label: string; nodes: string[] }[];
  /** The window that the picture is for: a small graph runs the way that fills it better. */
  window: { width: number; height: number };
}

type Direction = "LR" | "TB";

export interface Box {
  x: number;
  y: number;
  width: number;
  height: number;
}

/** Boxes by their top left corner; `edges` in the order of the input, empty where the edge is a plain curve. */
export interface Layout {
  width: number;
  height: number;
  nodes: Record<string, Box>;
  clusters: Record<string, Box>;
  edges: number[][];
}

const SMALL = { nodes: 90, edges: 180 };
const SPACE = { nodesep: 16, ranksep: 64, edgesep: 8 };
/** Boxes around clusters need room between the layers and, for their headings, above each other. */
const APART = { LR: { nodesep: 28 }, TB: { nodesep: 24, ranksep: 60 } };
const HEADING = 22;
const PADDING = 12;
/** How many edges of a node the layering of a large graph looks at. */
const EDGES_SEEN = 1;

export function layout(input: LayoutInput): Layout {
  const small = input.nodes.length <= SMALL.nodes && input.edges.length <= SMALL.edges;
  const draw = small ? whole : twoSteps;
  const across = draw(input, "LR");
  if (room(across, input.window) >= 1) return across;
  const down = draw(input, "TB");
  return room(down, input.window) > 1.15 * room(across, input.window) ? down : across;
}

/** How large the picture could be drawn in the window. */
function room(picture: { width: number; height: number }, window: { width: number; height: number }): number {
  return Math.min(window.width / picture.width, window.height / picture.height);
}

function whole({ nodes: all, edges, clusters, window }: LayoutInput, direction: Direction): Layout {
  const held = new Set([...edges.flatMap(({ from, to }) => [from, to]), ...clusters.flatMap((cluster) => cluster.nodes)]);
  const nodes = all.filter(({ id }) => held.has(id));
  const graph = new DagreGraph({ compound: true });
  graph.setGraph({ rankdir: direction, ranker: "network-simplex", ...SPACE, ...(clusters.length > 0 && APART[direction]) });
  graph.setDefaultEdgeLabel(() => ({}));
  for (const { id, width, height } of nodes) graph.setNode(`n:${id}`, { width, height });
  for (const cluster of clusters) {
    graph.setNode(`c:${cluster.id}`, {});
    for (const id of cluster.nodes) graph.setParent(`n:${id}`, `c:${cluster.id}`);
  }
  for (const { from, to } of edges) graph.setEdge(`n:${from}`, `n:${to}`);
  if (nodes.length > 0) dagre(graph);
  const result: Layout = { width: 0, height: 0, nodes: {}, clusters: {}, edges: [] };
  for (const { id } of nodes) result.nodes[id] = corner(graph.node(`n:${id}`));
  for (const { id, nodes: inside } of clusters) result.clusters[id] = around(inside.map((node) => result.nodes[node]));
  result.edges = edges.map(({ from, to }) => {
    const { points } = graph.edge(`n:${from}`, `n:${to}`) as { points?: { x: number; y: number }[] };
    return (points ?? []).flatMap(({ x, y }) => [Math.round(x), Math.round(y)]);
  });
  return withLoose(atOrigin(result), all.filter(({ id }) => !held.has(id)), window);
}

/** What nothing is linked to stands in rows below the rest, about as wide as that. */
function withLoose(picture: Layout, loose: LayoutInput["nodes"], window: LayoutInput["window"]): Layout {
  if (loose.length === 0) return picture;
  const width = Math.max(...loose.map((node) => node.width)) + 20;
  const columns = Math.max(1, Math.floor(Math.max(picture.width, Math.min(window.width, width * loose.length)) / width));
  const rows = grid(loose, picture.height === 0 ? 0 : picture.height + 32, columns);
  return atOrigin({ ...picture, nodes: { ...picture.nodes, ...rows } });
}

/** The box around boxes, with room for a heading. */
function around(boxes: (Box | undefined)[]): Box {
  const there = boxes.filter((box) => box !== undefined);
  const left = Math.min(...there.map((b) => b.x)) - PADDING;
  const top = Math.min(...there.map((b) => b.y)) - HEADING;
  const right = Math.max(...there.map((b) => b.x + b.width)) + PADDING;
  const bottom = Math.max(...there.map((b) => b.y + b.height)) + PADDING;
  return { x: left, y: top, width: right - left, height: bottom - top };
}

function corner({ x, y, width, height }: { x: number; y: number; width: number; height: number }): Box {
  return { x: x - width / 2, y: y - height / 2, width, height };
}

function twoSteps(input: LayoutInput, direction: Direction): Layout {
  const groups = groupsOf(input);
  const groupOf = new Map(groups.flatMap((group) => group.nodes.map((id) => [id, group.id] as const)));
  const sizes = new Map(input.nodes.map((node) => [node.id, node]));
  const inner = groups.map((group) => {
    const edges = input.edges.filter((e) => groupOf.get(e.from) === group.id && groupOf.get(e.to) === group.id);
    return { group, boxes: layer(group.nodes.map((id) => sizes.get(id)!), edges, "LR") };
  });
  const outer = layer(
    inner.map(({ group, boxes }) => {
      const { width, height } = around(Object.values(boxes));
      return { id: group.id, width, height };
    }),
    between(input.edges, groupOf),
    direction,
  );
  const result: Layout = { width: 0, height: 0, nodes: {}, clusters: {}, edges: input.edges.map(() => []) };
  for (const { group, boxes } of inner) {
    const place = outer[group.id]!;
    const frame = around(Object.values(boxes));
    for (const [id, box] of Object.entries(boxes)) result.nodes[id] = { ...box, x: box.x - frame.x + place.x, y: box.y - frame.y + place.y };
    if (group.shown) result.clusters[group.id] = place;
  }
  return atOrigin(result);
}

/** The clusters, and one group of all that is in none. */
function groupsOf({ nodes, clusters }: LayoutInput): { id: string; nodes: string[]; shown: boolean }[] {
  const inside = new Set(clusters.flatMap((cluster) => cluster.nodes));
  const rest = nodes.map((node) => node.id).filter((id) => !inside.has(id));
  const groups = clusters.map(({ id, nodes }) => ({ id, nodes, shown: true }));
  return rest.length === 0 ? groups : [...groups, { id: "\u0000rest", nodes: rest, shown: false }];
}

/** Edges between groups, the heaviest first, so that thinning keeps those that matter. */
function between(edges: LayoutInput["edges"], groupOf: Map<string, string>): { from: string; to: string }[] {
  const weights = new Map<string, { from: string; to: string; weight: number }>();
  for (const edge of edges) {
    const [from, to] = [groupOf.get(edge.from)!, groupOf.get(edge.to)!];
    if (from === to) continue;
    const key = JSON.stringify([from, to]);
    const known = weights.get(key) ?? { from, to, weight: 0 };
    known.weight += 1;
    weights.set(key, known);
  }
  return [...weights.values()].sort((a, b) => b.weight - a.weight);
}

/** Layers by dagre over a thinned set of edges; what nothing holds together stands in a grid beside them. */
function layer(nodes: { id: string; width: number; height: number }[], edges: { from: string; to: string }[], direction: Direction): Record<string, Box> {
  const used = edges.length > 1.5 * nodes.length ? thin(edges, EDGES_SEEN) : edges;
  const linked = new Set(used.flatMap(({ from, to }) => [from, to]));
  const graph = new DagreGraph();
  graph.setGraph({ rankdir: direction, ranker: "tight-tree", nodesep: 14, ranksep: 48, edgesep: 6 });
  graph.setDefaultEdgeLabel(() => ({}));
  for (const node of nodes) if (linked.has(node.id)) graph.setNode(node.id, { width: node.width, height: node.height });
  for (const { from, to } of used) graph.setEdge(from, to);
  if (linked.size > 0) dagre(graph);
  const boxes: Record<string, Box> = {};
  for (const id of linked) boxes[id] = corner(graph.node(id));
  const loose = nodes.filter((node) => !linked.has(node.id));
  const below = Math.max(0, ...Object.values(boxes).map((box) => box.y + box.height + SPACE.nodesep));
  return { ...boxes, ...grid(loose, below) };
}

function thin(edges: { from: string; to: string }[], limit: number): { from: string; to: string }[] {
  const count = new Map<string, number>();
  return edges.filter(({ from }) => {
    const n = (count.get(from) ?? 0) + 1;
    count.set(from, n);
    return n <= limit;
  });
}

/** Boxes in rows; without a number of columns about as wide as high. */
function grid(nodes: LayoutInput["nodes"], top: number, columns = Math.max(1, Math.ceil(Math.sqrt(nodes.length / 2.5)))): Record<string, Box> {
  const width = Math.max(0, ...nodes.map((node) => node.width)) + 20;
  const height = Math.max(0, ...nodes.map((node) => node.height)) + 14;
  return Object.fromEntries(
    nodes.map((node, i) => [
      node.id,
      { x: (i % columns) * width, y: top + Math.floor(i / columns) * height, width: node.width, height: node.height },
    ]),
  );
}

/** Moves everything so that the picture begins at 0, 0, and measures it. */
function atOrigin(layout: Layout): Layout {
  const boxes = [...Object.values(layout.nodes), ...Object.values(layout.clusters)];
  if (boxes.length === 0) return layout;
  const left = Math.min(...boxes.map((b) => b.x));
  const top = Math.min(...boxes.map((b) => b.y));
  const move = (box: Box): Box => ({
    x: Math.round(box.x - left),
    y: Math.round(box.y - top),
    width: Math.round(box.width),
    height: Math.round(box.height),
  });
  const all = (record: Record<string, Box>) => Object.fromEntries(Object.entries(record).map(([id, box]) => [id, move(box)]));
  return {
    width: Math.round(Math.max(...boxes.map((b) => b.x + b.width)) - left),
    height: Math.round(Math.max(...boxes.map((b) => b.y + b.height)) - top),
    nodes: all(layout.nodes),
    clusters: all(layout.clusters),
    edges: layout.edges.map((points) => points.map((n, i) => Math.round(n - (i % 2 === 0 ? left : top)))),
  };
}
