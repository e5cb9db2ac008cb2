//! `missing-decision-rule`: nothing says how the options are weighed.

use crate::Context;
use crate::context::{ask_for, lacks};
use crate::rule::{Check, Docs, Family, Rule};
use prog_diagnostics::{Diagnostic, Level};
use prog_model::{Decl, Kind, KindSet, key};

/// The rule.
pub static RULE: Rule = Rule {
    name: "missing-decision-rule",
    family: Family::Decisions,
    level: Level::Info,
    starter: false,
    clock: false,
    summary: "a decision without a rule for choosing",
    question: "What is the decision rule for making this trade-off?",
    docs: Docs {
        finds: "A decision, open or decided, without `rule`.",
        why: "Without a rule that was agreed before, the loudest voice is the rule.",
        fix: "Say how the options are weighed: \"lowest cost that meets the latency target\".",
        bad: r#"
person ines "Ines Park"

decision provider "Which second provider?" {
  owner: ines
  due: 2026-03-02

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

fn check(_: &Context<'_>, decision: Decl<'_>, out: &mut Vec<Diagnostic>) {
    if decision.status() == "superseded" || !lacks(decision, key::RULE) {
        return;
    }
    let finding = RULE.on(decision, format!("`{}` has no decision rule", decision.short()));
    out.push(
        finding.help("Add `rule:` with how the options are weighed").fix(ask_for(decision, &[key::RULE])),
    );
}
