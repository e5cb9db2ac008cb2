import assert from "node:assert/strict";
import test from "node:test";
import type { Plan, PlanItem } from "../src/protocol.js";
import { addWorkdays, dayOf, isoOf, sayDayShort, weekday } from "../webview/days.js";
import { extent, rows } from "../webview/timeline/rows.js";
import { fit, ticks, widthOf, x } from "../webview/timeline/scale.js";

const day = (iso: string): number => dayOf(iso)!;

function item(path: string, start: string, finish: string, more: Partial<PlanItem> = {}): PlanItem {
  const range = { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } };
  return { path, title: path, kind: "task", es: 0, ef: 0, ls: 0, lf: 0, slack: 0, start, finish, critical: false, uri: "file:///x.prog", range, ...more };
}

function plan(...items: PlanItem[]): Plan {
  return { version: 1, today: "2026-03-02", network: { start: "2026-01-12", finish: "2026-06-30", length: 100 }, items };
}

test("days count across months, leap days and years", () => {
  assert.equal(day("2026-03-01") - day("2026-02-28"), 1);
  assert.equal(day("2028-03-01") - day("2028-02-28"), 2);
  assert.equal(isoOf(day("2026-12-31") + 1), "2027-01-01");
  assert.equal(dayOf("after GA"), undefined);
  assert.equal(dayOf(null), undefined);
  assert.equal(weekday(day("2026-03-02")), 0);
  assert.equal(weekday(day("1969-12-28")), 6);
});

test("the year is said only where it is not the year in view", () => {
  assert.equal(sayDayShort(day("2026-05-15"), 2026), "15 May");
  assert.equal(sayDayShort(day("2027-05-15"), 2026), "15 May 2027");
});

test("slack is in working days, and weekends are not", () => {
  const friday = day("2026-03-06");
  assert.equal(isoOf(addWorkdays(friday, 1)), "2026-03-09");
  assert.equal(isoOf(addWorkdays(friday, 5)), "2026-03-13");
  assert.equal(isoOf(addWorkdays(friday, 6)), "2026-03-16");
  assert.equal(isoOf(addWorkdays(day("2026-03-07"), 1)), "2026-03-09");
  assert.equal(addWorkdays(friday, 0), friday);
});

test("the scale fits its days into its width, and goes both ways", () => {
  const scale = fit(day("2026-01-01"), day("2026-12-31"), 900);
  assert.ok(Math.abs(widthOf(scale) - 900) < 1e-6);
  assert.ok(x(scale, day("2026-01-01")) > 0);
  assert.ok(x(scale, day("2026-12-31")) < 900);
  const step = x(scale, day("2026-07-02")) - x(scale, day("2026-07-01"));
  assert.ok(Math.abs(step - scale.perDay) < 1e-9);
});

test("a plan of one day still has a width", () => {
  const scale = fit(day("2026-01-01"), day("2026-01-01"), 500);
  assert.ok(Number.isFinite(scale.perDay) && scale.perDay > 0);
});

test("the nearer one looks, the finer the ticks", () => {
  const [from, to] = [day("2026-01-12"), day("2026-06-30")];
  const labels = (perDay: number) => ticks({ from, to, perDay }).fine.map((tick) => tick.label);
  assert.deepEqual(labels(2), ["Jan", "Feb", "Mar", "Apr", "May", "Jun"]);
  assert.deepEqual(labels(0.5), ["Q1", "Q2"]);
  assert.deepEqual(labels(0.1), ["2026"]);
  assert.equal(labels(12)[0], "12");
  assert.deepEqual(ticks({ from, to, perDay: 12 }).coarse.map((tick) => tick.label).slice(0, 2), ["Jan 2026", "Feb 2026"]);
});

test("the first period begins where the scale does, the next where it really begins", () => {
  const { fine } = ticks({ from: day("2025-12-20"), to: day("2026-02-10"), perDay: 3 });
  assert.deepEqual(fine.map((tick) => isoOf(tick.day)), ["2025-12-20", "2026-01-01", "2026-02-01"]);
});

test("rows go by day; several groups get headings, one does not", () => {
  const one = rows(plan(item("p.b", "2026-02-01", "2026-02-10"), item("p.a", "2026-01-12", "2026-02-10")));
  assert.deepEqual(one.map((row) => (row.kind === "item" ? row.item.path : row.label)), ["p.a", "p.b"]);
  const two = rows(plan(item("q.b", "2026-02-01", "2026-02-10"), item("p.a", "2026-01-12", "2026-02-10")));
  assert.deepEqual(two.map((row) => (row.kind === "item" ? row.item.path : `# ${row.label}`)), ["# p", "p.a", "# q", "q.b"]);
  const [heading] = rows(plan(item("q.b", "2026-02-01", "2026-02-10"), item("p.a", "2026-01-12", "2026-02-10")), new Map([["p", "Program P"]]));
  assert.equal(heading?.kind === "group" && heading.label, "Program P");
});

test("work under way stands from the day on which it began", () => {
  const [row] = rows(plan(item("a", "2026-02-10", "2026-02-20", { began: "2026-01-19" })));
  assert.equal(row?.kind === "item" && isoOf(row.start), "2026-01-19");
  const [planned] = rows(plan(item("a", "2026-02-10", "2026-02-20", { began: null })));
  assert.equal(planned?.kind === "item" && isoOf(planned.start), "2026-02-10");
});

test("late is what finishes after its due date", () => {
  const [row] = rows(plan(item("a", "2026-02-01", "2026-02-10", { due: "2026-02-06" })));
  assert.equal(row?.kind === "item" && row.late, 4);
  const [early] = rows(plan(item("a", "2026-02-01", "2026-02-05", { due: "2026-02-06" })));
  assert.equal(early?.kind === "item" && early.late, 0);
});

test("an item without days is left out, one with a due date alone stands on it", () => {
  const list = rows(plan(item("a", "", ""), item("b", "", "", { due: "2026-02-06", kind: "milestone" })));
  assert.deepEqual(list.map((row) => row.kind === "item" && [row.item.path, isoOf(row.start)]), [["b", "2026-02-06"]]);
});

test("today widens the picture when it is near, and not when it is far", () => {
  const list = rows(plan(item("a", "2026-02-01", "2026-04-30")));
  assert.equal(extent(list, day("2026-01-15"))?.from, day("2026-01-15"));
  assert.equal(extent(list, day("2031-01-15"))?.to, day("2026-04-30"));
  assert.equal(extent([], day("2026-01-15")), undefined);
});
