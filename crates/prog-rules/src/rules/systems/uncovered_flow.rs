//! `uncovered-flow`: a flow serves no outcome.

use crate::Context;
use crate::context::{ask_for, lacks};
use crate::rule::{Check, Docs, Family, Rule};
use prog_diagnostics::{Diagnostic, Level};
use prog_model::{Decl, Kind, KindSet, key};

/// The rule.
pub static RULE: Rule = Rule {
    name: "uncovered-flow",
    family: Family::Systems,
    level: Level::Info,
    starter: false,
    clock: false,
    summary: "a flow that serves no outcome",
    question: "Which outcome suffers when this flow breaks?",
    docs: Docs {
        finds: "A flow without `serves`.",
        why: "Without it nobody can say which number drops when a system in the flow fails.",
        fix: "Name the outcomes that the flow is for.",
        bad: r#"
person ines "Ines Park"

system web "Web shop" { owner: ines, depends-on: checkout }
system checkout "Checkout" { owner: ines }

flow pay "Customer pays" { owner: ines, steps: web -> checkout }
"#,
        good: r#"
person ines "Ines Park"

system web "Web shop" { owner: ines, depends-on: checkout }
system checkout "Checkout" { owner: ines }

flow pay "Customer pays" { owner: ines, steps: web -> checkout, serves: conversion }

outcome conversion "More checkouts complete" {
  owner: ines
  metric: "completed checkouts / started checkouts"
  source: "looker: checkout"
  target: >= 60%
  by: 2026-09-30
  readings: 62% on 2026-02-01
  guardrail: yes
}
"#,
    },
    check: Check::Decl(KindSet::of(&[Kind::Flow]), check),
};

fn check(_: &Context<'_>, flow: Decl<'_>, out: &mut Vec<Diagnostic>) {
    if !lacks(flow, key::SERVES) {
        return;
    }
    let finding = RULE.on(flow, format!("`{}` serves no outcome", flow.short()));
    out.push(
        finding.help("Add `serves:` with the outcomes that it is for").fix(ask_for(flow, &[key::SERVES])),
    );
}
