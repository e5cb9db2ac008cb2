//! Our own requests, in the shapes that the previews draw.

use crate::harness::{PLAIN, Server};
use crate::sample::CHECKOUT;
use serde_json::{Value, json};

const URI: &str = "file:///w/checkout.prog";

fn server() -> Server {
    let mut server = Server::start(PLAIN, &[("/w/checkout.prog", CHECKOUT)]);
    server.published();
    server
}

/// Takes the place out and looks whether the declaration is there.
fn declared(item: &mut Value) -> String {
    let item = item.as_object_mut().expect("an object");
    assert_eq!(item.remove("uri").expect("an address"), URI);
    let range = item.remove("range").expect("a range");
    let line = range["start"]["line"].as_u64().expect("a line") as usize;
    CHECKOUT
        .lines()
        .nth(line)
        .expect("it is there")
        .trim_start()
        .chars()
        .take_while(|c| *c != '"' && *c != '{')
        .collect()
}

#[test]
fn graph() {
    let mut server = server();
    let mut answer = server.request("prog/graph", json!({"of": "systems"})).expect("an answer");
    assert_eq!(answer["version"], 1);
    let nodes = answer["nodes"].as_array_mut().expect("nodes");
    let heads: Vec<String> = nodes.iter_mut().map(declared).collect();
    assert_eq!(heads, ["system checkout-api ", "system gateway ", "system web "]);
    assert!(
        nodes.iter().all(|n| ["id", "label", "kind", "owner"].iter().all(|key| n[key].is_string())),
        "{nodes:#?}"
    );
    let edge = |e: &Value| format!("{} {} {}", e["from"], e["kind"], e["to"]);
    let edges: Vec<String> = answer["edges"].as_array().expect("edges").iter().map(edge).collect();
    assert_eq!(edges, [r#""checkout-api" "depends-on" "gateway""#, r#""web" "depends-on" "checkout-api""#]);
    assert_eq!(
        answer["clusters"],
        json!([{"id": "payments", "label": "Payments", "nodes": ["checkout-api", "gateway", "web"]}])
    );
    for of in ["flows", "schedule", "ownership", "risks"] {
        let answer =
            server.request("prog/graph", json!({"of": of, "program": "relaunch"})).expect("an answer");
        let list = |key: &str| answer[key].as_array().expect("a list").clone();
        let known: Vec<Value> = list("nodes").iter().map(|n| n["id"].clone()).collect();
        assert!(
            list("edges").iter().all(|e| known.contains(&e["from"]) && known.contains(&e["to"])),
            "{of}: {answer:#}"
        );
        assert!(list("nodes").iter().all(|n| n["uri"] == URI && n["range"].is_object()), "{of}");
    }
    let near = server
        .request("prog/graph", json!({"of": "systems", "focus": "web", "depth": 1}))
        .expect("an answer");
    let ids: Vec<&Value> = near["nodes"].as_array().expect("nodes").iter().map(|n| &n["id"]).collect();
    assert_eq!(ids, ["checkout-api", "web"]);
    let error =
        server.request("prog/graph", json!({"of": "systems", "focus": "nobody"})).expect_err("unknown");
    assert_eq!(error["code"], -32803);
    assert_eq!(
        server.request("prog/graph", json!({"of": "everything"})).expect_err("unknown")["code"],
        -32602
    );
}

#[test]
fn impact() {
    let mut server = server();
    let mut answer = server.request("prog/impact", json!({"name": "gateway"})).expect("an answer");
    let mut places = answer.as_object_mut().expect("an object").remove("places").expect("places");
    assert_eq!(
        answer,
        json!({
            "version": 1, "of": "gateway",
            "systems": [{"path": "checkout-api", "distance": 1}, {"path": "web", "distance": 2}],
            "flows": ["pay"], "outcomes": [], "work": ["relaunch.provider", "relaunch.public"], "risks": ["gateway-latency"],
            "owners": ["ines", "payments"],
        })
    );
    assert_eq!(places["pay"]["title"], json!("Customer pays"));
    assert_eq!(declared(&mut places["gateway"]), "system gateway ");
    assert_eq!(declared(&mut places["relaunch.public"]), "milestone public ");
    assert_eq!(places.as_object().map(serde_json::Map::len), Some(9));
    let error = server.request("prog/impact", json!({"name": "gatewa"})).expect_err("unknown");
    assert_eq!(
        error,
        json!({"code": -32803, "message": "Nothing is called `gatewa`. Did you mean `gateway` or `gateway-latency`?"})
    );
}

#[test]
fn plan() {
    let mut server = server();
    let mut answer = server.request("prog/plan", json!({"program": "relaunch"})).expect("an answer");
    assert_eq!((&answer["version"], &answer["today"]), (&json!(1), &json!("2026-02-10")));
    assert_eq!(answer["network"], json!({"start": "2026-01-12", "finish": "2026-01-30", "length": 15}));
    let items = answer["items"].as_array_mut().expect("items");
    let heads: Vec<String> = items.iter_mut().map(declared).collect();
    assert_eq!(heads, ["task provider ", "milestone public "]);
    let wanted = [
        "path", "title", "kind", "owner", "status", "es", "ef", "ls", "lf", "slack", "start", "finish",
        "due", "critical",
    ];
    assert!(items.iter().all(|i| wanted.iter().all(|key| i.get(*key).is_some())), "{items:#?}");
    assert_eq!(
        (&items[0]["kind"], &items[0]["owner"], &items[0]["critical"]),
        (&json!("task"), &json!("payments"), &json!(true))
    );
    let all = server.request("prog/plan", json!({})).expect("an answer");
    assert_eq!(all["items"].as_array().map(Vec::len), Some(2));
    let error = server.request("prog/plan", json!({"program": "gateway"})).expect_err("not a program");
    assert_eq!(error["message"], "`gateway` is a system; this takes a program");
}

#[test]
fn forecast_with_progress() {
    let mut server = server();
    let params = json!({"program": "relaunch", "runs": 50, "workDoneToken": "t"});
    let answer = server.request("prog/forecast", params).expect("an answer");
    assert_eq!((&answer["version"], &answer["runs"]), (&json!(1), &json!(50)), "{answer:#}");
    assert_eq!(answer["items"].as_array().map(Vec::len), Some(1), "{answer:#}");
    let told: Vec<Value> = (0..2).map(|_| server.notification("$/progress")).collect();
    assert_eq!(
        told[0],
        json!({"token": "t", "value": {"kind": "begin", "title": "Forecasting the plan", "cancellable": false}})
    );
    assert_eq!(told[1], json!({"token": "t", "value": {"kind": "end"}}));
    let id = server.ask("prog/forecast", json!({"runs": 1_000_000}));
    server.notify("$/cancelRequest", json!({"id": id}));
    assert_eq!(server.answer(id).expect_err("taken back")["code"], -32800);
}

#[test]
fn export() {
    let mut server = server();
    let answer = server.request("prog/export", json!({"format": "json"})).expect("an answer");
    assert_eq!((&answer["version"], &answer["format"]), (&json!(1), &json!("json")));
    let model: Value = serde_json::from_str(answer["text"].as_str().expect("a text")).expect("JSON");
    assert_eq!(model["version"], 1);
    let csv =
        server.request("prog/export", json!({"format": "csv", "program": "relaunch"})).expect("an answer");
    assert!(csv["text"].as_str().is_some_and(|t| t.starts_with("kind,")), "{csv}");
    assert_eq!(server.request("prog/export", json!({"format": "xml"})).expect_err("unknown")["code"], -32602);
}

#[test]
fn report() {
    let mut server = server();
    let mut answer = server.request("prog/report", json!({})).expect("an answer");
    assert_eq!(declared(&mut answer["risks"][0]), "risk gateway-latency ");
    assert_eq!(declared(&mut answer["outcomes"][0]), "outcome conversion ");
    assert_eq!(
        answer,
        json!({
            "version": 1, "as_of": "2026-02-10",
            "programs": [{"path": "relaunch", "title": "New checkout", "stated": "green", "computed": "green"}],
            "risks": [{
                "path": "gateway-latency", "title": "Gateway latency spikes", "status": "open",
                "likelihood": 4, "impact": 4, "score": 16, "band": "high", "mitigated": true, "mitigations": 1, "owner": "ines",
            }],
            "outcomes": [{
                "path": "conversion", "title": "More checkouts complete", "owner": "maria", "health": "too-early",
                "baseline": 61.4, "target": ">= 66%", "latest": 61.5, "unit": "%", "by": "2026-09-30",
                "readings": [{"on": "2026-02-01", "value": 61.5}],
            }],
            "matrix": {
                "likelihood": ["rare", "unlikely", "possible", "likely", "almost-certain"],
                "impact": ["negligible", "minor", "moderate", "major", "severe"],
                "bands": [
                    {"name": "low", "from": 1, "to": 4}, {"name": "medium", "from": 5, "to": 9},
                    {"name": "high", "from": 10, "to": 16}, {"name": "extreme", "from": 17, "to": 25},
                ],
            },
        })
    );
}

#[test]
fn changed_is_told_to_who_draws() {
    let mut server = server();
    server.open(URI, CHECKOUT);
    server.replace(URI, 2, "");
    server.published();
    // Who never asked is not told: the harness would find it unclaimed.
    server.request("prog/report", json!({})).expect("an answer");
    server.replace(URI, 3, CHECKOUT);
    assert_eq!(server.notification("prog/changed"), json!({}));
    server.published();
    let twice = server.request("prog/report", json!({})).expect("an answer");
    assert_eq!(twice["programs"][0]["path"], "relaunch", "and a request is no change");
}

#[test]
fn of_several_workspaces_the_one_that_is_meant() {
    let files = [
        ("/w/a.prog", "system same {}\nsystem only-a {}\n"),
        ("/v/b.prog", "system same {}\nsystem only-b {}\n"),
    ];
    let disk = crate::harness::disk(&files);
    let mut server = Server::start_tuned(PLAIN, disk, &["file:///w", "file:///v"], crate::harness::quick());
    let uri = |server: &mut Server, params: Value, name: &str| {
        let answer = server.request("prog/impact", params).expect("an answer");
        answer["places"][name]["uri"].as_str().expect("an address").to_owned()
    };
    assert_eq!(uri(&mut server, json!({"name": "same"}), "same"), "file:///w/a.prog");
    assert_eq!(
        uri(&mut server, json!({"name": "same", "uri": "file:///v/b.prog"}), "same"),
        "file:///v/b.prog"
    );
    assert_eq!(uri(&mut server, json!({"name": "only-b"}), "only-b"), "file:///v/b.prog");
    server.published();
}
