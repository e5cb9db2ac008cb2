//! `scope-creep`: small changes add up.

use crate::Context;
use crate::context::join;
use crate::rule::{Check, Docs, Family, Rule};
use prog_diagnostics::{Diagnostic, Level};
use prog_facts::Group;
use prog_model::{Decl, Kind, KindSet, key};

/// The rule.
pub static RULE: Rule = Rule {
    name: "scope-creep",
    family: Family::Decisions,
    level: Level::Info,
    starter: false,
    clock: false,
    summary: "approved changes make the program much longer or dearer",
    question: "What has been added since we agreed on the plan?",
    docs: Docs {
        finds: "A program whose approved and implemented changes together add over 10 % (`limits.scope-percent` in \
                `progc.toml`) to the working days of its `window` or to its `budget`.",
        why: "Each change was small; nobody agreed to all of them together.",
        fix: "Agree on a new window or budget with the sponsor, or take something out of scope.",
        bad: r#"
person ines "Ines Park"

program checkout "Checkout relaunch" {
  owner: ines
  window: 2026-01-12 .. 2026-09-30
  budget: $1M

  change wallets "Add wallets" { owner: ines, status: approved, approved-by: ines, decided: 2026-02-02, time: 1w, cost: $80K }
  change invoices "Add invoices" { owner: ines, status: approved, approved-by: ines, decided: 2026-02-03, time: 1w, cost: $60K }

  outcome conversion "More checkouts complete" {
    owner: ines
    metric: "completed checkouts / started checkouts"
    source: "looker: checkout"
    target: >= 60%
    by: 2026-09-30
    readings: 62% on 2026-02-01
    guardrail: yes
  }

  risk late-vendor "The vendor is late" {
    owner: ines
    likelihood: unlikely
    impact: major
    threatens: conversion
    mitigation "Weekly call" { due: 2026-05-15 }
  }
}
"#,
        good: r#"
person ines "Ines Park"

program checkout "Checkout relaunch" {
  owner: ines
  window: 2026-01-12 .. 2026-09-30
  budget: $1M

  change wallets "Add wallets" { owner: ines, status: approved, approved-by: ines, decided: 2026-02-02, time: 1w, cost: $80K }

  outcome conversion "More checkouts complete" {
    owner: ines
    metric: "completed checkouts / started checkouts"
    source: "looker: checkout"
    target: >= 60%
    by: 2026-09-30
    readings: 62% on 2026-02-01
    guardrail: yes
  }

  risk late-vendor "The vendor is late" {
    owner: ines
    likelihood: unlikely
    impact: major
    threatens: conversion
    mitigation "Weekly call" { due: 2026-05-15 }
  }
}
"#,
    },
    check: Check::Group(KindSet::of(&[Kind::Change]), check),
};

fn check(context: &Context<'_>, group: Group, out: &mut Vec<Diagnostic>) {
    let Group::Program(id) = group else { return };
    let Some(program) = context.workspace().decl(id) else { return };
    let agreed = |d: &Decl<'_>| matches!(d.status(), "approved" | "implemented");
    let mut changes: Vec<Decl<'_>> = context.in_group(group, Kind::Change).filter(agreed).collect();
    changes.sort_by_key(|d| d.order());
    let limit = context.config().limits.scope_percent;
    let added =
        [(time_percent(context, program, &changes), "window"), (cost_percent(program, &changes), "budget")];
    let over: Vec<String> = added
        .into_iter()
        .filter_map(|(percent, of)| Some((percent.filter(|p| *p > limit + 1e-9)?, of)))
        .map(|(percent, of)| format!("{} to its {of}", above(percent, limit)))
        .collect();
    if over.is_empty() {
        return;
    }
    let message = format!("Approved changes of `{}` add {}", program.short(), join(&over, "and"));
    let mut finding = RULE
        .on(program, message)
        .help("Agree on a new window or budget with the sponsor, or take something out of scope");
    for change in changes {
        let parts = [key::TIME, key::COST].into_iter().filter_map(|k| Some(change.value(k)?.written()));
        let parts: Vec<&str> = parts.collect();
        if !parts.is_empty() {
            finding = finding.related(change.head_place(), format!("adds {}", join(&parts, "and")));
        }
    }
    out.push(finding);
}

/// A percentage in whole numbers, which may not look as if it were within the limit.
fn above(percent: f64, limit: f64) -> String {
    if percent.round() <= limit { format!("more than {limit} %") } else { format!("{percent:.0} %") }
}

/// What the changes add to the working days of the window, in percent.
fn time_percent(context: &Context<'_>, program: Decl<'_>, changes: &[Decl<'_>]) -> Option<f64> {
    let (first, last) = program.date_range(key::WINDOW)?;
    let whole = context.calendar().between(first, last.saturating_add(1));
    let added: f64 = changes.iter().filter_map(|c| c.duration(key::TIME)).map(|d| d.working_days()).sum();
    (whole > 0).then(|| added * 100.0 / whole as f64)
}

/// What the changes add to the budget, in percent. Costs in another unit are left out.
fn cost_percent(program: Decl<'_>, changes: &[Decl<'_>]) -> Option<f64> {
    let budget = program.quantity(key::BUDGET).filter(|b| b.value > 0.0)?;
    let added: f64 = changes.iter().filter_map(|c| c.quantity(key::COST)?.in_unit(budget.unit)).sum();
    Some(added * 100.0 / budget.value)
}
