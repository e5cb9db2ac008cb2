//! Bigger changes, before and after.

use crate::support::fixture;
use prog_syntax::Span;

/// The menu at the cursor.
fn menu(text: &str, others: &[(&str, &str)]) -> String {
    let f = fixture(text, others);
    let all = prog_ide::assists(&f.engine, f.file, Span::at(f.offset));
    all.iter().map(|a| format!("{}: {}\n", a.id, a.title)).collect()
}

/// The files after the change called `id`.
fn after_in(id: &str, text: &str, others: &[(&str, &str)]) -> String {
    let f = fixture(text, others);
    let Some(change) = prog_ide::assist_edits(&f.engine, f.file, Span::at(f.offset), id) else {
        return "not possible".into();
    };
    let mut out = String::new();
    for (file, model) in f.engine.workspace().files() {
        let mut edits: Vec<_> = change.edits.iter().filter(|e| e.place.file == file).collect();
        edits.sort_by_key(|e| std::cmp::Reverse(e.place.span));
        let mut text = model.text.to_string();
        for edit in &edits {
            text.replace_range(edit.place.span.range(), &edit.text);
        }
        if !edits.is_empty() {
            out.push_str(&format!("-- {}\n{text}", model.path));
        }
    }
    for (path, text) in &change.new_files {
        out.push_str(&format!("-- new {path}\n{text}"));
    }
    let errors = prog_rules::testing::check(&out.replace("-- ", "// ").replace("part of ", "// part of "));
    assert!(!errors.iter().any(|e| e.rule == "syntax"), "{out}\n{errors:?}");
    out
}

fn after(id: &str, text: &str) -> String {
    after_in(id, text, &[])
}

#[test]
fn a_mitigations_work_becomes_a_task() {
    let text = "program p \"P\" {\n  risk r \"R\" {\n    owner: ines\n\n    mitigation \"Second provider\" {\n      status: in-progress\n      due: 2026-05-1$05\n    }\n  }\n}\nperson ines \"Ines\"\n";
    insta::assert_snapshot!(after("extract-task", text), @r#"
    -- main.prog
    program p "P" {
      risk r "R" {
        owner: ines

        mitigation "Second provider" {
          status: in-progress
          task: second-provider
        }
      }

      task second-provider "Second provider" {
        owner: ines
        status: in-progress
        due: 2026-05-15
      }
    }
    person ines "Ines"
    "#);
    insta::assert_snapshot!(after("extract-task", "risk r \"R\" {\n  mitigation \"Do $0it\"\n}\ntask do-it \"Other\"\n"), @r#"
    -- main.prog
    risk r "R" {
      mitigation "Do it" {
        task: do-it-2
      }
    }

    task do-it-2 "Do it"
    task do-it "Other"
    "#);
    assert_eq!(
        after("extract-task", "risk r \"R\" {\n  mitigation \"Do $0it\" { task: t }\n}\ntask t \"T\""),
        "not possible"
    );
}

#[test]
fn a_text_metric_becomes_a_declaration() {
    let text = "outcome o \"More\" {\n  owner: ines\n  metric: \"paid / $0started\"\n  source: \"looker\"\n  target: >= 66%\n}\nperson ines \"I\"\n";
    insta::assert_snapshot!(after("extract-metric", text), @r#"
    -- main.prog
    outcome o "More" {
      owner: ines
      metric: o-metric
      source: "looker"
      target: >= 66%
    }

    metric o-metric "More" {
      definition: "paid / started"
      unit: "%"
      source: "looker"
      direction: up
      owner: ines
    }
    person ines "I"
    "#);
}

#[test]
fn a_risk_that_occurred_becomes_an_issue() {
    let text = "risk r$0 \"It breaks\" {\n  owner: ines\n  status: mitigating\n  likelihood: likely\n  impact: major\n  threatens: m, p\n}\nmilestone m \"M\"\nprogram p \"P\"\nperson ines \"I\"\n";
    insta::assert_snapshot!(after("risk-to-issue", text), @r#"
    -- main.prog
    risk r "It breaks" {
      owner: ines
      status: occurred
      likelihood: likely
      impact: major
      threatens: m, p
    }

    issue r-issue "It breaks" {
      owner: ines
      severity: high
      raised: 2026-02-10
      from: r
      blocks: m
    }
    milestone m "M"
    program p "P"
    person ines "I"
    "#);
    insta::assert_snapshot!(after("risk-to-issue", "risk r$0 \"R\"\n"), @r#"
    -- main.prog
    risk r "R" {
      status: occurred
    }

    issue r-issue "R" {
      severity: ?
      raised: 2026-02-10
      from: r
    }
    "#);
    assert_eq!(after("risk-to-issue", "risk r$0 \"R\" { status: closed }"), "not possible");
    assert_eq!(after("risk-to-issue", "risk r$0 \"R\"\nissue i \"I\" { from: r }"), "not possible");
}

#[test]
fn names_come_from_titles_and_titles_from_names() {
    insta::assert_snapshot!(after("name-from-title", "system a$0 \"Payment gateway\"\nsystem b \"B\" { depends-on: a }\n"), @r#"
    -- main.prog
    system payment-gateway "Payment gateway"
    system b "B" { depends-on: payment-gateway }
    "#);
    assert_eq!(
        after("name-from-title", "system $0\"Payment gateway\"\n"),
        "-- main.prog\nsystem payment-gateway \"Payment gateway\"\n"
    );
    assert_eq!(after("name-from-title", "system payment-gateway$0 \"Payment gateway\"\n"), "not possible");
    assert_eq!(
        after("title-from-name", "system payment-gateway$0\n"),
        "-- main.prog\nsystem payment-gateway \"Payment gateway\"\n"
    );
    assert_eq!(
        after("title-from-name", "system payment-gateway$0 \"GW\" { }\n"),
        "-- main.prog\nsystem payment-gateway \"Payment gateway\" { }\n"
    );
}

#[test]
fn properties_are_sorted_with_their_comments() {
    let text = "risk r \"R\" {\n  // how bad\n  // and why\n  impact: major // sure\n\n  affects: a,\n    b\n  owner: ines$0\n  mitigation \"M\"\n  likelihood: likely\n}\n";
    insta::assert_snapshot!(after("sort-properties", text), @r#"
    -- main.prog
    risk r "R" {
      owner: ines

      likelihood: likely
      // how bad
      // and why
      impact: major // sure
      mitigation "M"
      affects: a,
        b
    }
    "#);
    assert_eq!(
        after("sort-properties", "person p \"P\" { email: \"e\", ro$0le: \"r\" }\n"),
        "-- main.prog\nperson p \"P\" { role: \"r\", email: \"e\" }\n"
    );
    assert_eq!(after("sort-properties", "person p \"P\" { role: \"r\", em$0ail: \"e\" }\n"), "not possible");
    assert_eq!(
        after("sort-properties", "person p \"P\" { email: \"e\", /* x */ ro$0le: \"r\" }\n"),
        "not possible"
    );
}

#[test]
fn declarations_move_to_files_of_their_own() {
    let text = "program p \"P\" {\n  owner: ines\n\n  // Watch it.\n  risk r$0 \"R\" {\n    affects: a\n  } // soon\n\n  system a \"A\"\n}\n";
    insta::assert_snapshot!(after("move-to-new-file", text), @r#"
    -- main.prog
    program p "P" {
      owner: ines

      system a "A"
    }
    -- new r.prog
    part of p

    // Watch it.
    risk r "R" {
      affects: a
    } // soon
    "#);
    insta::assert_snapshot!(after("move-to-new-file", "part of p\n\nsystem a$0 \"A\"\n\nsystem b \"B\"\n"), @r#"
    -- main.prog
    part of p

    system b "B"
    -- new a.prog
    part of p

    system a "A"
    "#);
    assert_eq!(after("move-to-new-file", "system a$0 \"A\"\n"), "not possible");
}

#[test]
fn declarations_move_to_other_files_of_their_scope() {
    let others = [
        ("plans/risks.prog", "part of p\n\nrisk x \"X\"\n"),
        ("root.prog", "risk z \"Z\"\n"),
        ("a.prog", "system a \"A\""),
    ];
    let text = "program p \"P\" {\n  risk r$0 \"R\" { }\n}\n";
    insta::assert_snapshot!(menu(text, &others), @r"
    risk-to-issue: It has occurred: turn it into an issue
    move-to-new-file: Move it to a file of its own, `r.prog`
    move-to-file:plans/risks.prog: Move it to `plans/risks.prog`
    ");
    insta::assert_snapshot!(after_in("move-to-file:plans/risks.prog", text, &others), @r#"
    -- main.prog
    program p "P" {
    }
    -- plans/risks.prog
    part of p

    risk x "X"

    risk r "R" { }
    "#);
    assert_eq!(after_in("move-to-file:root.prog", text, &others), "not possible");
    assert_eq!(after_in("no-such-thing", text, &others), "not possible");
}

#[test]
fn nothing_is_offered_where_nothing_is() {
    assert_eq!(menu("$0", &[]), "");
    assert_eq!(menu("system a \"A\" {\n  owner: i$0nes\n}\nsystem b \"B\"", &[]), "");
}
