/** The timeline tab: bars, slack, milestones, the critical path and today; only the rows in sight are in the page. */
import type { PlanItem } from "../../src/protocol.js";
import { dayOf, sayDay, sayDayShort, yearOf } from "../days.js";
import { h, place } from "../dom.js";
import { mark } from "../marks.js";
import { shortName } from "../names.js";
import { remember, state } from "../state.js";
import type { Data, Host, View } from "../view.js";
import { extent, rows, type ItemRow, type Row } from "./rows.js";
import { fit, ticks, widthOf, x, type Scale, type Tick } from "./scale.js";

const ROW = 28;
const HEAD = 44;
const AHEAD = 6;
/** Room for the words behind the last bars. */
const WORDS = 84;
/** How wide a day such as `20 Feb` is written. */
const DAY_WIDTH = 48;

export class TimelineView implements View {
  readonly element: HTMLElement;
  readonly tools: HTMLElement;
  private readonly summary = h("span", { class: "summary" });
  private readonly head = h("div", { class: "head" });
  private readonly body = h("div", { class: "body" });
  private readonly scroller: HTMLElement;
  private list: Row[] = [];
  private items: PlanItem[] = [];
  private today: number | undefined;
  private scale: Scale | undefined;
  private drawn: [first: number, last: number] | undefined;
  /** How wide the names at the left are. */
  private names = 232;

  constructor(private readonly host: Host) {
    this.scroller = h("div", { class: "scroller", tabindex: 0, role: "listbox", "aria-label": "Timeline", onscroll: () => this.drawRows(), onkeydown: (event: KeyboardEvent) => this.key(event) }, this.head, this.body);
    this.element = h("section", { class: "timeline" }, this.scroller);
    const button = (text: string, title: string, run: () => void) => h("button", { class: "quiet", title, "aria-label": title, onclick: run }, text);
    this.tools = h(
      "div",
      { class: "tools" },
      this.summary,
      h("span", { class: "key" }, h("i", { class: "sample critical" }), "critical"),
      h("span", { class: "key" }, h("i", { class: "sample slack" }), "slack"),
      h("span", { class: "key" }, mark("diamond", "milestone"), "milestone"),
      h("span", { class: "key" }, mark("flag"), "due"),
      h("span", { class: "buttons" }, button("−", "Show more time", () => this.zoom(1 / 1.4)), button("+", "Show less time", () => this.zoom(1.4)), button("Fit", "Fit the whole plan", () => this.zoom(0)), button("Today", "Go to today", () => this.goToday())),
    );
    this.scroller.addEventListener("wheel", (event) => event.ctrlKey && (event.preventDefault(), this.zoom(Math.exp(-event.deltaY * 0.005))), { passive: false });
  }

  update({ plan, report }: Data): void {
    if (plan === undefined) return;
    this.items = plan.items;
    this.list = rows(plan, new Map(report?.programs.map(({ path, title }) => [path, title])));
    this.today = dayOf(plan.today);
    const critical = plan.items.filter((item) => item.critical).length;
    const late = this.list.filter((row) => row.kind === "item" && row.late > 0 && !row.done).length;
    const finish = dayOf(plan.network.finish);
    this.summary.textContent = [
      finish !== undefined && plan.items.length > 0 && `Ends ${sayDay(finish)}`,
      critical > 0 && `${critical} critical`,
      late > 0 && `${late} after the due date`,
    ].filter(Boolean).join(" · ");
    this.layout();
  }

  layout(): void {
    const range = extent(this.list, this.today);
    if (range === undefined) {
      this.scale = undefined;
      this.head.replaceChildren();
      this.body.replaceChildren(h("p", { class: "empty" }, "No work with dates yet. Give a task an estimate, or a milestone a due date."));
      return;
    }
    this.names = Math.round(Math.min(232, Math.max(120, 0.42 * this.scroller.clientWidth)));
    const width = Math.max(160, this.scroller.clientWidth - this.names - 14);
    this.scale = fit(range.from, range.to, width - WORDS);
    if (state.perDay !== undefined) this.scale.perDay = Math.max(this.scale.perDay, state.perDay);
    this.scale.to += WORDS / this.scale.perDay;
    this.drawHead(this.scale);
    this.drawn = undefined;
    this.drawRows();
  }

  private drawHead(scale: Scale): void {
    const { coarse, fine } = ticks(scale);
    const width = this.names + widthOf(scale);
    const words = (list: Tick[], className: string) => list.map(({ day, label }, i) => {
      const end = list[i + 1]?.day ?? scale.to;
      return place(h("span", { class: className }, h("b", {}, label)), { left: this.names + x(scale, day), width: (end - day) * scale.perDay });
    });
    place(this.head, { width, height: HEAD });
    this.head.replaceChildren(h("span", { class: "corner" }, ""), ...words(coarse, "coarse"), ...words(fine, "fine"), ...this.todayFlag(scale));
    place(this.body, { width, height: this.list.length * ROW + 8 });
    this.scroller.style.setProperty("--names", `${this.names}px`);
  }

  private todayFlag(scale: Scale): HTMLElement[] {
    const { today } = this;
    if (today === undefined || today < scale.from || today > scale.to) return [];
    return [place(h("span", { class: "today-flag", title: sayDay(today) }, "today"), { left: this.names + x(scale, today) })];
  }

  /** Rows in sight and a few around them; what is already there is left alone. */
  private drawRows(): void {
    const { scale } = this;
    if (scale === undefined) return;
    const top = this.scroller.scrollTop;
    const first = Math.max(0, Math.floor(top / ROW) - AHEAD);
    const last = Math.min(this.list.length, Math.ceil((top + this.scroller.clientHeight) / ROW) + AHEAD);
    if (this.drawn?.[0] === first && this.drawn[1] === last) return;
    this.drawn = [first, last];
    const shown = this.list.slice(first, last).map((row, i) => place(this.row(row, scale), { top: (first + i) * ROW }));
    this.body.replaceChildren(...this.lines(scale), ...shown);
    this.markSelected();
  }

  private lines(scale: Scale): HTMLElement[] {
    const { coarse, fine } = ticks(scale);
    const days = [...new Set([...coarse, ...fine].map((tick) => tick.day))];
    const lines = days.map((day) => place(h("i", { class: "line" }), { left: this.names + x(scale, day) }));
    if (this.today !== undefined && this.today >= scale.from && this.today <= scale.to) {
      lines.push(place(h("i", { class: "line today" }), { left: this.names + x(scale, this.today) }));
    }
    return lines;
  }

  private row(row: Row, scale: Scale): HTMLElement {
    if (row.kind === "group") return h("div", { class: "trow group" }, h("span", { class: "name" }, row.label, h("small", {}, String(row.count))));
    const { item } = row;
    return h(
      "div",
      { class: `trow item${row.done ? " done" : ""}`, id: `t-${item.path}`, role: "option", "data-path": item.path, "aria-label": describe(row), title: describe(row), onclick: () => this.open(item) },
      h("span", { class: "name" }, mark(sign(row), row.milestone ? "milestone" : "task"), h("span", { class: "grow" }, item.title), item.owner !== undefined && h("small", {}, shortName(item.owner))),
      ...(row.milestone ? this.diamond(row, scale) : this.bar(row, scale)),
    );
  }

  private bar(row: ItemRow, scale: Scale): HTMLElement[] {
    const left = this.names + x(scale, row.start);
    const width = Math.max(4, (row.finish - row.start + 1) * scale.perDay);
    const end = left + width;
    const slack = (row.latest - row.finish) * scale.perDay;
    const status = row.item.status === "in-progress" ? " running" : row.item.status === "blocked" ? " blocked" : "";
    const critical = row.item.critical && !row.done ? " critical" : "";
    return [
      ...(slack > 2 && !row.done ? [place(h("i", { class: "slack" }), { left: end, width: slack })] : []),
      place(h("i", { class: `bar${critical}${status}` }), { left, width }),
      ...this.due(row, scale),
      place(h("span", { class: "after" }, note(row)), { left: Math.max(end, row.due === undefined ? 0 : this.names + x(scale, row.due + 1)) + (slack > 2 && !row.done ? slack : 0) + 8 }),
    ];
  }

  private diamond(row: ItemRow, scale: Scale): HTMLElement[] {
    const at = this.names + x(scale, row.finish + 0.5);
    const shape = place(h("i", { class: `gem${row.item.critical && !row.done ? " critical" : ""}` }), { left: at });
    const year = this.today === undefined ? 0 : yearOf(this.today);
    // The day belongs to the diamond; it stands behind the flag of the due date only where that is in the way.
    const flag = row.due === undefined ? undefined : this.names + x(scale, row.due + 1);
    const inTheWay = flag !== undefined && flag >= at && flag < at + 14 + DAY_WIDTH;
    const after = (inTheWay ? flag : at) + 18;
    return [shape, ...this.due(row, scale), place(h("span", { class: "after" }, [sayDayShort(row.finish, year), note(row)].filter(Boolean).join(" · ")), { left: after })];
  }

  private due(row: ItemRow, scale: Scale): HTMLElement[] {
    if (row.due === undefined || row.done) return [];
    const flag = h("i", { class: `due${row.late > 0 ? " late" : ""}`, title: `due ${sayDay(row.due)}` }, mark("flag"));
    return [place(flag, { left: this.names + x(scale, row.due + 1) })];
  }

  private zoom(factor: number): void {
    if (this.scale === undefined) return;
    const { scroller } = this;
    const middle = (scroller.scrollLeft + (scroller.clientWidth - this.names) / 2) / this.scale.perDay;
    remember({ perDay: factor === 0 ? undefined : Math.min(40, this.scale.perDay * factor) });
    this.layout();
    scroller.scrollLeft = middle * this.scale.perDay - (scroller.clientWidth - this.names) / 2;
  }

  private goToday(): void {
    if (this.today === undefined || this.scale === undefined) return;
    this.scroller.scrollLeft = x(this.scale, this.today) - (this.scroller.clientWidth - this.names) / 2;
  }

  private open(item: PlanItem): void {
    this.host.select(item.path);
    this.host.open(item);
  }

  private key(event: KeyboardEvent): void {
    const paths = this.list.flatMap((row) => (row.kind === "item" ? [row.item] : []));
    const at = paths.findIndex((item) => item.path === state.selected);
    const page = Math.max(1, Math.floor(this.scroller.clientHeight / ROW) - 2);
    const to = { ArrowDown: at + 1, ArrowUp: Math.max(0, at - 1), PageDown: at + page, PageUp: at - page, Home: 0, End: paths.length - 1 }[event.key];
    const item = paths[to === undefined ? at : Math.min(paths.length - 1, Math.max(0, to))];
    if (to !== undefined && item !== undefined) this.host.select(item.path);
    else if (event.key === "Enter" && item !== undefined) this.open(item);
    else if (event.key === "+" || event.key === "=") this.zoom(1.4);
    else if (event.key === "-") this.zoom(1 / 1.4);
    else if (event.key === "0") this.zoom(0);
    else if (event.key === "t") this.goToday();
    else return;
    event.preventDefault();
  }

  select(path: string | undefined, reveal: boolean): void {
    const at = this.list.findIndex((row) => row.kind === "item" && row.item.path === path);
    if (at >= 0 && reveal) this.bring(at);
    this.drawRows();
    this.markSelected();
  }

  private bring(index: number): void {
    const { scroller } = this;
    const room = scroller.clientHeight - HEAD;
    if (index * ROW < scroller.scrollTop) scroller.scrollTop = index * ROW;
    else if ((index + 1) * ROW > scroller.scrollTop + room) scroller.scrollTop = (index + 1) * ROW - room;
  }

  private markSelected(): void {
    this.scroller.removeAttribute("aria-activedescendant");
    for (const element of this.body.querySelectorAll<HTMLElement>(".trow.item")) {
      const own = element.dataset["path"] === state.selected;
      element.classList.toggle("selected", own);
      element.setAttribute("aria-selected", String(own));
      if (own) this.scroller.setAttribute("aria-activedescendant", element.id);
    }
  }

  places(): PlanItem[] {
    return this.items;
  }
}

function sign(row: ItemRow): Parameters<typeof mark>[0] {
  if (row.done) return "check";
  return row.milestone ? "diamond" : "bar";
}

/** What stands behind a bar: the one thing to know about it. */
function note(row: ItemRow): string {
  if (row.done) return "done";
  if (row.late > 0) return `${row.late} ${row.late === 1 ? "day" : "days"} late`;
  if (row.item.status === "blocked") return "blocked";
  return "";
}

function describe(row: ItemRow): string {
  const { item } = row;
  const slack = item.slack === 1 ? "1 working day of slack" : `${item.slack} working days of slack`;
  return [
    item.title,
    row.milestone ? `on ${sayDay(row.finish)}` : `${sayDay(row.start)} to ${sayDay(row.finish)}`,
    row.due !== undefined && `due ${sayDay(row.due)}`,
    note(row),
    !row.done && (item.critical ? "on the critical path" : slack),
    item.owner !== undefined && `owned by ${shortName(item.owner)}`,
  ].filter(Boolean).join(", ");
}
