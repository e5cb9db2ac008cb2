//! `undelivered-outcome`: nobody works on it.

use crate::Context;
use crate::rule::{Check, Docs, Family, Rule};
use prog_diagnostics::{Diagnostic, Level};
use prog_facts::Group;
use prog_model::{Decl, DeclId, Kind, KindSet, key};
use rustc_hash::FxHashSet;

/// The rule.
pub static RULE: Rule = Rule {
    name: "undelivered-outcome",
    family: Family::Outcome,
    level: Level::Warning,
    starter: false,
    clock: false,
    summary: "no work delivers the outcome",
    question: "Which work will move this?",
    docs: Docs {
        finds: "An outcome that no task, milestone or workstream `delivers`, neither itself nor an outcome that supports it. Not for a \
                guardrail, for one whose metric is still open, nor in a program that has no work at all.",
        why: "An outcome that no work leads to comes about by luck.",
        fix: "Write `delivers:` into the work that moves it, or plan such work.",
        bad: r#"
person maria "Maria Lopes"

milestone beta "Open to a tenth of the customers" {
  owner: maria
  due: 2026-03-31
  criteria: "Two weeks without an incident"
  delivers: conversion
}

outcome conversion "More checkouts complete" {
  owner: maria
  metric: "completed checkouts / started checkouts"
  source: "looker: checkout/funnel"
  baseline: 61.4%
  target: >= 66%
  by: 2026-09-30
  readings: 62.0% on 2026-02-01
}

outcome refunds "Fewer payments are disputed" {
  owner: maria
  metric: "disputed payments / payments"
  source: "looker: payments/disputes"
  baseline: 1.2%
  target: <= 0.8%
  by: 2026-09-30
  readings: 1.1% on 2026-02-01
}
"#,
        good: r#"
person maria "Maria Lopes"

milestone beta "Open to a tenth of the customers" {
  owner: maria
  due: 2026-03-31
  criteria: "Two weeks without an incident"
  delivers: conversion
}

outcome conversion "More checkouts complete" {
  owner: maria
  metric: "completed checkouts / started checkouts"
  source: "looker: checkout/funnel"
  baseline: 61.4%
  target: >= 66%
  by: 2026-09-30
  readings: 62.0% on 2026-02-01
}
"#,
    },
    check: Check::Group(
        KindSet::of(&[Kind::Program, Kind::Outcome, Kind::Task, Kind::Milestone, Kind::Workstream]),
        check,
    ),
};

fn check(context: &Context<'_>, group: Group, out: &mut Vec<Diagnostic>) {
    let mut outcomes = context.outcomes_of(group).peekable();
    if outcomes.peek().is_none() {
        return;
    }
    let work = [Kind::Task, Kind::Milestone, Kind::Workstream];
    if !work.into_iter().any(|kind| context.in_group(group, kind).next().is_some()) {
        return;
    }
    for outcome in outcomes {
        let spared =
            outcome.is_yes(key::GUARDRAIL) || outcome.is_open(key::GUARDRAIL) || outcome.is_open(key::METRIC);
        if spared || outcome.broken() || is_delivered(outcome) {
            continue;
        }
        let finding = RULE.on(outcome, format!("Nothing delivers `{}`", outcome.short()));
        let help = format!("Add `delivers: {}` to the work that moves it", outcome.short());
        out.push(finding.help(help));
    }
}

/// Whether work delivers the outcome, or one that supports it, however far down.
fn is_delivered(outcome: Decl<'_>) -> bool {
    let mut seen: FxHashSet<DeclId> = FxHashSet::default();
    let mut queue = vec![outcome];
    while let Some(next) = queue.pop() {
        for (other, key) in next.referrers() {
            if key == key::DELIVERS && other.status() != "dropped" {
                return true;
            }
            if key == key::SUPPORTS && other.kind() == Kind::Outcome && seen.insert(other.id()) {
                queue.push(other);
            }
        }
    }
    false
}
