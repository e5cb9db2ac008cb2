//! Known findings.

use crate::sample::{findings, one, texts};
use insta::assert_snapshot;
use prog_diagnostics::baseline::Baseline;
use prog_diagnostics::{Diagnostic, Level};

#[test]
fn reads_what_it_writes() {
    let texts = texts();
    let mut all = findings(&texts);
    all.extend(findings(&texts).into_iter().take(1));
    all.push(Diagnostic::new("syntax", Level::Error, texts.place(1, "web"), "A name is missing"));
    let baseline = Baseline::of(&all, &texts);
    assert_snapshot!("baseline", baseline.to_json());
    assert_eq!(Baseline::parse(&baseline.to_json()).as_ref(), Ok(&baseline));
    let compared = baseline.compare(all, &texts);
    assert_eq!((compared.new.len(), compared.known, compared.stale.len()), (0, 6, 0));
}

#[test]
fn an_empty_baseline_is_readable_too() {
    let empty = Baseline::default();
    assert_eq!(Baseline::parse(&empty.to_json()), Ok(empty));
}

#[test]
fn one_more_of_the_same_is_new_and_one_less_is_stale() {
    let texts = one("one two");
    let d = |words| Diagnostic::new("r", Level::Info, texts.place(0, words), "m").path("p");
    let baseline = Baseline::of(&[d("one")], &texts);
    let more = baseline.compare(vec![d("one"), d("two")], &texts);
    assert_eq!((more.new, more.known), (vec![d("two")], 1));
    let less = baseline.compare(Vec::new(), &texts);
    assert_eq!(less.stale.len(), 1);
    assert!(baseline.pruned(&less.stale).is_empty());
}

#[test]
fn syntax_errors_are_known_by_their_file() {
    let texts = texts();
    let d = |file, words| Diagnostic::new("syntax", Level::Error, texts.place(file, words), "m");
    let baseline = Baseline::of(&[d(0, "program")], &texts);
    assert_eq!(baseline.compare(vec![d(1, "web")], &texts).new.len(), 1);
}

#[test]
fn other_files_are_refused_in_a_sentence() {
    assert_snapshot!(Baseline::parse("{}").unwrap_err(), @"This is not a baseline that `progc check --write-baseline` wrote: missing field `version` at line 1 column 2");
    assert_snapshot!(Baseline::parse(r#"{"version": 7, "findings": []}"#).unwrap_err(), @"This baseline has version 7; this `progc` reads version 1. Write it anew with `--write-baseline`");
}
