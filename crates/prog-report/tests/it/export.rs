//! The export against its own schema, and each type of value against what is documented.

use super::World;
use prog_report::{Ask, ExportFormat, export, export_schema};
use serde_json::{Value, json};

fn exported(world: &World) -> Value {
    let bytes = export(&Ask::new(&world.facts()), ExportFormat::Json);
    serde_json::from_slice(&bytes).unwrap()
}

fn properties(text: &str) -> Value {
    let world = World::of(&[("a.prog", text)]);
    exported(&world)["declarations"][0]["properties"].clone()
}

#[test]
fn the_schema_validates_the_export() {
    let schema = export_schema();
    let validator = jsonschema::validator_for(&schema).unwrap();
    let broken = "risk r { likelihood: 9, impact: ?, affects: nowhere, delay: 3d .. 1d, owner: a, b }\ntask t { after: nowhere + 2d, due: \"after GA\", starts: 2026-13 }\nperson a\nbogus b { x: 1 }\nsystem s { system inner { type: ?, criticality: mega } }";
    for world in [World::two(), World::of(&[]), World::of(&[("b.prog", broken)])] {
        let export = exported(&world);
        let errors: Vec<String> =
            validator.iter_errors(&export).map(|e| format!("{} at {}", e, e.instance_path())).collect();
        assert_eq!(errors, Vec::<String>::new());
    }
    assert!(!validator.is_valid(&json!({"version": 1, "declarations": [{"kind": "risk"}], "edges": []})));
    let wrong = json!({"version": 1, "edges": [], "declarations": [{
        "kind": "risk", "name": "r", "path": "r", "title": null, "file": "a.prog", "line": 1, "program": null,
        "properties": {"owner": "ines"}, "children": []}]});
    assert!(!validator.is_valid(&wrong), "a reference is an object");
}

#[test]
fn declarations_and_edges_as_documented() {
    let world = World::of(&[(
        "a.prog",
        "// x\nperson ines\nrisk late \"Late\" { owner: ines\n  mitigation \"Hurry\" { due: 2026-Q2 }\n}",
    )]);
    let export = exported(&world);
    assert_eq!(export["version"], 1);
    assert_eq!(
        export["declarations"][1],
        json!({
            "kind": "risk", "name": "late", "path": "late", "title": "Late", "file": "a.prog", "line": 3, "program": null,
            "properties": {"owner": {"ref": "ines"}},
            "children": [{
                "kind": "mitigation", "name": null, "path": "late.mitigation-1", "title": "Hurry", "file": "a.prog", "line": 4,
                "program": null, "properties": {"due": "2026-06-30"}, "children": []
            }]
        })
    );
    assert_eq!(export["edges"], json!([{"from": "late", "to": "ines", "kind": "owner"}]));
}

#[test]
fn typed_values_as_documented() {
    let outcome = properties(
        "outcome o { baseline: 61.4%, target: >= 66%, by: 2026-09, readings: 62.0% on 2026-02-01, guardrail: yes, owner: ?, metric: \"a / b\" }",
    );
    assert_eq!(outcome["baseline"], json!({"value": 61.4, "unit": "%"}));
    assert_eq!(outcome["target"], json!({"op": ">=", "value": {"value": 66, "unit": "%"}}));
    assert_eq!(outcome["by"], json!("2026-09-30"));
    assert_eq!(outcome["readings"], json!([{"value": {"value": 62, "unit": "%"}, "on": "2026-02-01"}]));
    assert_eq!(outcome["guardrail"], json!(true));
    assert_eq!(outcome["owner"], Value::Null);
    assert_eq!(outcome["metric"], json!("a / b"));
    let task = properties(
        "task a { after: b - 2d, starts: 2026-05, estimate: 3d .. 1w .. 2w, progress: 40%, priority: must, touches: s, s, ? }\ntask b\nsystem s",
    );
    assert_eq!(task["after"], json!([{"ref": "b", "lag": {"value": -2, "unit": "d"}}]));
    assert_eq!(task["starts"], json!("2026-05-01"));
    assert_eq!(
        task["estimate"],
        json!({"from": {"value": 3, "unit": "d"}, "likely": {"value": 1, "unit": "w"}, "to": {"value": 2, "unit": "w"}})
    );
    assert_eq!(task["priority"], json!("must"));
    assert_eq!(task["touches"], json!([{"ref": "s"}, {"ref": "s"}, null]));
    let risk = properties(
        "risk r { likelihood: 35%, impact: major, residual: rare, 2, cost: $200K .. $1.5M, affects: gone }",
    );
    assert_eq!(risk["likelihood"], json!({"value": 35, "unit": "%"}));
    assert_eq!(risk["impact"], json!("major"));
    assert_eq!(risk["residual"], json!(["rare", 2]));
    assert_eq!(
        risk["cost"],
        json!({"from": {"value": 200_000, "unit": "$"}, "to": {"value": 1_500_000, "unit": "$"}})
    );
    assert_eq!(risk["affects"], json!([{"ref": null, "name": "gone"}]));
    let flow =
        properties("flow f { steps: a -> b \"x\", b -> a, slo: latency <= 800ms }\nsystem a\nsystem b");
    assert_eq!(
        flow["steps"],
        json!([[{"ref": "a"}, {"ref": "b", "label": "x"}], [{"ref": "b"}, {"ref": "a"}]])
    );
    assert_eq!(flow["slo"], json!({"label": "latency", "op": "<=", "value": {"value": 800, "unit": "ms"}}));
    let program = properties("program p { window: 2026-01 .. 2026-Q2, scope: \"one\" }");
    assert_eq!(program["window"], json!({"from": "2026-01-01", "to": "2026-06-30"}));
    assert_eq!(program["scope"], json!(["one"]));
}

#[test]
fn lines_and_rows() {
    let world = World::two();
    let facts = world.facts();
    let ask = Ask::of_program(&facts, "atlas").unwrap();
    let lines = String::from_utf8(export(&ask, ExportFormat::Ndjson)).unwrap();
    for line in lines.lines() {
        let _: Value = serde_json::from_str(line).unwrap();
    }
    insta::assert_snapshot!(lines);
    insta::assert_snapshot!(String::from_utf8(export(&ask, ExportFormat::Csv)).unwrap());
    let all: Value = serde_json::from_slice(&export(&ask, ExportFormat::Json)).unwrap();
    assert_eq!(all["declarations"].as_array().unwrap().len(), 1);
}

#[test]
fn deep_nesting_costs_no_stack() {
    let depth = 50;
    let text: String =
        (0..depth).map(|i| format!("system s{i} {{ ")).chain((0..depth).map(|_| "}".to_owned())).collect();
    let world = World::of(&[("deep.prog", &text)]);
    let export = exported(&world);
    let inner = (0..depth - 1).fold(&export["declarations"][0], |d, _| &d["children"][0]);
    assert_eq!(inner["name"], format!("s{}", depth - 1));
}
