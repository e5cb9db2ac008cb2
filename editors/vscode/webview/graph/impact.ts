/** The list beside the graph: what breaks if one thing fails, and whom to call. */
import type { Impact } from "../../src/protocol.js";
import { h } from "../dom.js";
import { kindShape, mark } from "../marks.js";
import type { Host } from "../view.js";

export function impactList(impact: Impact, titles: ReadonlyMap<string, string>, host: Host, close: () => void): HTMLElement {
  const name = (path: string) => impact.places[path]?.title ?? titles.get(path) ?? path;
  const section = (title: string, kind: string, paths: { path: string; note?: string }[]) =>
    paths.length > 0 &&
    h(
      "section",
      {},
      h("h3", {}, mark(kindShape(kind), `kind-${kind}`), `${title} `, h("span", { class: "count" }, String(paths.length))),
      h("ul", {}, ...paths.map(({ path, note }) => h("li", {}, row(path, name(path), note)))),
    );
  const row = (path: string, label: string, note?: string) => {
    const place = impact.places[path];
    const go = () => {
      host.select(path);
      if (place !== undefined) host.open(place);
    };
    return h("button", { class: "row", title: path, onclick: go }, h("span", { class: "grow" }, label), note !== undefined && h("span", { class: "count" }, note));
  };
  const plain = (paths: string[]) => paths.map((path) => ({ path }));
  const systems = [...impact.systems].sort((a, b) => a.distance - b.distance);
  const empty = impact.systems.length + impact.flows.length + impact.outcomes.length + impact.work.length === 0;
  return h(
    "div",
    { class: "impact" },
    h("header", {}, h("h2", {}, "If ", h("strong", {}, name(impact.of)), " fails"), h("button", { class: "quiet", title: "Close (Escape)", "aria-label": "Close", onclick: close }, "✕")),
    empty && h("p", { class: "quiet-text" }, "Nothing else depends on it."),
    section("Systems", "system", systems.map(({ path, distance }) => ({ path, note: distance === 1 ? "directly" : `${distance} steps` }))),
    section("Flows", "flow", plain(impact.flows)),
    section("Outcomes", "outcome", plain(impact.outcomes)),
    section("Work", "task", plain(impact.work)),
    section("Risks", "risk", plain(impact.risks)),
    section("Whom to call", "person", plain(impact.owners)),
  );
}
