/** The preview page: tabs, the program in view, and the talk with the extension. */
import type { FromPreview, Tab, ToPreview } from "../src/preview/messages.js";
import type { Place, Position } from "../src/protocol.js";
import { h } from "./dom.js";
import { GraphView } from "./graph/view.js";
import { HeatMapView } from "./heatmap/view.js";
import { mark, RAG } from "./marks.js";
import { placeAt } from "./match.js";
import { OutcomesView } from "./outcomes/view.js";
import { post, remember, state } from "./state.js";
import { TimelineView } from "./timeline/view.js";
import type { Data, Host, View } from "./view.js";

const TITLES: Record<Tab, string> = { graph: "Graph", risks: "Risks", timeline: "Timeline", outcomes: "Outcomes" };
const TABS = Object.keys(TITLES) as Tab[];

const send = (message: FromPreview): void => post(message);
const live = h("div", { class: "hidden", "aria-live": "polite" });
const problem = h("div", { class: "problem", role: "alert", hidden: true });
const host: Host = {
  open: ({ uri, range }: Place) => send({ type: "open", place: { uri, range } }),
  select: (path) => select(path, true),
  impact: (name) => send({ type: "impact", name }),
  reload: load,
  announce: (text) => (live.textContent = text),
};
const views: Record<Tab, View> = {
  graph: new GraphView(host),
  risks: new HeatMapView(host),
  timeline: new TimelineView(host),
  outcomes: new OutcomesView(host),
};
let data: Data = {};

const tabs = Object.fromEntries(TABS.map((tab) => [tab, tabButton(tab)])) as Record<Tab, HTMLElement>;
const programs = h("select", { class: "programs", "aria-label": "Program", hidden: true, onchange: () => chooseProgram() });
const rag = h("div", { class: "rag" });
const panels = TABS.map((tab) => {
  const panel = h("div", { class: "panel", role: "tabpanel", id: `panel-${tab}`, "aria-labelledby": `tab-${tab}` });
  panel.append(views[tab].tools, views[tab].element);
  return panel;
});

function tabButton(tab: Tab): HTMLElement {
  return h("button", { role: "tab", id: `tab-${tab}`, "aria-controls": `panel-${tab}`, onclick: () => show(tab) }, TITLES[tab], h("span", { class: "count" }));
}

function tabKeys(event: KeyboardEvent): void {
  const at = TABS.indexOf(state.tab);
  const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
  if (step === undefined) return;
  event.preventDefault();
  show(TABS[(at + step + TABS.length) % TABS.length] ?? "graph");
  tabs[state.tab].focus();
}

function show(tab: Tab): void {
  remember({ tab });
  TABS.forEach((other, i) => {
    const on = other === tab;
    tabs[other].setAttribute("aria-selected", String(on));
    tabs[other].tabIndex = on ? 0 : -1;
    panels[i]!.hidden = !on;
  });
  views[tab].layout();
  views[tab].select(state.selected, true);
}

function select(path: string | undefined, reveal: boolean): void {
  remember({ selected: path });
  for (const tab of TABS) views[tab].select(path, reveal && tab === state.tab);
}

function load(): void {
  send({ type: "load", of: state.of, program: state.program });
}

function chooseProgram(): void {
  remember({ program: programs.value === "" ? undefined : programs.value, view: undefined });
  load();
}

/** Marks what the cursor stands on, in the tab that is open first. */
function follow(uri: string, at: Position): void {
  const order = [state.tab, ...TABS.filter((tab) => tab !== state.tab)];
  const places = order.flatMap((tab) => views[tab].places());
  const found = placeAt(places, uri, at);
  if (found !== undefined && found.path !== state.selected) select(found.path, true);
}

function receive(message: ToPreview): void {
  switch (message.type) {
    case "data":
      if (message.of !== state.of || message.program !== state.program) return;
      problem.hidden = true;
      data = { graph: message.graph ?? data.graph, plan: message.plan ?? data.plan, report: message.report ?? data.report };
      return refresh();
    case "problem":
      problem.textContent = message.text;
      problem.hidden = false;
      return;
    case "gone":
      remember({ program: undefined });
      return load();
    case "cursor":
      return follow(message.uri, message.position);
    case "show":
      return show(message.tab);
    case "impact":
      return views.graph.showImpact?.(message.impact);
  }
}

function refresh(): void {
  document.body.dataset["loaded"] = "true";
  for (const tab of TABS) views[tab].update(data);
  const counts: Record<Tab, number | undefined> = {
    graph: data.graph?.nodes.length,
    risks: data.report?.risks.length,
    timeline: data.plan?.items.length,
    outcomes: data.report?.outcomes.length,
  };
  for (const tab of TABS) tabs[tab].querySelector(".count")!.textContent = counts[tab] ? String(counts[tab]) : "";
  showPrograms();
}

/** The programs to choose from, and how the one in view stands: what its owner says beside what the files say. */
function showPrograms(): void {
  const known = data.report?.programs ?? [];
  if (state.program === undefined) {
    programs.hidden = known.length < 2;
    programs.replaceChildren(h("option", { value: "" }, "All programs"), ...known.map(({ path, title }) => h("option", { value: path }, title)));
  }
  programs.value = state.program ?? "";
  rag.replaceChildren(
    ...known.slice(0, 3).map(({ title, stated, computed }) => {
      const sign = RAG[computed];
      const differs = stated != null && stated !== computed;
      const words = differs ? `stated ${RAG[stated].word}, computed ${sign.word}` : sign.word;
      const label = known.length > 1 ? `${title}: ` : "";
      return h("span", { class: `pill rag-${computed}${differs ? " differs" : ""}`, title: `${title}: ${words}` }, mark(sign.shape), label + words);
    }),
    known.length > 3 && h("span", { class: "quiet-text" }, `and ${known.length - 3} more`) || "",
  );
}

document.getElementById("app")!.append(
  h("header", { class: "top" }, h("div", { class: "tabs", role: "tablist", "aria-label": "Preview", onkeydown: tabKeys }, ...TABS.map((tab) => tabs[tab])), programs, rag),
  problem,
  ...panels,
  live,
);
show(state.tab);
window.addEventListener("message", (event: MessageEvent<ToPreview>) => receive(event.data));
window.addEventListener("resize", () => views[state.tab].layout());
load();
