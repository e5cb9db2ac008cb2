//! `overdue-decision`: open, and past the day on which it has to be decided.

use crate::Context;
use crate::context::{add_properties, lacks, replace, set_property, suggested, value_place};
use crate::rule::{Check, Docs, Family, Rule};
use prog_diagnostics::{Diagnostic, Fix, Level};
use prog_model::dates::iso;
use prog_model::{Decl, Kind, KindSet, key};

/// The rule.
pub static RULE: Rule = Rule {
    name: "overdue-decision",
    family: Family::Decisions,
    level: Level::Warning,
    starter: false,
    clock: true,
    summary: "an open decision past its date",
    question: "Who decides, and by when?",
    docs: Docs {
        finds: "A decision that is open and was `due` before today.",
        why: "What waits for it stands still, and the cheaper options go away with time.",
        fix: "Decide, or give it a date that holds; if nobody can decide, escalate it.",
        bad: r#"
person ines "Ines Park"

decision provider "Which second provider?" {
  owner: ines
  due: 2026-02-02
  rule: "Lowest cost that meets the latency target"

  option provider-a "Provider A" { benefits: "Live in a month", drawbacks: "No invoices", helps: conversion }
  option provider-b "Provider B" { benefits: "Invoices", drawbacks: "Live in a quarter", hurts: conversion }
}

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
        good: r#"
person ines "Ines Park"

decision provider "Which second provider?" {
  owner: ines
  due: 2026-03-02
  rule: "Lowest cost that meets the latency target"

  option provider-a "Provider A" { benefits: "Live in a month", drawbacks: "No invoices", helps: conversion }
  option provider-b "Provider B" { benefits: "Invoices", drawbacks: "Live in a quarter", hurts: conversion }
}

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
    check: Check::Decl(KindSet::of(&[Kind::Decision]), check),
};

fn check(context: &Context<'_>, decision: Decl<'_>, out: &mut Vec<Diagnostic>) {
    let Some(due) = context.past_due(decision) else { return };
    let place = value_place(decision, key::DUE);
    let message = format!("`{}` was to be decided by {} and is open", decision.short(), iso(due));
    let finding = RULE.at(decision, place, message).help("Decide it, or give it a date that holds");
    out.push(finding.fix(decide(decision)).fix(replace(place, "Leave the date open: `?`", "?")));
}

/// Says that it is decided, and asks what was chosen and why.
fn decide(decision: Decl<'_>) -> Fix {
    let mut asked: Vec<(&str, &str)> = Vec::new();
    if !decision.has(key::STATUS) {
        asked.push(("status", "decided"));
    }
    let missing = [key::CHOSEN, key::RATIONALE].into_iter().filter(|k| lacks(decision, *k));
    asked.extend(missing.map(|key| (key.word(), "?")));
    let title = "Mark it as decided: what was chosen, and why?";
    let mut fix = match asked.is_empty() {
        true => suggested(title, Vec::new()),
        false => add_properties(decision, title, &asked),
    };
    if decision.has(key::STATUS) {
        fix.edits.extend(set_property(decision, "", key::STATUS, "decided").edits);
    }
    fix
}
