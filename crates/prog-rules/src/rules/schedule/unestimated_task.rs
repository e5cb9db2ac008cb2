//! `unestimated-task`: work that others wait for has no estimate.

use crate::Context;
use crate::context::{ask_for, join, lacks};
use crate::rule::{Check, Docs, Family, Rule};
use prog_diagnostics::{Diagnostic, Level};
use prog_model::{Decl, Kind, KindSet, key};

/// The rule.
pub static RULE: Rule = Rule {
    name: "unestimated-task",
    family: Family::Schedule,
    level: Level::Info,
    starter: false,
    clock: false,
    summary: "work that others wait for has no estimate",
    question: "What is the critical path and how will we protect it?",
    docs: Docs {
        finds: "A task without `estimate`, neither done nor dropped, that something comes after, or that something ends with.",
        why: "It counts as no time at all, so every date behind it is too early.",
        fix: "Estimate it, best as optimistic .. likely .. pessimistic: `estimate: 3d .. 5d .. 10d`.",
        bad: r#"
person ines "Ines Park"

workstream resilience "Gateway resilience" {
  owner: ines
  delivers: conversion

  task design "Design"
  task build "Build" { estimate: 4w, after: design }
}

outcome conversion "More checkouts complete" {
  owner: ines
  metric: "completed checkouts / started checkouts"
  source: "looker: checkout"
  baseline: 61%
  target: >= 66%
  by: 2026-09-30
  readings: 62% on 2026-02-01
}
"#,
        good: r#"
person ines "Ines Park"

workstream resilience "Gateway resilience" {
  owner: ines
  delivers: conversion

  task design "Design" { estimate: 3d .. 5d .. 10d }
  task build "Build" { estimate: 4w, after: design }
}

outcome conversion "More checkouts complete" {
  owner: ines
  metric: "completed checkouts / started checkouts"
  source: "looker: checkout"
  baseline: 61%
  target: >= 66%
  by: 2026-09-30
  readings: 62% on 2026-02-01
}
"#,
    },
    check: Check::Decl(KindSet::of(&[Kind::Task]), check),
};

fn check(_: &Context<'_>, task: Decl<'_>, out: &mut Vec<Diagnostic>) {
    if !lacks(task, key::ESTIMATE) || task.is_over() {
        return;
    }
    // How long it takes says nothing to what only waits for its start.
    let is_link = |key| matches!(key, key::AFTER | key::ENDS_WITH);
    let mut waiting: Vec<Decl<'_>> =
        task.referrers().filter(|(d, k)| is_link(*k) && !d.is_over() && *d != task).map(|(d, _)| d).collect();
    waiting.sort_by_key(|d| d.order());
    waiting.dedup();
    let message = match waiting.as_slice() {
        [] => return,
        [one, two] => format!(
            "`{}` has no estimate, and `{}` and `{}` wait for it",
            task.short(),
            one.short(),
            two.short()
        ),
        [one] => format!("`{}` has no estimate, and `{}` waits for it", task.short(), one.short()),
        [one, rest @ ..] => {
            let names = [format!("`{}`", one.short()), format!("{} more", rest.len())];
            format!("`{}` has no estimate, and {} wait for it", task.short(), join(&names, "and"))
        }
    };
    let help = "Add `estimate:` with how long it takes, such as `5d` or `3d .. 5d .. 10d`";
    out.push(RULE.on(task, message).help(help).fix(ask_for(task, &[key::ESTIMATE])));
}
