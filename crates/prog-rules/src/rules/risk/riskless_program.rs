//! `riskless-program`: a program in which nothing can go wrong.

use crate::Context;
use crate::context::{append, free_name_in};
use crate::rule::{Check, Docs, Family, Rule};
use prog_diagnostics::{Diagnostic, Level};
use prog_facts::Group;
use prog_model::{Kind, KindSet, key};

/// The rule.
pub static RULE: Rule = Rule {
    name: "riskless-program",
    family: Family::Risk,
    level: Level::Info,
    starter: false,
    clock: false,
    summary: "an active program without a risk",
    question: "What are the potential risks?",
    docs: Docs {
        finds: "An active program that no risk belongs to, and that no risk threatens.",
        why: "Every program has risks. One that lists none has not looked.",
        fix: "Ask each owner what would make them late, and write down the three worst answers.",
        bad: r#"
person maria "Maria Lopes"

program checkout "New checkout" {
  owner: maria

  outcome conversion "More checkouts complete" {
    owner: maria
    metric: "completed checkouts / started checkouts"
    source: "looker: checkout/funnel"
    baseline: 61.4%
    target: >= 66%
    by: 2026-09-30
    readings: 62.0% on 2026-02-01
  }
}
"#,
        good: r#"
person maria "Maria Lopes"

program checkout "New checkout" {
  owner: maria

  outcome conversion "More checkouts complete" {
    owner: maria
    metric: "completed checkouts / started checkouts"
    source: "looker: checkout/funnel"
    baseline: 61.4%
    target: >= 66%
    by: 2026-09-30
    readings: 62.0% on 2026-02-01
  }

  risk gateway-latency "Gateway latency spikes hurt conversion" {
    owner: maria
    likelihood: likely
    impact: moderate
    threatens: conversion

    mitigation "Second provider behind a circuit breaker" { due: 2026-05-15 }
  }
}
"#,
    },
    // The fix asks which names are taken, whatever they stand for.
    check: Check::Group(KindSet::ALL, check),
};

fn check(context: &Context<'_>, group: Group, out: &mut Vec<Diagnostic>) {
    let Group::Program(id) = group else { return };
    let Some(program) = context.workspace().decl(id) else { return };
    if program.status() != "active"
        || program.broken()
        || context.in_group(group, Kind::Risk).next().is_some()
    {
        return;
    }
    if program.referrers_by(key::THREATENS).any(|d| d.kind() == Kind::Risk) {
        return;
    }
    let finding = RULE.on(program, format!("`{}` has no risks", program.short()));
    let name = free_name_in(program, program.scope(), "first-risk");
    let risk = format!(
        "risk {name} \"…\" {{\n  owner: ?\n  likelihood: ?\n  impact: ?\n  threatens: ?\n\n  mitigation \"…\" {{ due: ? }}\n}}"
    );
    let fix = append(program, "Add a risk", &risk);
    out.push(finding.help("Add the risks that its owners see, the worst first").fix(fix));
}
