import assert from "node:assert/strict";
import test from "node:test";
import type { Graph, GraphNode, PlanItem } from "../src/protocol.js";
import { layout, type Box, type LayoutInput } from "../webview/graph/layout.js";
import { alongTime, model, near, part, search, shapeKey } from "../webview/graph/model.js";
import { anchor, approach, fit, neighbour, overlap, reveal, settle, zoomAt } from "../webview/graph/viewport.js";

const range = { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } };
const node = (id: string, more: Partial<GraphNode> = {}): GraphNode => ({ id, label: id, kind: "system", uri: "file:///x.prog", range, ...more });
const edge = (from: string, to: string, kind = "depends-on") => ({ from, to, kind });
const graph = (ids: string, ...edges: [string, string][]): Graph => ({
  version: 1,
  nodes: [...ids].map((id) => node(id)),
  edges: edges.map(([from, to]) => edge(from, to)),
  clusters: [],
});

test("edges to nowhere, to oneself and repeated ones are left out", () => {
  const { edges } = model({ ...graph("ab"), edges: [edge("a", "b"), edge("a", "b"), edge("a", "x"), edge("a", "a"), edge("a", "b", "hop")] });
  assert.deepEqual(edges, [edge("a", "b"), edge("a", "b", "hop")]);
});

test("a node is in one cluster, and a cluster has nodes", () => {
  const { clusters } = model({ ...graph("ab"), clusters: [{ id: "1", label: "1", nodes: ["a", "x"] }, { id: "2", label: "2", nodes: ["a"] }, { id: "3", label: "3", nodes: ["b"] }] });
  assert.deepEqual(clusters.map(({ id, nodes }) => [id, nodes]), [["1", ["a"]], ["3", ["b"]]]);
});

test("what is near is near in both directions", () => {
  const chain = model(graph("abcde", ["a", "b"], ["b", "c"], ["c", "d"], ["d", "e"]));
  assert.deepEqual([...near(chain, "c", 1)].sort(), ["b", "c", "d"]);
  assert.deepEqual([...near(chain, "c", 9)].sort(), ["a", "b", "c", "d", "e"]);
});

test("a ring ends the walk", () => {
  const ring = model(graph("ab", ["a", "b"], ["b", "a"]));
  assert.deepEqual([...near(ring, "a", 100)].sort(), ["a", "b"]);
});

test("a part has the edges between what it keeps", () => {
  const some = part(model(graph("abc", ["a", "b"], ["b", "c"])), new Set(["a", "b"]));
  assert.deepEqual(some.edges, [edge("a", "b")]);
  assert.deepEqual(some.nodes.map((n) => n.id), ["a", "b"]);
});

test("the shape stays when only an owner or a level changes", () => {
  const before = model(graph("ab", ["a", "b"]));
  const after = model({ ...graph("ab", ["a", "b"]), nodes: [node("a", { owner: "x", level: "high" }), node("b")] });
  assert.equal(shapeKey(before), shapeKey(after));
  assert.notEqual(shapeKey(before), shapeKey(model(graph("ab", ["b", "a"]))));
});

test("work runs with the days, whichever way its links are told", () => {
  const item = (path: string, start: string) => ({ path, start, finish: "2026-12-31" }) as PlanItem;
  const plan = { items: [item("a", "2026-01-12"), item("b", "2026-02-02"), item("c", "2026-03-02")] };
  assert.deepEqual(alongTime([edge("c", "b"), edge("b", "a")], plan), [edge("b", "c"), edge("a", "b")]);
  assert.deepEqual(alongTime([edge("a", "b"), edge("b", "c")], plan), [edge("a", "b"), edge("b", "c")]);
  assert.deepEqual(alongTime([edge("x", "y")], plan), [edge("x", "y")]);
});

test("all words are looked for, in label, path and owner", () => {
  const all = model({ ...graph(""), nodes: [node("pay.gateway", { label: "Payment gateway", owner: "ines" }), node("web", { label: "Web" })] });
  assert.deepEqual(search(all, "GATE ines").map((n) => n.id), ["pay.gateway"]);
  assert.deepEqual(search(all, "gate web"), []);
  assert.deepEqual(search(all, "  "), []);
});

const window = { width: 900, height: 700 };
const input = (nodes: number, edges: [number, number][], clusters: number[][] = []): LayoutInput => ({
  window,
  nodes: Array.from({ length: nodes }, (_, i) => ({ id: String(i), width: 120, height: 36 })),
  edges: edges.map(([from, to]) => ({ from: String(from), to: String(to) })),
  clusters: clusters.map((ids, i) => ({ id: `c${i}`, label: `c${i}`, nodes: ids.map(String) })),
});

function assertApart(boxes: Record<string, Box>): void {
  const list = Object.entries(boxes);
  for (const [i, [a, first]] of list.entries()) {
    for (const [b, second] of list.slice(i + 1)) assert.ok(!overlap(first, second), `${a} lies on ${b}`);
  }
}

test("a small graph: nothing overlaps, what depends stands before what it needs", () => {
  const result = layout(input(4, [[0, 1], [1, 2], [0, 3]], [[1, 2]]));
  assertApart(result.nodes);
  assert.ok(result.nodes["0"]!.x < result.nodes["1"]!.x && result.nodes["1"]!.x < result.nodes["2"]!.x);
  assert.equal(result.edges.length, 3);
  const cluster = result.clusters["c0"]!;
  for (const id of ["1", "2"]) assert.ok(cluster.x <= result.nodes[id]!.x && cluster.y <= result.nodes[id]!.y);
});

test("boxes of clusters stand apart, with room for their headings", () => {
  for (const window of [{ width: 1600, height: 300 }, { width: 400, height: 1200 }]) {
    const result = layout({ ...input(6, [[0, 1], [0, 2], [0, 3], [1, 4], [2, 5]], [[1], [2], [3], [4], [5]]), window });
    assertApart(result.clusters);
  }
});

test("a long chain runs down a high window instead of across", () => {
  const chain = Array.from({ length: 11 }, (_, i): [number, number] => [i, i + 1]);
  const high = layout({ ...input(12, chain), window: { width: 400, height: 1000 } });
  assert.ok(high.height > high.width);
  const wide = layout({ ...input(12, chain), window: { width: 1600, height: 300 } });
  assert.ok(wide.width > wide.height);
});

test("500 nodes and 2,000 edges: all are placed, none overlap, clusters neither", () => {
  const edges: [number, number][] = Array.from({ length: 2000 }, (_, i) => [(i * 7) % 500, (i * 13 + Math.floor(i / 500) * 31 + 1) % 500]);
  const clusters = Array.from({ length: 25 }, (_, c) => Array.from({ length: 18 }, (_, i) => c * 18 + i));
  const result = layout(input(500, edges, clusters));
  assert.equal(Object.keys(result.nodes).length, 500);
  assert.equal(result.edges.length, 2000);
  assertApart(result.nodes);
  assertApart(result.clusters);
});

test("a large graph without edges or clusters is a grid", () => {
  const result = layout(input(200, []));
  assertApart(result.nodes);
  assert.ok(result.width < 4 * result.height && result.height < 4 * result.width);
});

test("an empty graph has a layout", () => {
  assert.deepEqual(layout(input(0, [])).nodes, {});
});

test("fitting shows all, and never enlarges", () => {
  const view = fit({ width: 3000, height: 500 }, window);
  assert.ok(3000 * view.zoom <= window.width);
  assert.equal(fit({ width: 100, height: 100 }, window).zoom, 1);
});

test("zooming keeps the point under the pointer", () => {
  const before = { x: 100, y: 50, zoom: 0.5 };
  const after = zoomAt(before, 2, 300, 200);
  assert.equal(after.zoom, 1);
  assert.equal(after.x + 300 / after.zoom, before.x + 300 / before.zoom);
  assert.equal(after.y + 200 / after.zoom, before.y + 200 / before.zoom);
});

test("what is in sight stays, what is not is brought in, what is far comes nearer", () => {
  const view = { x: 0, y: 0, zoom: 1 };
  assert.deepEqual(reveal(view, { x: 200, y: 200, width: 100, height: 40 }, window), view);
  assert.equal(reveal(view, { x: 2000, y: 200, width: 100, height: 40 }, window).x, 2000 + 100 + 40 - window.width);
  assert.equal(approach({ ...view, zoom: 0.1 }, { x: 0, y: 0, width: 10, height: 10 }, window).zoom, 0.8);
  assert.deepEqual(approach(view, { x: 0, y: 0, width: 10, height: 10 }, window), view);
});

test("after an edit, what was in the middle stays where it was", () => {
  const box = (x: number): Box => ({ x, y: 100, width: 10, height: 10 });
  const view = { x: 0, y: 0, zoom: 1 };
  const before = { nodes: { a: box(450), b: box(800) } };
  const after = { nodes: { a: box(650), b: box(900), c: box(0) } };
  assert.equal(anchor(before, after, undefined, view, window)?.x, 200);
  assert.equal(anchor(before, after, "b", view, window)?.x, 100);
  assert.equal(anchor(before, { nodes: { z: box(0) } }, undefined, view, window), undefined);
});

test("a drawing that has room is wholly in sight, a larger one stays where it is", () => {
  const small = { width: 300, height: 200 };
  const inside = { x: -100, y: -60, zoom: 1 };
  assert.deepEqual(settle(inside, small, window), inside);
  assert.equal(settle({ ...inside, x: 120 }, small, window).x, -24);
  assert.equal(settle({ ...inside, y: -window.height }, small, window).y, small.height + 44 - window.height);
  const large = { width: 2 * window.width, height: 2 * window.height };
  assert.deepEqual(settle({ x: 500, y: 400, zoom: 1 }, large, window), { x: 500, y: 400, zoom: 1 });
});

test("arrow keys go to the nearest in their direction", () => {
  const box = (x: number, y: number): Box => ({ x, y, width: 10, height: 10 });
  const boxes = { here: box(0, 0), right: box(100, 5), farther: box(300, 0), below: box(0, 80) };
  assert.equal(neighbour(boxes, "here", "ArrowRight"), "right");
  assert.equal(neighbour(boxes, "here", "ArrowDown"), "below");
  assert.equal(neighbour(boxes, "here", "ArrowLeft"), undefined);
  assert.equal(neighbour(boxes, "farther", "ArrowLeft"), "right");
});
