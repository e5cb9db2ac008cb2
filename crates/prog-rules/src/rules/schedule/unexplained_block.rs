//! `unexplained-block`: a task is blocked, and nothing says by what.

use crate::Context;
use crate::context::{declare_after, free_name, value_place};
use crate::rule::{Check, Docs, Family, Rule};
use prog_diagnostics::{Diagnostic, Level};
use prog_facts::{Group, links_of};
use prog_model::{Decl, Kind, KindSet, key};

/// The rule.
pub static RULE: Rule = Rule {
    name: "unexplained-block",
    family: Family::Schedule,
    level: Level::Info,
    starter: false,
    clock: false,
    summary: "a blocked task, and nothing says by what",
    question: "",
    docs: Docs {
        finds: "A task with `status: blocked` that no open issue `blocks`, and that waits for no dependency that is still to be delivered.",
        why: "Nobody can clear what nobody has named.",
        fix: "Declare the issue that blocks it, or the dependency that it waits for.",
        bad: r#"
person ines "Ines Park"

task connect "Connect the second provider" { owner: ines, estimate: 5d, status: blocked, delivers: conversion }

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

task connect "Connect the second provider" { owner: ines, estimate: 5d, status: blocked, delivers: conversion }

issue no-contract "The contract is not signed" { owner: ines, blocks: connect }

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
    // The name that its fix gives has to be one that no issue around has.
    check: Check::Group(KindSet::of(&[Kind::Task, Kind::Issue]), check),
};

fn check(context: &Context<'_>, group: Group, out: &mut Vec<Diagnostic>) {
    let blocked = |d: &Decl<'_>| d.status() == "blocked" && !d.broken();
    let tasks = context.in_group(group, Kind::Task).filter(blocked);
    out.extend(tasks.filter(|task| !is_explained(*task)).map(finding));
}

fn is_explained(task: Decl<'_>) -> bool {
    let blocks = |d: Decl<'_>| d.kind() == Kind::Issue && !d.is_over();
    let waits = |d: Decl<'_>| d.kind() == Kind::Dependency && !d.is_over();
    task.referrers_by(key::BLOCKS).any(blocks) || links_of(task).any(|(_, target, _, _)| waits(target))
}

fn finding(task: Decl<'_>) -> Diagnostic {
    let name = task.short();
    let finding = RULE
        .at(task, value_place(task, key::STATUS), format!("`{name}` is blocked, and nothing says by what"))
        .help(format!(
            "Declare the issue: `issue … {{ blocks: {name} }}`, or the dependency that it waits for"
        ));
    // What has no name cannot be named as blocked.
    if task.name().is_empty() {
        return finding;
    }
    let issue = free_name(task, &format!("{name}-block"));
    let issue = format!("issue {issue} \"What blocks it\" {{ owner: ?, from: ?, blocks: {name} }}");
    finding.fix(declare_after(task, format!("Declare an issue that blocks `{name}`"), &issue))
}
