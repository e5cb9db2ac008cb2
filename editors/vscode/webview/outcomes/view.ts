/** The outcomes tab: one card each, the worst first, with a small curve of its readings. */
import type { Health, ReportOutcome } from "../../src/protocol.js";
import { dayOf, sayDay } from "../days.js";
import { h, roving, svg } from "../dom.js";
import { HEALTH, mark } from "../marks.js";
import { shortName } from "../names.js";
import { state } from "../state.js";
import type { Data, Host, View } from "../view.js";
import { pathOf, say, spark } from "./spark.js";

const ORDER: Health[] = ["off-track", "at-risk", "no-data", "too-early", "on-track", "met"];
const CURVE = { width: 240, height: 56 };

export class OutcomesView implements View {
  readonly element = h("section", { class: "outcomes" });
  readonly tools = h("div", { class: "tools" });
  private outcomes: ReportOutcome[] = [];

  constructor(private readonly host: Host) {}

  update({ report }: Data): void {
    if (report === undefined) return;
    const rank = (outcome: ReportOutcome) => ORDER.indexOf(outcome.health);
    this.outcomes = [...report.outcomes].sort((a, b) => rank(a) - rank(b) || a.title.localeCompare(b.title));
    this.tools.replaceChildren(...this.totals());
    if (this.outcomes.length === 0) {
      this.element.replaceChildren(h("p", { class: "empty" }, "No outcomes yet. Say what people will be able to do, and how you will count it."));
      return;
    }
    const cards = this.outcomes.map((outcome) => card(outcome));
    roving(cards, () => this.columns(), (i) => this.open(i), (i) => this.host.select(this.outcomes[i]?.path));
    cards.forEach((element, i) => element.addEventListener("click", () => this.open(i)));
    this.element.replaceChildren(h("div", { class: "cards", role: "listbox", "aria-label": "Outcomes" }, ...cards));
    this.select(state.selected, false);
  }

  private totals(): HTMLElement[] {
    return ORDER.flatMap((health) => {
      const n = this.outcomes.filter((outcome) => outcome.health === health).length;
      return n === 0 ? [] : [h("span", { class: "key" }, mark(HEALTH[health].shape, `health-${health}`), `${n} ${HEALTH[health].word}`)];
    });
  }

  private open(index: number): void {
    const outcome = this.outcomes[index];
    if (outcome === undefined) return;
    this.host.select(outcome.path);
    this.host.open(outcome);
  }

  /** How many cards stand side by side. */
  private columns(): number {
    const cards = [...this.element.querySelectorAll<HTMLElement>(".card")];
    const top = cards[0]?.offsetTop;
    return Math.max(1, cards.filter((element) => element.offsetTop === top).length);
  }

  select(path: string | undefined, reveal: boolean): void {
    for (const element of this.element.querySelectorAll<HTMLElement>(".card")) {
      const own = element.dataset["path"] === path;
      element.classList.toggle("selected", own);
      element.setAttribute("aria-selected", String(own));
      if (own && reveal) element.scrollIntoView({ block: "nearest" });
    }
  }

  layout(): void {}

  places(): ReportOutcome[] {
    return this.outcomes;
  }
}

function card(outcome: ReportOutcome): HTMLElement {
  const health = HEALTH[outcome.health] ?? HEALTH["no-data"];
  const by = dayOf(outcome.by);
  return h(
    "div",
    { class: "card", role: "option", "data-path": outcome.path, "aria-label": `${outcome.title}: ${health.word}` },
    h("div", { class: "card-head" }, h("h3", {}, outcome.title), h("span", { class: `pill health-${outcome.health}` }, mark(health.shape), health.word)),
    curve(outcome),
    h(
      "dl",
      {},
      fact("baseline", say(outcome.baseline, outcome.unit)),
      fact("latest", say(outcome.latest, outcome.unit), "strong"),
      fact("target", say(outcome.target, outcome.unit)),
      fact("by", by === undefined ? "–" : sayDay(by)),
    ),
    outcome.owner !== undefined && h("small", {}, shortName(outcome.owner)),
  );
}

function fact(word: string, value: string, className = ""): HTMLElement {
  return h("div", { class: className }, h("dt", {}, word), h("dd", {}, value));
}

/** The readings as a line, the plan as a dashed one, the target as a thin one across. */
function curve(outcome: ReportOutcome): Element {
  const drawn = spark(outcome, CURVE.width, CURVE.height);
  if (drawn === undefined) return h("div", { class: "curve none" }, "no readings yet");
  const last = drawn.line.at(-1);
  return svg(
    "svg",
    { class: `curve health-${outcome.health}`, viewBox: `0 0 ${CURVE.width} ${CURVE.height}`, "aria-hidden": "true" },
    drawn.target !== undefined && svg("path", { class: "target", d: `M0 ${drawn.target}H${CURVE.width}` }),
    drawn.plan !== undefined && svg("path", { class: "plan", d: pathOf(drawn.plan) }),
    svg("path", { class: "line", d: pathOf(drawn.line) }),
    ...drawn.line.map((point) => svg("circle", { cx: point.x, cy: point.y, r: point === last ? 3.5 : 2 })),
  );
}
