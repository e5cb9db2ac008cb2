//! Every fix of every finding in the examples and the corpus takes its finding away and adds no other. What it leaves open
//! (`?`) may be asked for: that is what a `?` is.

use crate::corpus::{self, Case};
use prog_diagnostics::apply::apply_fixes;
use prog_diagnostics::{Diagnostic, FileId, Files};
use prog_rules::{ALL, Engine, Family, testing};
use std::collections::BTreeMap;
use std::fmt::Write;

/// What a finding is about, without its place and numbers: fixes move and change them.
fn count(findings: &[Diagnostic]) -> BTreeMap<(&'static str, String), usize> {
    let mut all = BTreeMap::new();
    for finding in findings {
        *all.entry((finding.rule, finding.path.clone())).or_default() += 1;
    }
    all
}

fn after(engine: &Engine, fix: &prog_diagnostics::Fix, settings: &str) -> Vec<Diagnostic> {
    let workspace = engine.workspace();
    let applied = apply_fixes(workspace, &[fix]);
    let text =
        |id: FileId| applied.texts.get(&id).map_or_else(|| workspace.text(id).to_owned(), Clone::clone);
    let files: Vec<(String, String)> =
        workspace.files().map(|(id, f)| (f.path.to_string(), text(id))).collect();
    let files: Vec<(&str, &str)> = files.iter().map(|(p, t)| (p.as_str(), t.as_str())).collect();
    testing::engine_with(&files, settings).all_findings()
}

/// Whether a finding may come to light when another one is mended.
fn may_follow(mended: &str, new: &str) -> bool {
    // What could not be read could not be judged either.
    let was_unread = prog_rules::find(mended).is_some_and(|r| r.family == Family::Form);
    was_unread || new == "open-question" || (mended, new) == ("unmeasured-outcome", "untracked-outcome")
}

fn mistakes_in(name: &str, engine: &Engine, settings: &str) -> String {
    let before = engine.all_findings();
    let known = count(&before);
    let mut out = String::new();
    for finding in &before {
        for fix in &finding.fixes {
            let now = after(engine, fix, settings);
            let left = count(&now);
            let key = (finding.rule, finding.path.clone());
            let say = |what: &str| {
                format!("{name}: {}: {}\n  \"{}\" {what}\n", finding.rule, finding.message, fix.title)
            };
            if left.get(&key).unwrap_or(&0) >= known.get(&key).unwrap_or(&0) {
                let _ = write!(out, "{}", say("leaves the finding as it is"));
            }
            let new = left.iter().filter(|(k, n)| **n > *known.get(*k).unwrap_or(&0));
            for ((rule, path), _) in new.filter(|(k, _)| !may_follow(finding.rule, k.0)) {
                let _ = write!(out, "{}", say(&format!("adds {rule} about `{path}`")));
            }
        }
    }
    out
}

#[test]
fn fixes_in_the_examples_mend_what_they_say() {
    let all: String = ALL
        .iter()
        .map(|rule| mistakes_in(rule.name, &testing::engine(&[("spec.prog", rule.docs.bad)]), ""))
        .collect();
    assert!(all.is_empty(), "\n{all}");
}

#[test]
fn fixes_in_the_corpus_mend_what_they_say() {
    let mut all = String::new();
    for (name, text) in corpus::all() {
        let case = Case::read(&text);
        all += &mistakes_in(&name, &case.engine(), &case.settings);
    }
    assert!(all.is_empty(), "\n{all}");
}
