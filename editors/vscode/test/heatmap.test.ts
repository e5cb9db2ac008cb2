import assert from "node:assert/strict";
import test from "node:test";
import type { Matrix, ReportRisk } from "../src/protocol.js";
import { bandLook, bandOf, heatMap, register, treatment } from "../webview/heatmap/bins.js";

const MATRIX: Matrix = {
  likelihood: ["rare", "unlikely", "possible", "likely", "almost-certain"],
  impact: ["negligible", "minor", "moderate", "major", "severe"],
  bands: { low: [1, 4], medium: [5, 9], high: [10, 16], extreme: [17, 25] },
};

function risk(title: string, likelihood?: number, impact?: number, mitigated = false): ReportRisk {
  const range = { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } };
  return { path: title, title, mitigated, uri: "file:///x.prog", range, ...(likelihood && { likelihood }), ...(impact && { impact }) };
}

test("the likeliest row is on top, and each risk stands in its cell", () => {
  const map = heatMap({ risks: [risk("a", 5, 1), risk("b", 1, 5), risk("c", 4, 4)], matrix: MATRIX });
  const at = (row: number, column: number) => map.rows[row]?.[column]?.risks.map((r) => r.title);
  assert.deepEqual(at(0, 0), ["a"]);
  assert.deepEqual(at(4, 4), ["b"]);
  assert.deepEqual(at(1, 3), ["c"]);
  assert.equal(map.rows.flat().flatMap((cell) => cell.risks).length, 3);
});

test("a risk that lacks a number has no cell", () => {
  const map = heatMap({ risks: [risk("a", 5), risk("b", undefined, 3)], matrix: MATRIX });
  assert.deepEqual(map.unassessed.map((r) => r.title), ["a", "b"]);
  assert.equal(map.rows.flat().flatMap((cell) => cell.risks).length, 0);
});

test("a number outside the scale counts into the nearest cell", () => {
  const map = heatMap({ risks: [risk("a", 9, 0.2)], matrix: MATRIX });
  assert.equal(map.rows[0]?.[0]?.risks.length, 1);
});

test("bands change where the matrix says, in whatever form it says it", () => {
  const scores = [1, 4, 5, 9, 10, 16, 17, 25];
  const expected = ["low", "low", "medium", "medium", "high", "high", "extreme", "extreme"];
  const forms = [MATRIX.bands, { extreme: 17, low: 1, high: 10, medium: 5 }, [{ name: "low", from: 1 }, { name: "medium", from: 5 }, { name: "high", from: 10 }, { name: "extreme", from: 17 }]];
  for (const bands of forms) assert.deepEqual(scores.map((score) => bandOf(score, bands)), expected);
});

test("an organisation's own matrix keeps its size and its words", () => {
  const map = heatMap({ risks: [risk("a", 10, 3)], matrix: { likelihood: Array.from({ length: 10 }, (_, i) => `l${i + 1}`), impact: ["a", "b", "c"], bands: { green: 1, amber: 10, red: 20 } } });
  assert.equal(map.rows.length, 10);
  assert.deepEqual(map.rows[0]?.map((cell) => cell.band), ["amber", "red", "red"]);
  assert.equal(map.rows[0]?.[2]?.risks.length, 1);
  assert.equal(bandLook("red"), "extreme");
});

test("a server that sends no matrix gets the usual one", () => {
  const map = heatMap({ risks: [], matrix: undefined as unknown as Matrix });
  assert.equal(map.rows.length, 5);
  assert.equal(map.rows[0]?.[4]?.band, "extreme");
});

test("a cell shows first what nobody has done anything about", () => {
  const map = heatMap({ risks: [risk("a", 3, 3, true), risk("b", 3, 3)], matrix: MATRIX });
  assert.deepEqual(map.rows[2]?.[2]?.risks.map((r) => r.title), ["b", "a"]);
});

test("the register goes from the gravest down, the unassessed last", () => {
  const order = register([risk("none"), risk("small", 1, 2), risk("big", 5, 5)]).map((r) => r.title);
  assert.deepEqual(order, ["big", "small", "none"]);
});

test("what is done about a risk is told apart: nothing, planned, under way, lived with", () => {
  const one = risk("a", 4, 4);
  assert.equal(treatment(one), "none");
  assert.equal(treatment({ ...one, mitigations: 1 }), "planned");
  assert.equal(treatment({ ...one, mitigations: 1, mitigated: true }), "under-way");
  assert.equal(treatment({ ...one, status: "accepted" }), "accepted");
});
