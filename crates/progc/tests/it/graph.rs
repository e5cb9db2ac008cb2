//! `progc graph`: each graph in each form, what is near a name, boxes, files.

use crate::support::{DAY, Place, Ran};
use insta::assert_snapshot;

const SPEC: &str = r#"team pay "Payments" {}
team web "Storefront" {}
system shop "Shop" { owner: web, depends-on: api }
system api "API" { owner: pay, depends-on: bank, criticality: critical }
system bank "The \"bank\" <x>" { owner: pay, type: vendor }
system alone "Alone" {}
flow buy "Customer buys" { owner: pay, steps: shop -> api "order | total" -> bank }
risk slow "Slow" { owner: pay, likelihood: likely, impact: major, affects: bank }
task a "A" { owner: pay, estimate: 2d }
milestone open "Open" { owner: pay, after: a, due: 2026-06-30 }
"#;

fn graph(args: &[&str]) -> Ran {
    Place::new(&[("a.prog", SPEC)]).run(&[&["graph", "--as-of", DAY], args].concat())
}

#[test]
fn every_graph_in_every_form() {
    let schema = Place::new(&[]).run(&["schema", "--of", "graph"]).json();
    let validator = jsonschema::validator_for(&schema).expect("a schema");
    for of in ["systems", "flows", "schedule", "ownership", "risks"] {
        for (form, start) in
            [("dot", "digraph prog {"), ("mermaid", "flowchart LR"), ("svg", "<svg "), ("json", "{")]
        {
            let ran = graph(&["--of", of, "--format", form]);
            assert_eq!((ran.code, ran.err.as_str()), (0, ""), "{of} {form}");
            assert!(ran.out.starts_with(start), "{of} {form}: {}", ran.out);
            if form == "json" {
                assert!(validator.is_valid(&ran.json()), "{of}");
                assert!(ran.json()["nodes"].as_array().is_some_and(|n| n.len() > 1), "{of}");
            }
        }
    }
}

#[test]
fn marks_in_titles_break_no_form() {
    assert_snapshot!(graph(&["--of", "flows", "--format", "mermaid"]).seen(), @r#"
    flowchart LR
      subgraph c0["Payments"]
        n0["API<br><small>critical</small>"]
        n1["The #quot;bank#quot; #lt;x#gt;"]
      end
      subgraph c1["Storefront"]
        n2["Shop"]
      end
      n0 -->|"buy"| n1
      n2 -->|"buy: order | total"| n0
      classDef plain fill:#ffffff,stroke:#555555,stroke-width:1px,color:#000000
      class n1,n2 plain
      classDef critical fill:#f9d8c6,stroke:#d55e00,stroke-width:3px,color:#000000
      class n0 critical
    --- exit 0
    "#);
    assert_snapshot!(graph(&["--of", "flows", "--format", "dot"]).seen(), @r##"
    digraph prog {
      graph [rankdir=LR, fontname="Helvetica", label="Flows through the systems", labelloc=t];
      node [shape=box, style="filled", fillcolor="#ffffff", color="#555555", fontname="Helvetica", fontsize=11];
      edge [color="#555555", fontname="Helvetica", fontsize=9];
      subgraph cluster_0 {
        label="Payments"; color="#999999"; style="rounded";
        n0 [label="API\ncritical", tooltip="api a.prog:4", fillcolor="#f9d8c6", color="#d55e00", penwidth=3];
        n1 [label="The \"bank\" <x>", tooltip="bank a.prog:5"];
      }
      subgraph cluster_1 {
        label="Storefront"; color="#999999"; style="rounded";
        n2 [label="Shop", tooltip="shop a.prog:3"];
      }
      n0 -> n1 [label="buy"];
      n2 -> n0 [label="buy: order | total"];
    }
    --- exit 0
    "##);
    assert!(graph(&["--of", "flows", "--format", "svg"]).out.contains("The &quot;bank&quot; &lt;x&gt;"));
}

#[test]
fn what_is_near_a_name_and_how_boxes_are_made() {
    let ids = |args: &[&str]| {
        let json = graph(&[args, &["--format", "json"]].concat()).json();
        let nodes = json["nodes"].as_array().expect("a list").clone();
        let boxes = json["clusters"].as_array().expect("a list").len();
        (
            nodes
                .iter()
                .map(|n| n["id"].as_str().unwrap_or_default().to_owned())
                .collect::<Vec<_>>()
                .join(" "),
            boxes,
        )
    };
    assert_eq!(ids(&[]).0, "alone api bank shop");
    assert_eq!(ids(&["bank", "--depth", "1"]), ("api bank".into(), 1));
    assert_eq!(ids(&["--focus", "bank", "--depth", "2"]), ("api bank shop".into(), 2));
    assert_eq!(ids(&["--cluster", "none"]).1, 0);
}

#[test]
fn files_nothing_and_wrong_use() {
    let place = Place::new(&[("a.prog", SPEC)]);
    let ran = place.run(&["graph", "--format", "svg", "-o", "out.svg"]);
    assert_eq!((ran.code, ran.out.as_str(), ran.err.as_str()), (0, "", ""));
    assert!(place.read("out.svg").ends_with("</svg>\n"));
    let mut seen = Place::new(&[]).run(&["graph"]).seen() + "\n";
    for args in [&["graph", "bnak"][..], &["graph", "--of", "cats"], &["graph", "--format", "png"]] {
        let ran = place.run(args);
        assert_eq!((ran.code, ran.out.as_str()), (2, ""), "{args:?}");
        seen += &ran.err;
    }
    assert_snapshot!(seen, @r##"
    digraph prog {
      graph [rankdir=LR, fontname="Helvetica", label="Systems and what they depend on", labelloc=t];
      node [shape=box, style="filled", fillcolor="#ffffff", color="#555555", fontname="Helvetica", fontsize=11];
      edge [color="#555555", fontname="Helvetica", fontsize=9];
    }
    --- stderr
    note: there is nothing to draw in the graph of systems and what they depend on
    --- exit 0
    error: nothing is called `bnak`. Did you mean `bank`?
    error: invalid value 'cats' for '--of <OF>'
      [possible values: systems, flows, schedule, ownership, risks]

    For more information, try '--help'.
    error: invalid value 'png' for '--format <FORMAT>'
      [possible values: dot, mermaid, svg, json]

    For more information, try '--help'.
    "##);
}
