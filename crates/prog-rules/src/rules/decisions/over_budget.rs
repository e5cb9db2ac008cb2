//! `over-budget`: it costs more than it may.

use crate::Context;
use crate::context::value_place;
use crate::rule::{Check, Docs, Family, Rule};
use prog_diagnostics::{Diagnostic, Level};
use prog_model::dates::Day;
use prog_model::{Decl, Kind, KindSet, key};
use std::cmp::Ordering;

/// The rule.
pub static RULE: Rule = Rule {
    name: "over-budget",
    family: Family::Decisions,
    level: Level::Warning,
    starter: false,
    clock: false,
    summary: "a program has spent, or will have spent, more than its budget",
    question: "What will it cost in the end, and who pays the difference?",
    docs: Docs {
        finds: "A program whose latest `spent`, or whose `forecast`, lies above its `budget`.",
        why: "The money that is missing is found late, and then with less choice.",
        fix: "Agree on a new budget with the sponsor, or take something out of scope.",
        bad: r#"
person ines "Ines Park"

program checkout "Checkout relaunch" {
  owner: ines
  budget: $500K
  forecast: $560K


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
  budget: $500K
  forecast: $480K


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
    check: Check::Decl(KindSet::of(&[Kind::Program]), check),
};

fn check(context: &Context<'_>, program: Decl<'_>, out: &mut Vec<Diagnostic>) {
    let Some(budget) = program.quantity(key::BUDGET) else { return };
    // Of several readings the latest counts; of several on one day, and without days, the one written last. One whose day is
    // still to come is no less a finding, so that nobody's check turns red overnight; but nobody has spent it.
    let spent = |until: Day| {
        let readings = program.values(key::SPENT).filter(|v| v.quantity().is_some());
        let by_then = readings.filter(|v| v.dates().is_none_or(|d| d.last <= until));
        by_then.max_by_key(|v| v.dates().map(|d| d.last))
    };
    let over = |v: &prog_model::Value<'_>| {
        v.quantity().is_some_and(|q| q.compare(&budget) == Some(Ordering::Greater))
    };
    let found = spent(context.today())
        .filter(over)
        .map(|v| (v, "has spent"))
        .or_else(|| Some((spent(Day::MAX).filter(over)?, "will have spent")))
        .or_else(|| Some((program.value(key::FORECAST).filter(over)?, "will have spent")));
    let Some((value, verb)) = found else { return };
    let Some(amount) = value.quantity() else { return };
    let message = format!("`{}` {verb} {amount}, and its budget is {budget}", program.short());
    let finding =
        RULE.at(program, value.place(), message).related(value_place(program, key::BUDGET), "the budget");
    out.push(finding.help("Agree on a new budget with the sponsor, or take something out of scope"));
}
