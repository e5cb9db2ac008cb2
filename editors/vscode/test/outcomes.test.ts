import assert from "node:assert/strict";
import test from "node:test";
import type { ReportOutcome } from "../src/protocol.js";
import { numberOf, pathOf, say, spark } from "../webview/outcomes/spark.js";

const outcome = (more: Partial<ReportOutcome>): ReportOutcome => ({
  path: "o",
  title: "O",
  health: "on-track",
  readings: [],
  uri: "file:///x.prog",
  range: { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } },
  ...more,
});

test("a number is found in whatever form a measure has", () => {
  assert.equal(numberOf("61.4%"), 61.4);
  assert.equal(numberOf(">= 66%"), 66);
  assert.equal(numberOf("$1.2M"), 1_200_000);
  assert.equal(numberOf("5MB"), 5);
  assert.equal(numberOf("-3"), -3);
  assert.equal(numberOf({ op: ">=", value: { value: 66, unit: "%" } }), 66);
  assert.equal(numberOf("soon"), undefined);
  assert.equal(numberOf(null), undefined);
});

test("a measure is said with its unit and its sign", () => {
  assert.equal(say({ op: ">=", value: { value: 66, unit: "%" } }), "≥ 66%");
  assert.equal(say(61.4, "%"), "61.4%");
  assert.equal(say({ value: 500000, unit: "$" }), "$500K");
  assert.equal(say("<= 200ms"), "≤ 200ms");
  assert.equal(say({ value: { value: 61.4, unit: "%" }, on: "2026-01-05" }), "61.4%");
  assert.equal(say(undefined), "–");
});

test("the curve rises with the readings and stays in its box", () => {
  const drawn = spark(outcome({ baseline: "60%", target: ">= 70%", by: "2026-12-31", readings: [{ on: "2026-03-01", value: 64 }, { on: "2026-01-01", value: 60 }] }), 200, 50)!;
  assert.equal(drawn.line.length, 2);
  assert.ok(drawn.line[0]!.x < drawn.line[1]!.x && drawn.line[0]!.y > drawn.line[1]!.y);
  for (const { x, y } of [...drawn.line, ...drawn.plan!]) assert.ok(x >= 0 && x <= 200 && y >= 0 && y <= 50);
  assert.equal(drawn.plan![0].y, drawn.line[0]!.y);
  assert.equal(drawn.plan![1].y, drawn.target);
});

test("one reading is a point, none is nothing", () => {
  const one = spark(outcome({ readings: [{ on: "2026-03-01", value: 64 }] }), 200, 50)!;
  assert.ok(one.line.every(({ x, y }) => Number.isFinite(x) && Number.isFinite(y)));
  assert.equal(one.plan, undefined);
  assert.equal(spark(outcome({}), 200, 50), undefined);
});

test("a path goes through its points", () => {
  assert.equal(pathOf([{ x: 1, y: 2 }, { x: 3.5, y: 4 }]), "M1 2L3.5 4");
});
