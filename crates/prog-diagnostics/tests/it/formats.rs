//! One golden file for each format that machines read.

use crate::sample::{Texts, findings, one, report, texts};
use insta::assert_snapshot;
use prog_diagnostics::render::{self, JunitOptions};
use prog_diagnostics::{Diagnostic, FileId, Level, Report, Summary, sort};
use std::collections::BTreeSet;

fn golden(name: &str, render: impl Fn(&Report<'_>) -> String) {
    let texts = texts();
    let all = findings(&texts);
    assert_snapshot!(name, render(&report(&texts, &all)));
}

#[test]
fn concise() {
    golden("concise", render::concise);
}

#[test]
fn json() {
    golden("json", render::json);
}

#[test]
fn jsonl() {
    golden("jsonl", render::jsonl);
}

#[test]
fn github() {
    golden("github", render::github);
}

#[test]
fn gitlab() {
    golden("gitlab", render::gitlab);
}

#[test]
fn junit() {
    golden("junit", |r| render::junit(r, JunitOptions::default()));
}

#[test]
fn statistics() {
    golden("statistics", render::statistics);
}

#[test]
fn nothing_found() {
    let texts = texts();
    let report = report(&texts, &[]);
    let all = [
        render::concise(&report),
        render::json(&report),
        render::jsonl(&report),
        render::github(&report),
        render::gitlab(&report),
        render::junit(&report, JunitOptions::default()),
        render::statistics(&report),
    ];
    assert_snapshot!("nothing", all.join("--\n"));
}

#[test]
fn every_line_of_jsonl_is_a_finding_of_json() {
    let texts = texts();
    let all = findings(&texts);
    let whole: serde_json::Value = serde_json::from_str(&render::json(&report(&texts, &all))).unwrap();
    let text = render::jsonl(&report(&texts, &all));
    let lines: Vec<serde_json::Value> = text.lines().map(|l| serde_json::from_str(l).unwrap()).collect();
    let (tail, found) = lines.split_last().unwrap();
    assert_eq!(whole["diagnostics"].as_array().unwrap(), found);
    assert_eq!(whole["summary"], tail["summary"]);
}

#[test]
fn workflow_commands_are_escaped() {
    let texts = Texts(vec![("a,b:c%.prog", "risk a {}\n".into())]);
    let d = Diagnostic::new("syntax", Level::Info, texts.place(0, "risk"), "100 % of\r\nit: a, b")
        .help("::error::not a command");
    assert_snapshot!(render::github(&report(&texts, &[d])), @"::notice file=a%2Cb%3Ac%25.prog,line=1,col=1,endLine=1,endColumn=5,title=progc (syntax)::100 %25 of%0D%0Ait: a, b%0A::error::not a command");
}

#[test]
fn concise_keeps_one_line_per_finding() {
    let texts = one("risk a {}\n");
    let d = Diagnostic::new("syntax", Level::Error, texts.place(0, "risk"), "two\nlines");
    assert_eq!(render::concise(&report(&texts, &[d])).lines().count(), 2);
}

#[test]
fn gitlab_fingerprints_are_unique_and_ignore_lines() {
    let fingerprints = |text: &str| {
        let texts = one(text);
        let d = |words| Diagnostic::new("syntax", Level::Error, texts.place(0, words), "Same").path("a");
        let issues: serde_json::Value =
            serde_json::from_str(&render::gitlab(&report(&texts, &[d("one"), d("two")]))).unwrap();
        issues.as_array().unwrap().iter().map(|i| i["fingerprint"].to_string()).collect::<BTreeSet<_>>()
    };
    let before = fingerprints("one two");
    assert_eq!(before.len(), 2);
    assert_eq!(before, fingerprints("\n\n\none\ntwo"));
}

#[test]
fn junit_fails_where_the_run_fails() {
    let texts = texts();
    let all = findings(&texts);
    let failures = |fail_on| {
        let xml = render::junit(&report(&texts, &all), JunitOptions { fail_on });
        (xml.matches("<failure").count(), xml.matches("<skipped").count())
    };
    assert_eq!(failures(None), (0, 4));
    assert_eq!(failures(Some(Level::Error)), (2, 2));
    assert_eq!(failures(Some(Level::Info)), (4, 0));
}

#[test]
fn findings_are_sorted_by_path_not_by_number() {
    let texts = Texts(vec![("b.prog", "x y".into()), ("a.prog", "x y".into())]);
    let new = |rule, file, words| Diagnostic::new(rule, Level::Info, texts.place(file, words), "m");
    let mut all = [new("r", 0, "x"), new("z", 1, "y"), new("b", 1, "y"), new("s", 1, "x")];
    sort(&mut all, &texts);
    let order: Vec<_> = all.iter().map(|d| (d.place.file, d.rule)).collect();
    assert_eq!(order, [(FileId(1), "s"), (FileId(1), "b"), (FileId(1), "z"), (FileId(0), "r")]);
}

#[test]
fn summary_counts_levels() {
    let texts = texts();
    let summary = Summary::of(&findings(&texts), 3, 6);
    assert_eq!((summary.error, summary.warning, summary.info, summary.total()), (2, 1, 1, 4));
}
