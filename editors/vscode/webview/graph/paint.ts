/** Draws the graph on a canvas: only what is in sight, and only as much of it as the zoom lets one read. */
import type { GraphEdge, GraphNode } from "../../src/protocol.js";
import { kindShape, LEVEL, SHAPES, type Shape } from "../marks.js";
import { shortName } from "../names.js";
import type { Colours } from "./colours.js";
import type { Box, Layout } from "./layout.js";
import type { Model } from "./model.js";
import { overlap, READABLE, seen, type Size, type Viewport } from "./viewport.js";

export interface Scene {
  model: Model;
  layout: Layout;
  curves: Curve[];
  selected: string | undefined;
  hovered: string | undefined;
  /** Where given, everything else is dimmed; the number is shown beside the node. */
  lit: ReadonlyMap<string, number | undefined> | undefined;
}

export interface Curve {
  edge: GraphEdge;
  path: Path2D;
  bounds: Box;
  /** The tip of the arrow and where it comes from. */
  tip: [x: number, y: number, angle: number];
}

const paths = new Map<Shape, Path2D>();
const shapePath = (shape: Shape): Path2D => {
  let path = paths.get(shape);
  if (path === undefined) paths.set(shape, (path = new Path2D(SHAPES[shape])));
  return path;
};

/** One curve per edge, made once per layout. */
export function curves(model: Model, layout: Layout): Curve[] {
  return model.edges.map((edge, i) => curve(edge, layout.nodes[edge.from]!, layout.nodes[edge.to]!, layout.edges[i] ?? []));
}

function curve(edge: GraphEdge, from: Box, to: Box, points: number[]): Curve {
  const path = new Path2D();
  if (points.length >= 6) return bent(edge, path, points);
  const forward = to.x >= from.x + from.width - 4;
  const [x1, y1] = [forward ? from.x + from.width : from.x + from.width / 2, forward ? from.y + from.height / 2 : from.y];
  const [x2, y2] = [forward ? to.x : to.x + to.width / 2, forward ? to.y + to.height / 2 : to.y + to.height];
  path.moveTo(x1, y1);
  const reach = Math.max(30, Math.min(160, Math.abs(forward ? x2 - x1 : y2 - y1) / 2));
  if (forward) path.bezierCurveTo(x1 + reach, y1, x2 - reach, y2, x2, y2);
  else path.bezierCurveTo(x1, y1 - reach, x2, y2 + reach, x2, y2);
  const bounds = { x: Math.min(x1, x2) - 40, y: Math.min(y1, y2) - reach, width: Math.abs(x2 - x1) + 80, height: Math.abs(y2 - y1) + 2 * reach };
  return { edge, path, bounds, tip: [x2, y2, forward ? 0 : -Math.PI / 2] };
}

/** Through the points that the layout gave, with rounded bends. */
function bent(edge: GraphEdge, path: Path2D, points: number[]): Curve {
  const xs = points.filter((_, i) => i % 2 === 0);
  const ys = points.filter((_, i) => i % 2 === 1);
  const last = xs.length - 1;
  path.moveTo(xs[0]!, ys[0]!);
  for (let i = 1; i < last; i++) {
    const [mx, my] = i === last - 1 ? [xs[last]!, ys[last]!] : [(xs[i]! + xs[i + 1]!) / 2, (ys[i]! + ys[i + 1]!) / 2];
    path.quadraticCurveTo(xs[i]!, ys[i]!, mx, my);
  }
  const bounds = { x: Math.min(...xs), y: Math.min(...ys), width: Math.max(...xs) - Math.min(...xs), height: Math.max(...ys) - Math.min(...ys) };
  return { edge, path, bounds, tip: [xs[last]!, ys[last]!, Math.atan2(ys[last]! - ys[last - 1]!, xs[last]! - xs[last - 1]!)] };
}

export function paint(context: CanvasRenderingContext2D, scene: Scene, view: Viewport, size: Size, ratio: number, colours: Colours): void {
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  context.clearRect(0, 0, size.width, size.height);
  // Words keep their widths at every zoom, so that what fits its node once fits always.
  context.textRendering = "geometricPrecision";
  const scale = view.zoom * ratio;
  context.setTransform(scale, 0, 0, scale, -view.x * scale, -view.y * scale);
  const window = seen(view, size);
  paintClusters(context, scene, view, window, colours);
  paintEdges(context, scene, view, window, colours);
  for (const node of scene.model.nodes) {
    const box = scene.layout.nodes[node.id];
    if (box !== undefined && overlap(box, window)) paintNode(context, node, box, scene, view.zoom, colours);
  }
  if (view.zoom < READABLE) paintClusterNames(context, scene, view, window, colours);
}

function paintClusters(context: CanvasRenderingContext2D, { model, layout }: Scene, view: Viewport, window: Box, colours: Colours): void {
  context.lineWidth = 1 / Math.min(1, view.zoom);
  for (const cluster of model.clusters) {
    const box = layout.clusters[cluster.id];
    if (box === undefined || !overlap(box, window)) continue;
    context.fillStyle = colours.cluster;
    context.strokeStyle = colours.border;
    context.beginPath();
    context.roundRect(box.x, box.y, box.width, box.height, 8);
    context.fill();
    context.stroke();
    if (view.zoom < READABLE) continue;
    context.fillStyle = colours.quiet;
    context.font = `600 11px ${colours.font}`;
    context.textBaseline = "middle";
    context.fillText(elide(context, cluster.label, box.width - 20), box.x + 12, box.y + 12);
  }
}

/** From afar the names of clusters are written over them, in a size that can be read. */
function paintClusterNames(context: CanvasRenderingContext2D, { model, layout }: Scene, view: Viewport, window: Box, colours: Colours): void {
  context.textAlign = "center";
  context.textBaseline = "middle";
  context.lineJoin = "round";
  for (const cluster of model.clusters) {
    const box = layout.clusters[cluster.id];
    if (box === undefined || !overlap(box, window)) continue;
    const size = nameSize(context, cluster.label, box.width * view.zoom, colours.font) / view.zoom;
    context.font = `600 ${size}px ${colours.font}`;
    const text = elide(context, cluster.label, Math.max(box.width, 60 / view.zoom));
    context.lineWidth = size / 3;
    context.strokeStyle = colours.background;
    context.strokeText(text, box.x + box.width / 2, box.y + box.height / 2);
    context.fillStyle = colours.text;
    context.fillText(text, box.x + box.width / 2, box.y + box.height / 2);
  }
  context.textAlign = "start";
}

/** As large as fits over the cluster, but never too small to read. */
function nameSize(context: CanvasRenderingContext2D, label: string, width: number, font: string): number {
  context.font = `600 14px ${font}`;
  return Math.min(14, Math.max(9.5, (14 * width) / context.measureText(label).width));
}

function paintEdges(context: CanvasRenderingContext2D, scene: Scene, view: Viewport, window: Box, colours: Colours): void {
  const { selected, lit, model } = scene;
  const focus = scene.hovered ?? selected;
  const touching: Curve[] = [];
  const many = model.edges.length > 300;
  context.lineWidth = Math.max(1, 0.6 / view.zoom);
  context.strokeStyle = context.fillStyle = colours.edge;
  context.globalAlpha = (many ? 0.3 : 0.85) * (focus === undefined && lit === undefined ? 1 : 0.55);
  const rest = new Map<boolean, Path2D>();
  for (const curve of scene.curves) {
    const { from, to } = curve.edge;
    if (from === focus || to === focus || (lit?.has(from) === true && lit.has(to))) touching.push(curve);
    else if (overlap(curve.bounds, window)) {
      const key = isDashed(curve.edge);
      const path = rest.get(key) ?? new Path2D();
      rest.set(key, path);
      path.addPath(curve.path);
      if (view.zoom > 0.3) arrow(context, curve, 5);
    }
  }
  for (const [dashed, path] of rest) {
    context.setLineDash(dashed ? [5, 4] : []);
    context.stroke(path);
  }
  context.globalAlpha = 1;
  paintTouching(context, touching, focus, view, colours);
  context.setLineDash([]);
}

/** Edges of what is picked out: towards what it needs in one colour, from what needs it in another and thicker. */
function paintTouching(context: CanvasRenderingContext2D, touching: Curve[], focus: string | undefined, view: Viewport, colours: Colours): void {
  for (const curve of touching) {
    const needs = curve.edge.from === focus;
    context.strokeStyle = context.fillStyle = needs ? colours.needs : colours.neededBy;
    context.lineWidth = (needs ? 1.5 : 2.5) / Math.min(1, view.zoom * 1.3);
    context.setLineDash(isDashed(curve.edge) ? [5, 4] : []);
    context.stroke(curve.path);
    arrow(context, curve, 7 / Math.min(1, view.zoom * 1.3));
    if (curve.edge.label !== undefined && view.zoom > 0.6 && touching.length < 40) edgeLabel(context, curve, colours);
  }
}

function edgeLabel(context: CanvasRenderingContext2D, { edge, bounds }: Curve, colours: Colours): void {
  const [x, y] = [bounds.x + bounds.width / 2, bounds.y + bounds.height / 2];
  context.font = `10px ${colours.font}`;
  context.textAlign = "center";
  context.textBaseline = "middle";
  context.lineWidth = 4;
  context.setLineDash([]);
  context.strokeStyle = colours.background;
  context.strokeText(edge.label ?? "", x, y);
  context.fillStyle = colours.text;
  context.fillText(edge.label ?? "", x, y);
  context.textAlign = "start";
}

/** What depends is a whole line; anything softer (a hop of a flow, a threat) is dashed. */
function isDashed({ kind }: GraphEdge): boolean {
  return !/depend|after|owns|start|end/.test(kind);
}

function arrow(context: CanvasRenderingContext2D, { tip: [x, y, angle] }: Curve, size: number): void {
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
  context.beginPath();
  context.moveTo(x, y);
  context.lineTo(x - size * cos + size * 0.5 * sin, y - size * sin - size * 0.5 * cos);
  context.lineTo(x - size * cos - size * 0.5 * sin, y - size * sin + size * 0.5 * cos);
  context.fill();
}

function paintNode(context: CanvasRenderingContext2D, node: GraphNode, box: Box, scene: Scene, zoom: number, colours: Colours): void {
  const { lit } = scene;
  const picked = node.id === scene.selected;
  context.globalAlpha = lit !== undefined && !lit.has(node.id) ? 0.28 : 1;
  context.fillStyle = picked ? colours.selection : colours.node;
  context.strokeStyle = picked || node.id === scene.hovered ? colours.focus : node.critical === true ? colours.level.critical : colours.border;
  context.lineWidth = (picked || node.critical === true ? 2 : 1) / Math.min(1, zoom * 1.5);
  context.beginPath();
  context.roundRect(box.x, box.y, box.width, box.height, 5);
  context.fill();
  context.stroke();
  if (zoom >= READABLE) paintInside(context, node, box, picked, colours);
  else if (node.level !== undefined && LEVEL[node.level] !== undefined) {
    // From afar, a grave one keeps its colour as a bar at its side.
    context.fillStyle = colours.level[node.level];
    context.fillRect(box.x, box.y, box.width * (node.level === "medium" ? 0.12 : node.level === "high" ? 0.25 : 0.5), box.height);
  }
  if (picked && zoom < READABLE) ring(context, box, zoom, colours);
  const distance = lit?.get(node.id);
  if (distance !== undefined && distance > 0 && zoom >= 0.3) badge(context, String(distance), box, colours);
  context.globalAlpha = 1;
}

/** Beside the words of a node: its sign, and that of its level. */
const ROOM = { before: 27, after: 10, level: 16 };

function levelSign({ level }: GraphNode): { shape: Shape; word: string } | undefined {
  return level === undefined ? undefined : LEVEL[level];
}

/** How wide a node would like to be. */
export function widthOf(context: CanvasRenderingContext2D, node: GraphNode, { font }: Colours): number {
  context.textRendering = "geometricPrecision";
  context.font = `12px ${font}`;
  const label = context.measureText(node.label).width;
  context.font = `10px ${font}`;
  const owner = context.measureText(shortName(node.owner ?? "")).width;
  return Math.ceil(Math.max(label, owner)) + 2 + ROOM.before + ROOM.after + (levelSign(node) === undefined ? 0 : ROOM.level);
}

function paintInside(context: CanvasRenderingContext2D, node: GraphNode, box: Box, picked: boolean, colours: Colours): void {
  const text = picked ? colours.selectionText : colours.text;
  glyph(context, kindShape(node.kind), box.x + 9, box.y + box.height / 2 - 6, 1, picked ? text : colours.kind(node.kind));
  const level = levelSign(node);
  const room = box.width - ROOM.before - ROOM.after - (level === undefined ? 0 : ROOM.level);
  const owner = shortName(node.owner ?? "");
  const middle = box.y + box.height / 2;
  context.textBaseline = "middle";
  context.fillStyle = text;
  context.font = `12px ${colours.font}`;
  context.fillText(elide(context, node.label, room), box.x + ROOM.before, owner === "" ? middle : middle - 7);
  if (owner !== "") {
    context.fillStyle = picked ? text : colours.quiet;
    context.font = `10px ${colours.font}`;
    context.fillText(elide(context, owner, room), box.x + ROOM.before, middle + 8);
  }
  if (level !== undefined && node.level !== undefined) glyph(context, level.shape, box.x + box.width - 20, middle - 6, 1, colours.level[node.level]);
}

/** From afar, what is picked out is found by a frame around it. */
function ring(context: CanvasRenderingContext2D, box: Box, zoom: number, colours: Colours): void {
  const gap = 4 / zoom;
  context.lineWidth = 2.5 / zoom;
  context.strokeStyle = colours.text;
  context.strokeRect(box.x - gap, box.y - gap, box.width + 2 * gap, box.height + 2 * gap);
}

function glyph(context: CanvasRenderingContext2D, shape: Shape, x: number, y: number, scale: number, colour: string): void {
  context.save();
  context.translate(x, y);
  context.scale(scale, scale);
  context.fillStyle = colour;
  context.fill(shapePath(shape), "evenodd");
  context.restore();
}

function badge(context: CanvasRenderingContext2D, text: string, box: Box, colours: Colours): void {
  const [x, y] = [box.x + box.width - 2, box.y + 2];
  context.fillStyle = colours.neededBy;
  context.beginPath();
  context.arc(x, y, 9, 0, 2 * Math.PI);
  context.fill();
  context.fillStyle = colours.background;
  context.font = `700 10px ${colours.font}`;
  context.textAlign = "center";
  context.textBaseline = "middle";
  context.fillText(text, x, y + 0.5);
  context.textAlign = "start";
}

const elided = new Map<string, string>();

/** The text, cut with an ellipsis where it is wider than `width`; measured once. */
function elide(context: CanvasRenderingContext2D, text: string, width: number): string {
  const key = `${context.font}|${Math.round(width)}|${text}`;
  const known = elided.get(key);
  if (known !== undefined) return known;
  if (elided.size > 5000) elided.clear();
  const result = context.measureText(text).width <= width ? text : cut(context, text, width);
  elided.set(key, result);
  return result;
}

function cut(context: CanvasRenderingContext2D, text: string, width: number): string {
  let [low, high] = [0, text.length - 1];
  while (low < high) {
    const half = Math.ceil((low + high) / 2);
    if (context.measureText(`${text.slice(0, half)}…`).width <= width) low = half;
    else high = half - 1;
  }
  return `${text.slice(0, low).trimEnd()}…`;
}
