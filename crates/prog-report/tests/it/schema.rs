//! Every JSON form against its published schema: of the rich example, of two programs, of nothing, and of broken files.

use super::World;
use jsonschema::Validator;
use prog_model::KindSet;
use prog_report::views::Takes;
use prog_report::{Ask, ClusterBy, GraphOf, GraphOptions, VIEWS, graph_data};
use serde_json::{Value, json};

const BROKEN: &str = "program p { rag: blue, window: 2026-09-01 .. 2026-01-01, budget: ? }\nrisk r { likelihood: 9, impact: ?, affects: nowhere, delay: 3d .. 1d, owner: a, b, mitigation { due: ? } }\ntask t { after: t, due: \"after GA\", estimate: 5d .. 1d }\nmilestone m { after: t, due: 2026-02-01 }\noutcome o { baseline: 5, target: >= ?, readings: 3% on ?, by: 2025-01-01 }\ndecision d { option a { } option b { cost: \"much\" } }\nperson a\nbogus b { x: 1 }\nsystem gateway { owner: ?, depends-on: gateway }\nflow f { steps: gateway -> gone }\nchange c { time: 3w }\nscorecard { alignment: 9 }\nstakeholder { influence: ? }\nescalation e { about: r }\ncontrol k { point: nothing }\ndependency y { from: a, needed-by: ? }\n";

fn worlds() -> Vec<World> {
    vec![
        World::example(),
        World::two(),
        World::of(&[("a.prog", "system gateway")]),
        World::of(&[("b.prog", BROKEN)]),
    ]
}

/// The schema with nothing allowed that it does not name: what is printed must be described.
fn strict(mut schema: Value) -> Validator {
    close(&mut schema);
    jsonschema::validator_for(&schema).unwrap()
}

fn close(schema: &mut Value) {
    match schema {
        Value::Object(map) => {
            if map.get("properties").is_some_and(Value::is_object) && map.contains_key("type") {
                map.insert("additionalProperties".into(), json!(false));
            }
            map.values_mut().for_each(close);
        }
        Value::Array(items) => items.iter_mut().for_each(close),
        _ => {}
    }
}

fn assert_valid(validator: &Validator, text: &str, what: &str) {
    let json: Value = serde_json::from_str(text).unwrap();
    let errors: Vec<String> =
        validator.iter_errors(&json).map(|e| format!("{e} at {}", e.instance_path())).collect();
    assert!(errors.is_empty(), "{what}: {errors:#?}\n{json:#}");
}

#[test]
fn every_view_is_as_its_schema_says() {
    let validator = strict(prog_report::views_schema());
    for (number, world) in worlds().iter().enumerate() {
        let facts = world.facts();
        let ask = Ask::new(&facts);
        for spec in VIEWS {
            let names: &[Option<&str>] = match spec.takes {
                Takes::Nothing => &[None],
                Takes::Name(_) => &[Some("gateway")],
                Takes::MaybeName(_) if number == 0 => &[None, Some("provider")],
                Takes::MaybeName(_) => &[None],
            };
            for name in names {
                let json = spec.make(&ask, *name).unwrap().json();
                assert_valid(&validator, &json, &format!("{} of world {number}", spec.name));
            }
        }
    }
}

#[test]
fn the_views_schema_tells_views_apart_and_refuses_others() {
    let validator = jsonschema::validator_for(&prog_report::views_schema()).unwrap();
    let world = World::example();
    let facts = world.facts();
    let text = prog_report::views::find("plan").unwrap().make(&Ask::new(&facts), None).unwrap().json();
    let plan: Value = serde_json::from_str(&text).unwrap();
    assert!(validator.is_valid(&plan));
    let changed = |change: fn(&mut Value)| {
        let mut json = plan.clone();
        change(&mut json);
        validator.is_valid(&json)
    };
    assert!(!changed(|json| json["view"] = "risks".into()));
    assert!(!changed(|json| json["view"] = "nothing".into()));
    assert!(!changed(|json| json["version"] = 2.into()));
    assert!(!changed(|json| json["items"][0]["es"] = "monday".into()));
    assert!(!changed(|json| drop(json["items"][0].as_object_mut().unwrap().remove("slack"))));
    assert!(changed(|json| json["items"][0]["later"] = "added".into()), "later fields are only added");
}

#[test]
fn every_graph_is_as_its_schema_says() {
    let validator = strict(prog_report::graph_schema());
    for world in worlds() {
        let facts = world.facts();
        let ask = Ask::new(&facts);
        let gateway = ask.find("gateway", KindSet::NONE).ok();
        for of in [GraphOf::Systems, GraphOf::Flows, GraphOf::Schedule, GraphOf::Ownership, GraphOf::Risks] {
            for focus in [None, gateway] {
                let options = GraphOptions { of, focus, depth: 2, cluster: ClusterBy::Fitting };
                let Ok(data) = graph_data(&ask, &options) else { continue };
                assert_valid(&validator, &data.json(), &format!("{of:?}"));
            }
        }
    }
}

#[test]
fn every_diff_is_as_its_schema_says() {
    let validator = strict(prog_report::diff_schema());
    let worlds = worlds();
    for before in &worlds {
        for after in &worlds {
            let (old, new) = (before.facts(), after.facts());
            let data = prog_report::diff::diff(&Ask::new(&old), "before", &Ask::new(&new), "after");
            assert_valid(&validator, &data.json(), "diff");
        }
    }
}
