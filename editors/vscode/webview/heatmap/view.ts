/** The risks tab: the heat map, and the register beside it. */
import type { ReportRisk } from "../../src/protocol.js";
import { h, roving } from "../dom.js";
import { mark, type Shape } from "../marks.js";
import { shortName } from "../names.js";
import { state } from "../state.js";
import type { Data, Host, View } from "../view.js";
import { bandLook, heatMap, register, treatment, type Cell, type HeatMap, type Treatment } from "./bins.js";

const SHOWN_IN_CELL = 3;

const WORDS: Record<Treatment, { one: string; many: string; shape: Shape; look: string }> = {
  none: { one: "no mitigation", many: "without a mitigation", shape: "triangle", look: "open" },
  planned: { one: "mitigation planned", many: "with one planned", shape: "ring", look: "" },
  "under-way": { one: "being mitigated", many: "being mitigated", shape: "check", look: "done" },
  accepted: { one: "accepted", many: "accepted", shape: "dash", look: "" },
};
const TREATMENTS = Object.keys(WORDS) as Treatment[];

const signOf = (of: Treatment) => mark(WORDS[of].shape, WORDS[of].look);

export class HeatMapView implements View {
  readonly element = h("section", { class: "risks" });
  readonly tools = h("div", { class: "tools" });
  private risks: ReportRisk[] = [];
  /** The cell that the register is narrowed to. */
  private cell: { likelihood: number; impact: number } | undefined;
  private data: Data = {};

  constructor(private readonly host: Host) {}

  update(data: Data): void {
    if (data.report === undefined) return;
    this.data = data;
    this.risks = data.report.risks;
    this.render();
  }

  private render(): void {
    const { report } = this.data;
    if (report === undefined) return;
    const map = heatMap(report);
    const count = (of: Treatment) => this.risks.filter((risk) => treatment(risk) === of).length;
    this.tools.replaceChildren(
      h("span", {}, `${this.risks.length} ${this.risks.length === 1 ? "risk" : "risks"}`),
      ...TREATMENTS.filter((of) => of === "none" || count(of) > 0).map((of) =>
        h("span", { class: "key" }, signOf(of), `${count(of)} ${WORDS[of].many}`),
      ),
    );
    if (this.risks.length === 0) {
      this.element.replaceChildren(h("p", { class: "empty" }, "No risks yet. A program without risks has not looked for them."));
      return;
    }
    this.element.replaceChildren(this.grid(map), this.list(map));
    this.select(state.selected, false);
  }

  private grid(map: HeatMap): HTMLElement {
    const columns = map.impact.length;
    const cells: HTMLElement[] = [];
    const rows = map.rows.map((row, r) => {
      const buttons = row.map((cell) => this.cellButton(cell, map));
      cells.push(...buttons);
      const word = map.likelihood[map.likelihood.length - 1 - r] ?? "";
      return h("div", { class: "row", role: "row" }, h("span", { class: "side-word", role: "rowheader" }, word), ...buttons);
    });
    const choose = (index: number) => this.narrow(map.rows.flat()[index]);
    roving(cells, () => columns, choose);
    cells.forEach((cell, index) => cell.addEventListener("click", () => choose(index)));
    const element = h(
      "div",
      { class: "heat", role: "grid", "aria-label": "Risks by likelihood and impact" },
      h("span", { class: "axis up" }, "likelihood →"),
      ...rows,
      h("div", { class: "row words" }, h("span", { class: "side-word" }), ...map.impact.map((word) => h("span", { class: "word" }, word))),
      h("span", { class: "axis" }, "impact →"),
    );
    element.style.setProperty("--columns", String(columns));
    return element;
  }

  private cellButton(cell: Cell, { likelihood, impact }: HeatMap): HTMLElement {
    const words = `${likelihood[cell.likelihood - 1]} and ${impact[cell.impact - 1]}`;
    const chosen = this.cell?.likelihood === cell.likelihood && this.cell.impact === cell.impact;
    const rest = cell.risks.length - SHOWN_IN_CELL;
    return h(
      "div",
      {
        class: `cell band-${bandLook(cell.band)}${cell.risks.length === 0 ? " none" : ""}`,
        role: "gridcell",
        "aria-selected": String(chosen),
        "aria-label": `${words}: ${cell.band}, score ${cell.score}, ${cell.risks.length} risks`,
        title: `${words}: score ${cell.score}, ${cell.band}`,
      },
      h("span", { class: "band" }, `${cell.score} ${cell.band}`),
      cell.risks.length > 0 && h("strong", {}, String(cell.risks.length)),
      ...cell.risks.slice(0, SHOWN_IN_CELL).map((risk) => this.chip(risk)),
      rest > 0 && h("span", { class: "more" }, `and ${rest} more`),
    );
  }

  private chip(risk: ReportRisk): HTMLElement {
    const go = (event: Event) => {
      event.stopPropagation();
      this.open(risk);
    };
    return h("span", { class: "chip", "data-path": risk.path, title: risk.title, onclick: go }, signOf(treatment(risk)), h("span", { class: "grow" }, risk.title));
  }

  private narrow(cell: Cell | undefined): void {
    const same = cell === undefined || (this.cell?.likelihood === cell.likelihood && this.cell.impact === cell.impact);
    this.cell = same || cell.risks.length === 0 ? undefined : { likelihood: cell.likelihood, impact: cell.impact };
    const at = [...this.element.querySelectorAll(".cell")].indexOf(document.activeElement ?? document.body);
    this.render();
    if (at >= 0) this.element.querySelectorAll<HTMLElement>(".cell")[at]?.focus();
  }

  private list(map: HeatMap): HTMLElement {
    const cell = map.rows.flat().find((c) => c.likelihood === this.cell?.likelihood && c.impact === this.cell.impact);
    const shown = cell?.risks ?? register(this.risks);
    const rows = shown.map((risk) => this.registerRow(risk, map));
    roving(rows, () => 1, (index) => this.open(shown[index]!), (index) => this.host.select(shown[index]!.path));
    const heading = cell === undefined ? "Register" : `${map.likelihood[cell.likelihood - 1]}, ${map.impact[cell.impact - 1]}`;
    return h(
      "div",
      { class: "register" },
      h("h2", {}, heading, cell !== undefined && h("button", { class: "quiet", onclick: () => this.narrow(undefined) }, "Show all")),
      h("div", { role: "listbox", "aria-label": "Risk register" }, ...rows),
    );
  }

  private registerRow(risk: ReportRisk, map: HeatMap): HTMLElement {
    const band = risk.band ?? map.rows.flat().find((c) => c.risks.includes(risk))?.band;
    const score = risk.score ?? (risk.likelihood != null && risk.impact != null ? risk.likelihood * risk.impact : undefined);
    const state = WORDS[treatment(risk)].one;
    return h(
      "div",
      { class: "row item", role: "option", "data-path": risk.path, onclick: () => this.open(risk) },
      h("span", { class: `score band-${band === undefined ? "none" : bandLook(band)}`, title: band ?? "not assessed" }, score === undefined ? "?" : String(score)),
      h("span", { class: "grow" }, risk.title, h("small", {}, [band ?? "not assessed", risk.owner === undefined ? "no owner" : shortName(risk.owner), state].join(" · "))),
      signOf(treatment(risk)),
    );
  }

  private open(risk: ReportRisk): void {
    this.host.select(risk.path);
    this.host.open(risk);
  }

  select(path: string | undefined, reveal: boolean): void {
    for (const element of this.element.querySelectorAll<HTMLElement>("[data-path]")) {
      const own = element.dataset["path"] === path;
      element.classList.toggle("selected", own);
      if (element.getAttribute("role") === "option") element.setAttribute("aria-selected", String(own));
      if (own && reveal && element.classList.contains("item")) element.scrollIntoView({ block: "nearest" });
    }
  }

  layout(): void {}

  places(): ReportRisk[] {
    return this.risks;
  }
}
