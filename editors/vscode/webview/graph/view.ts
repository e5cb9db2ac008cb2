/** The graph tab: a canvas that is panned, zoomed, searched and walked with the keyboard. */
import type { GraphNode, GraphOf, Impact } from "../../src/protocol.js";
import { h } from "../dom.js";
import { shortName } from "../names.js";
import { remember, state } from "../state.js";
import type { Data, Host, View } from "../view.js";
import { readColours, type Colours } from "./colours.js";
import { impactList } from "./impact.js";
import type { Box, Layout, LayoutInput } from "./layout.js";
import { Layouts } from "./layouts.js";
import { legend } from "./legend.js";
import { alongTime, model, near, part, search, shapeKey, type Model } from "./model.js";
import { curves, paint, widthOf, type Scene } from "./paint.js";
import { anchor, approach, fit, neighbour, overlap, READABLE, reveal, settle, zoomAt, type Viewport } from "./viewport.js";

const OF: Record<GraphOf, string> = {
  systems: "Systems",
  flows: "Flows",
  schedule: "Work",
  ownership: "Owners",
  risks: "Risks",
};

export class GraphView implements View {
  readonly element: HTMLElement;
  readonly tools: HTMLElement;
  private readonly canvas = h("canvas", { tabindex: 0, role: "application", "aria-roledescription": "graph" });
  private readonly note = h("div", { class: "note", role: "status" });
  private readonly side = h("aside", { class: "side", hidden: true });
  private readonly legendBox = h("div", { class: "legend", "aria-hidden": "true" });
  private readonly finder = h("input", { type: "search", placeholder: "Find…", "aria-label": "Find in the graph" });
  private readonly layouts = new Layouts();
  private whole: Model | undefined;
  private scene: (Scene & { key: string }) | undefined;
  private view: Viewport | undefined = state.view;
  private colours: Colours | undefined;
  private drawing = 0;
  private impact: Impact | undefined;
  private found: string[] = [];
  /** What declarations are called, also those that this graph does not show. */
  private titles = new Map<string, string>();

  constructor(private readonly host: Host) {
    this.element = h("section", { class: "graph" }, h("div", { class: "stage" }, this.canvas, this.legendBox, this.note), this.side);
    this.tools = this.makeTools();
    this.listen();
    new MutationObserver(() => this.recolour()).observe(document.body, { attributes: true, attributeFilter: ["class"] });
  }

  private makeTools(): HTMLElement {
    const of = h(
      "select",
      { "aria-label": "What the graph shows", onchange: () => this.change({ of: of.value as GraphOf }) },
      ...Object.entries(OF).map(([value, label]) => h("option", { value, selected: value === state.of }, label)),
    );
    const depth = h(
      "select",
      { "aria-label": "How much around the selection", title: "How much around the selection", onchange: () => this.change({ depth: Number(depth.value) }) },
      ...["Everything", "1 step around", "2 steps around", "3 steps around"].map((label, value) =>
        h("option", { value, selected: value === state.depth }, label),
      ),
    );
    const grouped = h("input", { type: "checkbox", checked: state.grouped, onchange: () => this.change({ grouped: grouped.checked }) });
    return h(
      "div",
      { class: "tools" },
      of,
      depth,
      h("label", {}, grouped, "Grouped"),
      this.finder,
      h("span", { class: "buttons" }, this.button("−", "Zoom out", () => this.zoom(1 / 1.3)), this.button("+", "Zoom in", () => this.zoom(1.3)), this.button("Fit", "Show all", () => this.showAll())),
    );
  }

  private button(text: string, title: string, run: () => void): HTMLElement {
    return h("button", { class: "quiet", title, "aria-label": title, onclick: run }, text);
  }

  private change(change: Partial<typeof state>): void {
    remember({ ...change, view: undefined });
    this.view = undefined;
    if (change.of !== undefined) this.host.reload();
    else void this.arrange();
  }

  update({ graph, plan, report }: Data): void {
    this.titles = new Map([...(plan?.items ?? []), ...(report?.risks ?? []), ...(report?.outcomes ?? [])].map(({ path, title }) => [path, title]));
    if (graph === undefined) return;
    for (const { id, label } of graph.nodes) this.titles.set(id, label);
    const edges = state.of === "schedule" && plan !== undefined ? alongTime(graph.edges, plan) : graph.edges;
    this.whole = model({ ...graph, edges });
    void this.arrange();
  }

  /** Lays out what is to be seen, and draws it; a newer call overtakes an older one. */
  private async arrange(): Promise<void> {
    if (this.whole === undefined) return;
    const { selected, depth, grouped } = state;
    const focused = depth > 0 && selected !== undefined && this.whole.index.has(selected);
    const shown = focused ? part(this.whole, near(this.whole, selected, depth)) : this.whole;
    const seen = grouped ? shown : { ...shown, clusters: [] };
    if (seen.nodes.length === 0) return this.empty();
    this.note.textContent = this.scene === undefined && seen.nodes.length > 200 ? "Laying out…" : "";
    const start = performance.now();
    const layout = await this.layouts.of(this.key(seen), layoutInput(seen, this.size(), this.measure())).catch((error: Error) => error);
    if (layout instanceof Error) {
      if (layout.message !== "superseded") this.note.textContent = "The graph could not be laid out.";
      return;
    }
    this.note.textContent = "";
    this.canvas.dataset["layout"] = (performance.now() - start).toFixed(0);
    this.setScene(seen, layout, this.key(seen));
  }

  /** How wide a node is: its words, within reason. */
  private measure(): (node: GraphNode) => number {
    const context = this.canvas.getContext("2d");
    const colours = (this.colours ??= readColours());
    return (node) => (context === null ? 140 : Math.round(Math.min(240, Math.max(96, widthOf(context, node, colours)))));
  }

  /** A layout is kept for a graph of this shape in a window of about this form. */
  private key(seen: Model): string {
    const { width, height } = this.size();
    return `${shapeKey(seen)}.${Math.round(Math.log2(width / height) * 2)}`;
  }

  private empty(): void {
    this.scene = undefined;
    this.note.textContent = `No ${OF[state.of].toLowerCase()} yet. What you write appears here.`;
    this.legendBox.replaceChildren();
    this.draw();
  }

  private setScene(seen: Model, layout: Layout, key: string): void {
    const before = this.scene;
    this.scene = { key, model: seen, layout, curves: curves(seen, layout), selected: state.selected, hovered: undefined, lit: this.lit() };
    this.legendBox.replaceChildren(...legend(seen));
    this.canvas.setAttribute("aria-label", `${OF[state.of]}: ${seen.nodes.length} with ${seen.edges.length} links. Arrow keys walk, Enter opens the source, I shows the impact.`);
    const held = before === undefined || state.view === undefined ? undefined : anchor(before.layout, layout, state.selected, this.view, this.size());
    if (held !== undefined) this.moveTo(settle(held, layout, this.size()));
    else if (state.view?.key !== key) this.showAll();
    else this.draw();
  }

  select(path: string | undefined, bring: boolean): void {
    if (this.scene === undefined) return;
    this.scene.selected = path;
    const box = path === undefined ? undefined : this.scene.layout.nodes[path];
    if (box !== undefined && bring && this.view !== undefined && this.isShown()) this.bring(box);
    if (state.depth > 0) void this.arrange();
    this.draw();
  }

  private bring(box: Box): void {
    if (this.view === undefined) return;
    const view = reveal(this.view, box, this.size());
    if (view.x !== this.view.x || view.y !== this.view.y || view.zoom !== this.view.zoom) this.moveTo(view);
  }

  places(): (GraphNode & { path: string })[] {
    return (this.whole?.nodes ?? []).map((node) => ({ ...node, path: node.id }));
  }

  /** A picture that shows all goes on doing so; one that was moved stays where it is, unless there is room for all of it. */
  layout(): void {
    if (state.view === undefined) this.showAll();
    else if (this.scene !== undefined && this.view !== undefined && this.isShown()) this.moveTo(settle(this.view, this.scene.layout, this.size()));
  }

  showImpact(impact: Impact): void {
    this.impact = impact;
    this.side.hidden = false;
    this.side.replaceChildren(impactList(impact, this.titles, this.host, () => this.endImpact()));
    if (this.scene !== undefined) this.scene.lit = this.lit();
    // The list takes room from the picture; all that is hit should be seen, where that can still be read.
    if (this.scene !== undefined && fit(this.scene.layout, this.size()).zoom >= READABLE) this.showAll();
    else this.layout();
    this.host.select(impact.of);
    this.host.announce(`${impact.systems.length} systems depend on ${this.titles.get(impact.of) ?? impact.of}`);
  }

  private endImpact(): void {
    this.impact = undefined;
    this.side.hidden = true;
    if (this.scene !== undefined) this.scene.lit = this.lit();
    this.layout();
    this.canvas.focus();
  }

  private lit(): Map<string, number | undefined> | undefined {
    const { impact } = this;
    if (impact === undefined) return this.found.length === 0 ? undefined : new Map(this.found.map((id) => [id, undefined]));
    const others = [...impact.flows, ...impact.outcomes, ...impact.work, ...impact.risks, ...impact.owners];
    return new Map<string, number | undefined>([
      ...others.map((path) => [path, undefined] as const),
      ...impact.systems.map(({ path, distance }) => [path, distance] as const),
      [impact.of, 0],
    ]);
  }

  // Drawing

  private size(): { width: number; height: number } {
    return { width: this.canvas.clientWidth, height: this.canvas.clientHeight };
  }

  private isShown(): boolean {
    return this.canvas.clientWidth > 0;
  }

  private recolour(): void {
    this.colours = undefined;
    this.draw();
  }

  /** Once per frame, however often it is asked for. */
  private draw(): void {
    if (this.drawing !== 0) return;
    this.drawing = requestAnimationFrame(() => {
      this.drawing = 0;
      this.paintNow();
    });
  }

  private paintNow(): void {
    const size = this.size();
    const context = this.canvas.getContext("2d");
    if (context === null || !this.isShown()) return;
    const ratio = window.devicePixelRatio;
    const [width, height] = [Math.round(size.width * ratio), Math.round(size.height * ratio)];
    if (this.canvas.width !== width || this.canvas.height !== height) [this.canvas.width, this.canvas.height] = [width, height];
    if (this.scene === undefined || this.view === undefined) return context.clearRect(0, 0, width, height);
    const start = performance.now();
    paint(context, this.scene, this.view, size, ratio, (this.colours ??= readColours()));
    this.canvas.dataset["frame"] = (performance.now() - start).toFixed(1);
  }

  private moveTo(view: Viewport): void {
    this.view = view;
    remember({ view: { ...view, key: this.scene?.key ?? "" } });
    this.draw();
  }

  private showAll(): void {
    if (this.scene === undefined || !this.isShown()) return;
    this.view = fit(this.scene.layout, this.size());
    remember({ view: undefined });
    this.draw();
  }

  private zoom(factor: number, x = this.canvas.clientWidth / 2, y = this.canvas.clientHeight / 2): void {
    if (this.view !== undefined) this.moveTo(zoomAt(this.view, factor, x, y));
  }

  private pan(dx: number, dy: number): void {
    const { view } = this;
    if (view !== undefined) this.moveTo({ ...view, x: view.x + dx / view.zoom, y: view.y + dy / view.zoom });
  }

  // Mouse, touch and keyboard

  private listen(): void {
    const { canvas } = this;
    canvas.addEventListener("wheel", (event) => this.wheel(event), { passive: false });
    canvas.addEventListener("pointerdown", (event) => this.drag(event));
    canvas.addEventListener("pointermove", (event) => event.buttons === 0 && this.hover(this.hit(event)));
    canvas.addEventListener("pointerleave", () => this.hover(undefined));
    canvas.addEventListener("keydown", (event) => this.press(event));
    this.finder.addEventListener("input", () => this.find());
    this.finder.addEventListener("keydown", (event) => {
      if (event.key === "Enter") this.nextFound(event.shiftKey ? -1 : 1);
      if (event.key === "Escape") this.canvas.focus();
    });
  }

  /** Wheel and pinch zoom at the pointer; with Shift, and by touchpad sideways, the picture moves. */
  private wheel(event: WheelEvent): void {
    event.preventDefault();
    if (event.shiftKey || (Math.abs(event.deltaX) > Math.abs(event.deltaY) && !event.ctrlKey)) this.pan(event.deltaX || event.deltaY, event.shiftKey ? 0 : event.deltaY);
    else this.zoom(Math.exp(-event.deltaY * (event.ctrlKey ? 0.01 : 0.0015)), event.offsetX, event.offsetY);
  }

  private drag(down: PointerEvent): void {
    const { canvas } = this;
    const hit = this.hit(down);
    let moved = false;
    let [x, y] = [down.clientX, down.clientY];
    const move = (event: PointerEvent) => {
      if (!moved && Math.hypot(event.clientX - down.clientX, event.clientY - down.clientY) < 4) return;
      moved = true;
      this.pan(x - event.clientX, y - event.clientY);
      [x, y] = [event.clientX, event.clientY];
    };
    const up = () => {
      canvas.removeEventListener("pointermove", move);
      if (!moved) this.click(hit);
    };
    canvas.setPointerCapture(down.pointerId);
    canvas.addEventListener("pointermove", move);
    canvas.addEventListener("pointerup", up, { once: true });
  }

  private click(id: string | undefined): void {
    this.host.select(id);
    const node = id === undefined ? undefined : this.scene?.model.index.get(id);
    if (node !== undefined) this.host.open(node);
  }

  private hit(event: PointerEvent): string | undefined {
    const { scene, view } = this;
    if (scene === undefined || view === undefined) return undefined;
    const point: Box = { x: view.x + event.offsetX / view.zoom, y: view.y + event.offsetY / view.zoom, width: 0.01, height: 0.01 };
    return scene.model.nodes.findLast(({ id }) => overlap(scene.layout.nodes[id]!, point))?.id;
  }

  private hover(id: string | undefined): void {
    if (this.scene === undefined || this.scene.hovered === id) return;
    this.scene.hovered = id;
    const node = id === undefined ? undefined : this.scene.model.index.get(id);
    this.canvas.title = node === undefined ? "" : tooltip(node);
    this.canvas.style.cursor = node === undefined ? "grab" : "pointer";
    this.draw();
  }

  private press(event: KeyboardEvent): void {
    const { scene } = this;
    if (scene === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
    const current = scene.selected !== undefined && scene.layout.nodes[scene.selected] !== undefined ? scene.selected : undefined;
    const node = current === undefined ? undefined : scene.model.index.get(current);
    if (event.key.startsWith("Arrow")) this.walk(current, event.key);
    else if (event.key === "Enter" && node !== undefined) this.host.open(node);
    else if (event.key === "i" && current !== undefined) this.host.impact(current);
    else if (event.key === "+" || event.key === "=") this.zoom(1.3);
    else if (event.key === "-") this.zoom(1 / 1.3);
    else if (event.key === "0") this.showAll();
    else if (event.key === "/") this.finder.focus();
    else if (event.key === "Escape") {
      if (this.impact !== undefined) this.endImpact();
      else this.host.select(undefined);
    } else return;
    event.preventDefault();
  }

  private walk(from: string | undefined, key: string): void {
    const { scene } = this;
    if (scene === undefined) return;
    const next = from === undefined ? scene.model.nodes[0]?.id : neighbour(scene.layout.nodes, from, key);
    const node = next === undefined ? undefined : scene.model.index.get(next);
    if (node === undefined) return;
    this.goTo(node.id);
    this.host.announce(tooltip(node));
  }

  private find(): void {
    if (this.scene === undefined) return;
    this.found = search(this.scene.model, this.finder.value).map((node) => node.id);
    this.scene.lit = this.lit();
    this.draw();
  }

  private nextFound(step: number): void {
    if (this.found.length === 0) return this.host.announce("Nothing found");
    const at = this.found.indexOf(state.selected ?? "");
    const next = this.found[(at + step + this.found.length) % this.found.length];
    if (next !== undefined) this.goTo(next);
  }

  /** Picks a node out, near enough to read it. */
  private goTo(id: string): void {
    const box = this.scene?.layout.nodes[id];
    if (box !== undefined && this.view !== undefined) this.moveTo(approach(this.view, box, this.size()));
    this.host.select(id);
  }
}

function layoutInput({ nodes, edges, clusters }: Model, window: LayoutInput["window"], measure: (node: GraphNode) => number): LayoutInput {
  return {
    window: { width: Math.max(200, window.width), height: Math.max(200, window.height) },
    nodes: nodes.map((node) => ({ id: node.id, width: measure(node), height: 36 })),
    edges: edges.map(({ from, to }) => ({ from, to })),
    clusters: clusters.map(({ id, label, nodes }) => ({ id, label, nodes })),
  };
}

function tooltip(node: GraphNode): string {
  const parts = [`${node.label} (${node.kind})`, node.owner && `owned by ${shortName(node.owner)}`, node.level && `${node.level} criticality`, node.critical === true && "on the critical path"];
  return parts.filter(Boolean).join(", ");
}
