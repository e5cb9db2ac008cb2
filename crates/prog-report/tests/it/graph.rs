//! The graphs as data and in each drawing.

use super::World;
use prog_model::KindSet;
use prog_report::{Ask, ClusterBy, GraphData, GraphOf, GraphOptions, graph_data};
use serde_json::Value;

const ALL: [GraphOf; 5] =
    [GraphOf::Systems, GraphOf::Flows, GraphOf::Schedule, GraphOf::Ownership, GraphOf::Risks];

fn graph(world: &World, of: GraphOf, focus: Option<(&str, u32)>, cluster: ClusterBy) -> GraphData {
    let facts = world.facts();
    let ask = Ask::new(&facts);
    let (name, depth) = focus.unzip();
    let focus = name.map(|name| ask.find(name, KindSet::NONE).unwrap());
    graph_data(&ask, &GraphOptions { of, focus, depth: depth.unwrap_or(2), cluster }).unwrap()
}

#[test]
fn every_graph_in_dot_and_mermaid() {
    let world = World::example();
    for of in ALL {
        let data = graph(&world, of, None, ClusterBy::Fitting);
        insta::assert_snapshot!(format!("{of:?}-dot"), data.dot());
        insta::assert_snapshot!(format!("{of:?}-mermaid"), data.mermaid());
    }
}

#[test]
fn data_has_the_fields_that_the_preview_reads() {
    let data = graph(&World::example(), GraphOf::Systems, None, ClusterBy::Fitting);
    let json: Value = serde_json::from_str(&data.json()).unwrap();
    assert_eq!(json["version"], 1);
    let gateway = json["nodes"].as_array().unwrap().iter().find(|n| n["id"] == "checkout.gateway").unwrap();
    assert_eq!(gateway["level"], "critical");
    assert_eq!(gateway["owner"], "payments");
    assert_eq!(gateway["program"], "checkout");
    assert_eq!(gateway["line"], 21);
    assert!(json["edges"].as_array().unwrap().contains(&serde_json::json!({
        "from": "checkout.checkout-api", "to": "checkout.gateway", "kind": "depends-on", "label": null, "critical": false
    })));
    let box_of = json["clusters"].as_array().unwrap().iter().find(|c| c["id"] == "payments").unwrap();
    assert_eq!(
        box_of["nodes"],
        serde_json::json!(["checkout.checkout-api", "checkout.gateway", "checkout.old-checkout"])
    );
}

#[test]
fn the_critical_path_is_one_line() {
    let data = graph(&World::example(), GraphOf::Schedule, None, ClusterBy::Fitting);
    let critical: Vec<(&str, &str)> =
        data.edges.iter().filter(|e| e.critical).map(|e| (e.from.as_str(), e.to.as_str())).collect();
    assert_eq!(
        critical,
        [
            ("checkout.build", "checkout.pilot"),
            ("checkout.design", "checkout.build"),
            ("checkout.pilot", "checkout.public")
        ]
    );
}

#[test]
fn focus_keeps_what_is_near() {
    let world = World::example();
    let ids = |depth| {
        let data = graph(&world, GraphOf::Systems, Some(("gateway", depth)), ClusterBy::Nothing);
        data.nodes.iter().map(|n| n.id.replace("checkout.", "")).collect::<Vec<_>>()
    };
    assert_eq!(ids(0), ["gateway"]);
    assert_eq!(ids(1), ["checkout-api", "gateway", "old-checkout"]);
    assert_eq!(ids(2), ["app", "checkout-api", "fraud", "gateway", "ledger", "old-checkout", "web"]);
    let facts = world.facts();
    let ask = Ask::new(&facts);
    let focus = Some(ask.find("maria", KindSet::NONE).unwrap());
    let error = graph_data(&ask, &GraphOptions { focus, depth: 1, ..GraphOptions::default() })
        .unwrap_err()
        .to_string();
    insta::assert_snapshot!(error, @"`maria` is a person and not in the graph of systems; draw another one with `--of`");
}

/// Every opened element is closed, in order.
fn assert_well_formed(xml: &str) {
    let mut open: Vec<&str> = Vec::new();
    for part in xml.split('<').skip(1) {
        let (tag, _) = part.split_once('>').expect("every `<` has its `>`");
        let name = tag.trim_start_matches('/').split([' ', '\n', '/']).next().unwrap();
        if tag.starts_with('/') {
            assert_eq!(open.pop(), Some(name), "in {tag}");
        } else if !tag.ends_with('/') {
            open.push(name);
        }
    }
    assert_eq!(open, Vec::<&str>::new());
}

#[test]
fn drawings_are_whole_at_every_size() {
    let world = World::example();
    for of in ALL {
        for cluster in [ClusterBy::Fitting, ClusterBy::Owner, ClusterBy::Program, ClusterBy::Nothing] {
            let data = graph(&world, of, None, cluster);
            let svg = data.svg();
            assert_well_formed(&svg);
            for node in &data.nodes {
                assert!(
                    svg.contains(&format!("<title>{} {}", node.kind, node.id)),
                    "{} is not drawn",
                    node.id
                );
            }
            assert!(!svg.contains("NaN") && !svg.contains("inf"), "{of:?}");
        }
    }
    assert_well_formed(&graph(&World::of(&[]), GraphOf::Systems, None, ClusterBy::Fitting).svg());
    let odd = World::of(&[("a.prog", "system a \"A\\u{1}\" { depends-on: b }\nsystem b {}")]);
    let svg = graph(&odd, GraphOf::Systems, None, ClusterBy::Fitting).svg();
    assert!(svg.contains("A\u{fffd}") && !svg.contains('\u{1}'), "XML may not hold it");
}

/// Many systems, also with rings and some that depend on themselves.
fn many(systems: usize, teams: usize) -> World {
    let mut seed = 7_u64;
    let mut random = |below: usize| {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (seed >> 33) as usize % below
    };
    let mut text: String = (0..teams).map(|t| format!("team t{t} \"Team {t}\"\n")).collect();
    for s in 0..systems {
        let (a, b) = (random(systems), random(systems));
        text.push_str(&format!(
            "system s{s} \"System <{s}> & \\\"more\\\"\" {{ owner: t{}, depends-on: s{a}, s{b} }}\n",
            random(teams)
        ));
    }
    World::of(&[("many.prog", &text)])
}

#[test]
fn large_graphs_become_an_overview() {
    for (systems, teams) in [(3, 1), (40, 6), (160, 1), (1000, 25), (1000, 90)] {
        let data = graph(&many(systems, teams), GraphOf::Systems, None, ClusterBy::Fitting);
        assert_eq!(data.nodes.len(), systems);
        let svg = data.svg();
        assert_well_formed(&svg);
        assert_eq!(svg.matches("<title>system ").count(), systems);
        assert_eq!(svg.contains("an arrow stands for"), systems > 150);
    }
}

/// dagre alone puts `Accounts` far below the team that owns it, behind what others own.
#[test]
fn no_edge_runs_behind_what_it_has_nothing_to_do_with() {
    let mut text = "person lin \"Lin\" {}\nperson ann \"Ann\" {}\nperson ravi \"Ravi\" {}\nteam channels \"Channels\" { members: lin }\nteam ledger \"Ledger\" { lead: ravi }\n".to_owned();
    for (owner, count) in [("lin", 2), ("ann", 5), ("ravi", 4)] {
        (0..count).for_each(|n| {
            text.push_str(&format!(
                "outcome {owner}-{n} \"What {owner} answers for {n}\" {{ owner: {owner} }}\n"
            ))
        });
    }
    for (owner, count) in [("channels", 3), ("ledger", 2)] {
        (0..count).for_each(|n| {
            text.push_str(&format!("system {owner}-{n} \"System {n}\" {{ owner: {owner} }}\n"))
        });
    }
    let svg = graph(&World::of(&[("a.prog", &text)]), GraphOf::Ownership, None, ClusterBy::Fitting).svg();
    assert_well_formed(&svg);
    let numbers = |text: &str| -> Vec<f64> {
        text.split(|c: char| !c.is_ascii_digit() && c != '.').filter_map(|n| n.parse().ok()).collect()
    };
    let attribute =
        |tag: &str, name: &str| -> f64 { numbers(tag.split(&format!(" {name}=\"")).nth(1).unwrap())[0] };
    let boxes: Vec<[f64; 4]> = svg
        .split("</title><rect class=\"")
        .skip(1)
        .map(|tag| ["x", "y", "width", "height"].map(|name| attribute(tag, name)))
        .collect();
    assert!(boxes.len() >= 16, "{svg}");
    let edges: Vec<Vec<f64>> = svg
        .split("<path class=\"pg-edge")
        .skip(1)
        .map(|tag| numbers(tag.split(" d=\"").nth(1).unwrap().split('"').next().unwrap()))
        .collect();
    assert_eq!(edges.len(), 18);
    for edge in edges {
        let ends = [(edge[0], edge[1]), (edge[edge.len() - 2], edge[edge.len() - 1])];
        for [x, y, w, h] in &boxes {
            let near =
                |(px, py): (f64, f64)| px > x - 1.0 && px < x + w + 1.0 && py > y - 1.0 && py < y + h + 1.0;
            let inside = |point: &[f64]| {
                point[0] > x + 1.0 && point[0] < x + w - 1.0 && point[1] > y + 1.0 && point[1] < y + h - 1.0
            };
            if !ends.into_iter().any(near) {
                assert!(!edge.chunks(2).any(inside), "{edge:?} {:?}", [x, y, w, h]);
            }
        }
    }
}
