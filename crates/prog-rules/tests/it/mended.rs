//! Every fix of every finding in the examples and the corpus takes its finding away and adds no other that weighs as much. What
//! it leaves open (`?`) may be asked for: that is what a `?` is.

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
    let was_unread =
        mended == "vague-date" || prog_rules::find(mended).is_some_and(|r| r.family == Family::Form);
    // What belongs to a program now is held to what holds for programs.
    let found_home = mended == "homeless-declaration";
    let gave_purpose = (mended, new) == ("outcomeless-program", "purposeless-work");
    was_unread || found_home || new == "open-question" || gave_purpose
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
            let weighs = |rule: &str| now.iter().any(|f| f.rule == rule && f.level >= finding.level);
            for ((rule, path), _) in new.filter(|(k, _)| weighs(k.0) && !may_follow(finding.rule, k.0)) {
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

/// A `?` that a fix inserts asks what the finding asked: the table of wants has a row for it.
#[test]
fn an_open_question_asks_what_the_rule_asked() {
    let mut wrong = String::new();
    // Who is isolated has neither: the rule asks for what depends on it, and the `?` for what it depends on.
    for rule in ALL.iter().filter(|r| !r.question.is_empty() && r.name != "isolated-system") {
        let engine = testing::engine(&[("spec.prog", rule.docs.bad)]);
        for finding in engine.all_findings() {
            let asks = |f: &&prog_diagnostics::Fix| f.title.starts_with("Add `") && f.title.contains(": ?`");
            let Some(fix) = finding.fixes.iter().find(asks) else { continue };
            let now = after(&engine, fix, "");
            let same = |f: &&Diagnostic| f.rule == "open-question" && f.question == finding.question;
            if !now.iter().any(|f| same(&f)) {
                let asked: Vec<_> = now.iter().map(|f| &f.question).collect();
                let _ = writeln!(wrong, "{}: asked {:?}, then {asked:?}", rule.name, finding.question);
            }
        }
    }
    assert!(wrong.is_empty(), "\n{wrong}");
}
