/** The timeline's rows: a plan's items in groups, in the order of their days, with what a bar needs. Pure. */
import type { Plan, PlanItem } from "../../src/protocol.js";
import { addWorkdays, dayOf } from "../days.js";

export interface GroupRow {
  kind: "group";
  label: string;
  count: number;
}

export interface ItemRow {
  kind: "item";
  item: PlanItem;
  start: number;
  finish: number;
  /** The last day on which it may finish without moving the end. */
  latest: number;
  due: number | undefined;
  milestone: boolean;
  done: boolean;
  /** Calendar days that the finish lies after the due date; 0 when in time or without one. */
  late: number;
}

export type Row = GroupRow | ItemRow;

/** Rows by what their path begins with (their program), under its title; one group alone needs no heading. */
export function rows(plan: Plan, titles: ReadonlyMap<string, string> = new Map()): Row[] {
  const groups = new Map<string, ItemRow[]>();
  for (const item of plan.items) {
    const row = itemRow(item);
    if (row === undefined) continue;
    const scope = item.path.split(".").slice(0, -1).join(".");
    const group = titles.get(scope) ?? scope;
    groups.set(group, [...(groups.get(group) ?? []), row]);
  }
  const sorted = [...groups].map(([label, items]) => ({ label, items: items.sort(byDay) })).sort(byFirst);
  if (sorted.length === 1) return sorted[0]?.items ?? [];
  return sorted.flatMap(({ label, items }): Row[] => [{ kind: "group", label: label || "Shared", count: items.length }, ...items]);
}

function itemRow(item: PlanItem): ItemRow | undefined {
  const finish = dayOf(item.finish) ?? dayOf(item.due);
  const start = dayOf(item.began) ?? dayOf(item.start) ?? finish;
  if (start === undefined || finish === undefined) return undefined;
  const due = dayOf(item.due);
  const done = item.status === "done" || item.status === "reached";
  return {
    kind: "item",
    item,
    start,
    finish,
    latest: addWorkdays(finish, Math.max(0, item.slack)),
    due,
    milestone: item.kind === "milestone",
    done,
    late: due === undefined ? 0 : Math.max(0, finish - due),
  };
}

function byDay(a: ItemRow, b: ItemRow): number {
  return a.start - b.start || a.finish - b.finish || a.item.path.localeCompare(b.item.path);
}

function byFirst(a: { label: string; items: ItemRow[] }, b: { label: string; items: ItemRow[] }): number {
  return (a.items[0]?.start ?? 0) - (b.items[0]?.start ?? 0) || a.label.localeCompare(b.label);
}

/** First and last day that anything in the rows (and today) needs. */
export function extent(list: Row[], today: number | undefined): { from: number; to: number } | undefined {
  let [from, to] = [Infinity, -Infinity];
  for (const row of list) {
    if (row.kind === "group") continue;
    from = Math.min(from, row.start, row.due ?? Infinity);
    to = Math.max(to, row.latest, row.finish, row.due ?? -Infinity);
  }
  if (from > to) return undefined;
  // Today widens the picture only when it is near: a plan of long ago stays readable.
  const near = Math.max(30, (to - from) / 2);
  if (today !== undefined && today > from - near && today < to + near) [from, to] = [Math.min(from, today), Math.max(to, today)];
  return { from, to };
}
