//! What changed between two states of the example.

use super::World;
use prog_report::{Ask, DiffData, diff};

const BEFORE: &str = include_str!("checkout.prog");

fn between(before: &str, after: &str) -> DiffData {
    let (old, new) = (World::of(&[("checkout.prog", before)]), World::of(&[("checkout.prog", after)]));
    let (old, new) = (old.facts(), new.facts());
    diff(&Ask::new(&old), "HEAD", &Ask::new(&new), "the work tree")
}

/// The example with these texts replaced; each has to be there.
fn edited(edits: &[(&str, &str)]) -> String {
    edits.iter().fold(BEFORE.to_owned(), |text, (old, new)| {
        assert!(text.contains(old), "{old} is not in the example");
        text.replace(old, new)
    })
}

#[test]
fn nothing_changed() {
    assert!(between(BEFORE, BEFORE).is_empty());
    let spaced = BEFORE.replace("\n  ", "\n    ").replace("// Checkout", "// The checkout");
    let data = between(BEFORE, &spaced);
    assert!(data.is_empty(), "layout and comments are no change: {:?}", data.edited);
    insta::assert_snapshot!(data.terminal(80, false));
}

#[test]
fn everything_that_counts_is_named() {
    let after = edited(&[
        ("target: >= 66%", "target: >= 64%"),
        ("due: 2026-05-29, criteria", "due: 2026-06-26, criteria"),
        ("likelihood: likely", "likelihood: almost-certain"),
        ("owner: lea, after: build", "owner: ines, after: build"),
        ("scope: \"Card", "scope: \"Invoices\", \"Card"),
        ("out-of-scope: \"Invoices\", ", "out-of-scope: "),
        ("8d .. 12d .. 20d", "8d .. 15d .. 30d"),
        ("61.5% on 2026-02-02", "61.5% on 2026-02-02, 61.2% on 2026-02-09"),
        ("rag: green", "rag: amber"),
        ("system mailer", "system post"),
        ("ledger -> mailer", "ledger -> post"),
        ("status: requested }", "status: committed }"),
        ("  stakeholder press \"Press office\" { influence: low, impact: low, stance: neutral }\n", ""),
        ("person maria", "change cards \"Gift cards\" { adds: \"Gift cards\", time: 1w }\nperson maria"),
        ("contact: \"#payments\" }\nperson lea", "contact: \"#pay\" }\nperson lea"),
    ]);
    let data = between(BEFORE, &after);
    insta::assert_snapshot!("diff-text", data.terminal(110, false));
    insta::assert_snapshot!("diff-md", data.markdown());
    let json: serde_json::Value = serde_json::from_str(&data.json()).unwrap();
    assert_eq!(json["version"], 1);
    assert_eq!(json["targets"][0]["lowered"], true);
    assert_eq!(json["dates"][0]["days"], 28);
    assert_eq!(json["renamed"][0]["before"], "checkout.mailer");
}

#[test]
fn a_renamed_program_is_one_change() {
    let after =
        edited(&[("program checkout ", "program relaunch "), ("supports: checkout", "supports: relaunch")]);
    let data = between(BEFORE, &after);
    assert_eq!((data.added.len(), data.removed.len()), (0, 0));
    let renamed: Vec<&str> = data.renamed.iter().map(|r| r.before.as_str()).collect();
    assert_eq!(renamed, ["checkout"]);
    assert_eq!(data.count(), 1, "who names it or what stands in it did not change");
}

#[test]
fn lower_is_easier_in_the_direction_of_the_target() {
    let lowered = |old: &str, new: &str| {
        let text = |target: &str| format!("outcome o {{ baseline: 40, target: {target} }}");
        between(&text(old), &text(new)).targets[0].lowered
    };
    assert_eq!(lowered(">= 66", ">= 64"), Some(true));
    assert_eq!(lowered(">= 66", ">= 68"), Some(false));
    assert_eq!(lowered("<= 25", "<= 30"), Some(true));
    assert_eq!(lowered("66", "64"), Some(true));
    assert_eq!(lowered("25", "30"), Some(true));
}

#[test]
fn lower_is_better_where_the_metric_says_so() {
    let text = |target: &str| {
        format!("metric m {{ direction: down, unit: ms }}\noutcome o {{ metric: m, target: {target} }}")
    };
    assert_eq!(between(&text("50ms"), &text("60ms")).targets[0].lowered, Some(true));
    assert_eq!(between(&text("60ms"), &text("50ms")).targets[0].lowered, Some(false));
}

#[test]
fn the_same_said_otherwise_is_no_change() {
    let before = "task t { due: 2026-Q2, starts: 2026-04, estimate: 5d }\nrisk r { likelihood: likely, impact: 4 }\nprogram p { window: 2026-Q1 .. 2026-Q2 }";
    let after = "task t { due: 2026-06-30, starts: 2026-04-01, estimate: 1w }\nrisk r { likelihood: 65%, impact: major }\nprogram p { window: 2026-01-01 .. 2026-06-30 }";
    let data = between(before, after);
    assert!(data.is_empty(), "{}", data.json());
    let later = between(before, &after.replace("starts: 2026-04-01", "starts: 2026-06-30"));
    assert_eq!((later.dates.len(), later.dates[0].days), (1, Some(90)));
}

#[test]
fn an_owner_is_also_who_the_workstream_has() {
    let text = |task: &str| {
        format!(
            "person mei \"Mei\" {{}}\nperson tom \"Tom\" {{}}\nworkstream w {{ owner: mei, task t {{ {task} }} }}"
        )
    };
    let said = |old: &str, new: &str| -> Vec<(Option<String>, Option<String>)> {
        let data = between(&text(old), &text(new));
        data.owners.into_iter().map(|o| (o.before, o.after)).collect()
    };
    let pair = |a: &str, b: &str| vec![(Some(a.to_owned()), Some(b.to_owned()))];
    assert_eq!(said("", "owner: tom"), pair("Mei", "Tom"));
    assert_eq!(said("owner: tom", ""), pair("Tom", "Mei"));
    assert_eq!(said("", "owner: mei"), []);
    assert_eq!(said("", "owner: ?"), pair("Mei", "?"));
}

#[test]
fn money_is_said_in_numbers() {
    let text = |money: &str| format!("program p \"P\" {{ budget: $2.4M, {money} }}");
    let said = |old: &str, new: &str| between(&text(old), &text(new)).terminal(200, false);
    let over = said("forecast: $2.3M", "forecast: $2.45M");
    assert!(
        over.contains(
            "program P (checkout.prog:1): spent and forecast within the budget → $50K over the budget"
        ),
        "{over}"
    );
    assert!(over.contains("program P (checkout.prog:1): forecast $2.3M → $2.45M"), "{over}");
    assert!(!over.contains("Edited otherwise"), "{over}");
    let within = said("forecast: $2.2M", "forecast: $2.3M");
    assert!(!within.contains("over the budget") && within.contains("forecast $2.2M → $2.3M"), "{within}");
    let spent = said("spent: $1M on 2026-01-31", "spent: $1M on 2026-01-31, $2.5M on 2026-02-08");
    assert!(spent.contains("$100K over the budget"), "{spent}");
}
