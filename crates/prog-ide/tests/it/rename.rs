//! Another name, everywhere, meaning kept.

use crate::support::{BESIDE, Fixture, fixture, marked};
use prog_diagnostics::Edit;
use prog_model::{DeclId, Workspace};

/// The texts after a change of name, only those that changed; or why not.
fn renamed_in(fixture: &Fixture, new: &str) -> String {
    let edits = match prog_ide::rename(&fixture.engine, fixture.file, fixture.offset, new) {
        Ok(edits) => edits,
        Err(why) => return format!("no: {why}"),
    };
    let workspace = fixture.engine.workspace();
    let after = apply(workspace, &edits);
    assert_same_meaning(workspace, &after, fixture);
    let changed = |path: &str, text: &str| {
        workspace.file_id(path).is_none_or(|id| &*workspace.file(id).expect("a file").text != text)
    };
    let lines: Vec<String> = after
        .iter()
        .filter(|(p, t)| changed(p, t))
        .map(|(path, text)| format!("-- {path}\n{}", text.trim_end()))
        .collect();
    if lines.is_empty() { "no change".into() } else { lines.join("\n") }
}

fn apply(workspace: &Workspace, edits: &[Edit]) -> Vec<(String, String)> {
    let mut texts: Vec<(String, String)> = Vec::new();
    for (id, model) in workspace.files() {
        let mut own: Vec<&Edit> = edits.iter().filter(|e| e.place.file == id).collect();
        own.sort_by_key(|e| std::cmp::Reverse(e.place.span));
        let mut text = model.text.to_string();
        for edit in own {
            text.replace_range(edit.place.span.range(), &edit.text);
        }
        texts.push((model.path.to_string(), text));
    }
    texts
}

/// Every name means the declaration at the same position as before.
fn assert_same_meaning(before: &Workspace, texts: &[(String, String)], fixture: &Fixture) {
    let texts: Vec<(&str, &str)> = texts.iter().map(|(p, t)| (p.as_str(), t.as_str())).collect();
    let after = Workspace::from_texts(before.schema().clone(), &texts);
    let meanings = |workspace: &Workspace| -> Vec<Option<DeclId>> {
        let all = workspace.decls().flat_map(|d| d.props()).flat_map(|p| p.parts());
        all.map(|v| v.target().map(|t| t.id())).collect()
    };
    assert_eq!(
        meanings(before),
        meanings(&after),
        "a name means something else in\n{}\n{texts:?}",
        fixture.text()
    );
}

fn renamed(text: &str, new: &str) -> String {
    renamed_in(&fixture(text, &[]), new)
}

#[test]
fn names_change_everywhere() {
    insta::assert_snapshot!(renamed("system a$0 \"A\"\nsystem b \"B\" { depends-on: a }\nflow f \"F\" { steps: b \"x\" -> a, a -> b }", "core"), @r#"
    -- main.prog
    system core "A"
    system b "B" { depends-on: core }
    flow f "F" { steps: b "x" -> core, core -> b }
    "#);
    let found = renamed_in(
        &fixture(
            "part of checkout\ntask x \"X\" { after: con$0tract + 3d, public }",
            &[("beside.prog", BESIDE)],
        ),
        "paper",
    );
    assert!(
        found.contains("task paper \"Sign the contract\"") && found.contains("after: paper, touches"),
        "{found}"
    );
    assert!(
        found.ends_with("-- main.prog\npart of checkout\ntask x \"X\" { after: paper + 3d, public }"),
        "{found}"
    );
}

#[test]
fn a_program_changes_its_part_files_and_paths() {
    let others = [
        ("b.prog", "part of p\nrisk r \"R\" { affects: a, p.a }"),
        ("c.prog", "issue i \"I\" { from: p.r }"),
    ];
    insta::assert_snapshot!(renamed_in(&fixture("program $0p \"P\" {\n  system a \"A\" { }\n}", &others), "shop"), @r#"
    -- b.prog
    part of shop
    risk r "R" { affects: a, shop.a }
    -- c.prog
    issue i "I" { from: shop.r }
    -- main.prog
    program shop "P" {
      system a "A" { }
    }
    "#);
    insta::assert_snapshot!(renamed_in(&fixture("part of p$0", &[("b.prog", "program p \"P\"")]), "q"), @r#"
    -- b.prog
    program q "P"
    -- main.prog
    part of q
    "#);
}

#[test]
fn paths_grow_where_a_nearer_name_would_cover_the_new_one() {
    let text =
        "system old$0 \"Old\"\nprogram p \"P\" {\n  system near \"Near\"\n  risk r \"R\" { affects: old }\n}";
    assert_eq!(
        renamed(text, "near"),
        "no: In `p.r` no name would mean `old` any more: something nearer is called `near`"
    );
    let text = "program q \"Q\" {\n  system $0old \"Old\" { }\n}\nprogram p \"P\" {\n  system near \"Near\"\n  risk r \"R\" { affects: q.old, near }\n}";
    assert!(renamed(text, "near").contains("affects: q.near, near"), "{}", renamed(text, "near"));
    let text = "program p \"P\" {\n  system old$0 \"Old\"\n  system box \"Box\" {\n    system near \"Near\"\n    system x \"X\" { depends-on: old, near }\n  }\n}";
    assert!(renamed(text, "near").contains("depends-on: p.near, near"), "{}", renamed(text, "near"));
}

#[test]
fn names_that_the_new_one_would_cover_get_a_longer_path() {
    let text = "program p \"P\" {\n  system web \"Web\"\n  workstream w \"W\" { }\n  system box \"Box\" {\n    system inner$0 \"Inner\" { }\n    system x \"X\" { depends-on: web }\n  }\n}";
    assert!(renamed(text, "web").contains("depends-on: p.web"), "{}", renamed(text, "web"));
    let root = "system web \"Web\"\nprogram p \"P\" {\n  system inner$0 \"Inner\"\n  risk r \"R\" { affects: web }\n}";
    assert_eq!(
        renamed(root, "web"),
        "no: `web` in `p.r` would mean another one then: now it means system `web` “Web” in main.prog, line 1"
    );
}

#[test]
fn what_is_taken_or_no_name_is_refused() {
    let text = "system a$0 \"A\"\nsystem b \"B\"\nteam c \"C\"";
    assert_eq!(renamed(text, "b"), "no: `b` is taken: there is a system `b` “B” in main.prog, line 2");
    let outcome = "outcome a$0 \"A\"\noutcome b \"B\"";
    assert_eq!(renamed(outcome, "b"), "no: `b` is taken: there is an outcome `b` “B” in main.prog, line 2");
    assert_eq!(renamed(text, "c"), "-- main.prog\nsystem c \"A\"\nsystem b \"B\"\nteam c \"C\"");
    assert_eq!(renamed(text, "3d"), "no: `3d` is no name: a name starts with a letter, not with a digit");
    assert_eq!(renamed(text, "two words"), "no: `two words` is no name: write `two-words`");
    assert_eq!(
        renamed(text, "a.b"),
        "no: `a.b` is no name: a name has letters, digits, `_`, and `-` between them"
    );
    assert_eq!(renamed(text, ""), "no: A name needs at least one letter");
    assert_eq!(renamed(text, "a"), "no change");
    assert_eq!(renamed(text, " größe "), "-- main.prog\nsystem größe \"A\"\nsystem b \"B\"\nteam c \"C\"");
}

#[test]
fn a_file_that_waits_for_the_name_is_in_the_way() {
    let found =
        renamed_in(&fixture("system a$0 \"A\"", &[("b.prog", "part of shop\nsystem b \"B\"")]), "shop");
    assert_eq!(
        found,
        "no: `b.prog` says that it is part of `shop`: change that line first, or take another name"
    );
}

#[test]
fn a_team_and_a_system_of_one_name_stay_apart() {
    let text =
        "team pay \"Pay\"\nsystem pay$0 \"Pay\" { owner: pay }\nrisk r \"R\" { affects: pay, owner: pay }";
    insta::assert_snapshot!(renamed(text, "ledger"), @r#"
    -- main.prog
    team pay "Pay"
    system ledger "Pay" { owner: pay }
    risk r "R" { affects: ledger, owner: pay }
    "#);
}

#[test]
fn only_names_can_be_renamed() {
    let start = |text: &str| {
        let f = fixture(text, &[]);
        prog_ide::prepare_rename(&f.engine, f.file, f.offset)
            .map(|s| format!("{} {}", s.span.text(f.text()), s.name))
    };
    assert_eq!(start("system a$0 \"A\""), Ok("a a".into()));
    assert_eq!(start("system a \"A\"\nsystem b \"B\" { depends-on: $0a }"), Ok("a a".into()));
    let refused = [
        "system a \"$0A\"",
        "sy$0stem a \"A\"",
        "system a \"A\" { own$0er: ? }",
        "system a \"A\" { depends-on: b$0 }",
        "part of x$0",
        "$0",
        "system a \"A\" { type: ven$0dor }",
    ];
    let said: Vec<String> = refused.iter().map(|t| start(t).expect_err("a refusal")).collect();
    insta::assert_snapshot!(said.join("\n"), @r"
    This is a title; put the cursor on the name before it
    The word of a kind cannot be changed; put the cursor on the name after it
    The word of a property cannot be changed
    `b` is not declared anywhere
    `x` is not declared anywhere
    There is no name here that could be changed
    There is no name here that could be changed
    ");
    let f = fixture("$0", &[]);
    assert!(prog_ide::will_rename_files(&f.engine, &[("a.prog".into(), "b.prog".into())]).is_empty());
}

#[test]
fn names_change_together_while_typing_where_all_are_in_sight() {
    let linked = |text: &str, others: &[(&str, &str)]| {
        let f = fixture(text, others);
        marked(f.text(), &prog_ide::linked_editing(&f.engine, f.file, f.offset))
    };
    assert_eq!(
        linked("system a$0 \"A\"\nsystem b \"B\" { depends-on: a }", &[]),
        "system ⟦a⟧ \"A\"\nsystem b \"B\" { depends-on: ⟦a⟧ }"
    );
    let elsewhere = [("b.prog", "risk r \"R\" { affects: a }")];
    assert_eq!(
        linked("system a$0 \"A\"\nsystem b \"B\" { depends-on: a }", &elsewhere),
        "system a \"A\"\nsystem b \"B\" { depends-on: a }"
    );
    assert_eq!(linked("system a$0 \"A\"", &[]), "system a \"A\"");
}

mod random {
    use super::*;
    use proptest::prelude::*;

    const NAMES: [&str; 4] = ["a", "b", "c", "d"];

    /// What a file is part of, what stands in it, and a program with what stands in that.
    type Drawn = (Option<&'static str>, String, Option<(&'static str, String)>);

    /// A small workspace in which the same few names come again at every level.
    fn texts() -> impl Strategy<Value = Vec<(String, String)>> {
        let name = || prop::sample::select(&NAMES[..]);
        let path = prop::collection::vec(name(), 1..3).prop_map(|p| p.join("."));
        let system = (name(), prop::collection::vec(path, 0..3), prop::option::of(name())).prop_map(
            |(n, deps, inner)| {
                let deps = if deps.is_empty() {
                    String::new()
                } else {
                    format!("depends-on: {}\n", deps.join(", "))
                };
                let inner = inner.map_or(String::new(), |i| {
                    format!("system {i} \"Inner\" {{ depends-on: a, b, c, d }}\n")
                });
                format!("system {n} \"S\" {{\n{deps}{inner}}}\n")
            },
        );
        let body = prop::collection::vec(system, 1..4).prop_map(|s| s.concat());
        let file = (prop::option::of(name()), body.clone(), prop::option::of((name(), body)));
        prop::collection::vec(file, 1..4).prop_map(|files| {
            let write = |(at, (part, body, program)): (usize, Drawn)| {
                let part = part.map_or(String::new(), |p| format!("part of {p}\n"));
                let program =
                    program.map_or(String::new(), |(n, b)| format!("program {n} \"P\" {{\n{b}}}\n"));
                (format!("f{at}.prog"), format!("{part}{body}{program}"))
            };
            files.into_iter().enumerate().map(write).collect()
        })
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, max_global_rejects: 20_000, ..ProptestConfig::default() })]
        #[test]
        fn no_name_changes_its_meaning(texts in texts(), which in 0usize..100, new in prop::sample::select(&["a", "b", "e"][..])) {
            let files: Vec<(&str, &str)> = texts.iter().map(|(p, t)| (p.as_str(), t.as_str())).collect();
            let engine = prog_rules::testing::engine(&files);
            let decls: Vec<_> = engine.workspace().decls().collect();
            let decl = decls[which % decls.len()];
            // A name that two share is an error already, and what it means is anybody's guess.
            let twice = engine.workspace().decls().any(|d| engine.workspace().named(d.outer(), d.word_hash(), d.kind().namespace()).len() > 1);
            prop_assume!(!twice);
            let (file, offset) = (decl.file(), decl.data().name.start);
            if let Ok(edits) = prog_ide::rename(&engine, file, offset, new) {
                let fixture = Fixture { engine, file, offset };
                let after = apply(fixture.engine.workspace(), &edits);
                assert_resolved_stay(fixture.engine.workspace(), &after);
            }
        }
    }

    /// What meant something means the same; what meant nothing may come to mean something.
    fn assert_resolved_stay(before: &Workspace, texts: &[(String, String)]) {
        let texts: Vec<(&str, &str)> = texts.iter().map(|(p, t)| (p.as_str(), t.as_str())).collect();
        let after = Workspace::from_texts(before.schema().clone(), &texts);
        let meanings = |workspace: &Workspace| -> Vec<Option<DeclId>> {
            let all = workspace.decls().flat_map(|d| d.props()).flat_map(|p| p.parts());
            all.map(|v| v.target().map(|t| t.id())).collect()
        };
        for (was, is) in meanings(before).into_iter().zip(meanings(&after)) {
            assert!(was.is_none() || was == is, "{texts:?}");
        }
    }
}
