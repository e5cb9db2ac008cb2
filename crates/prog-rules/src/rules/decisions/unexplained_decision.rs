//! `unexplained-decision`: decided, and nobody can read what or why.

use crate::Context;
use crate::context::{ask_for, join, lacks};
use crate::rule::{Check, Docs, Family, Rule};
use prog_diagnostics::{Diagnostic, Level};
use prog_model::{Decl, Kind, KindSet, key};

/// The rule.
pub static RULE: Rule = Rule {
    name: "unexplained-decision",
    family: Family::Decisions,
    level: Level::Warning,
    starter: false,
    clock: false,
    summary: "a decision that does not say what was chosen, or why",
    question: "What was decided, and why?",
    docs: Docs {
        finds: "A decided decision without `chosen` or without `rationale`.",
        why: "In half a year somebody will ask again, and the answer will have left with whoever decided.",
        fix: "Name the option that was chosen, and say why in a sentence.",
        bad: r#"
person ines "Ines Park"

decision provider "Which second provider?" {
  owner: ines
  status: decided
  decided: 2026-02-02
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
  status: decided
  decided: 2026-02-02
  rule: "Lowest cost that meets the latency target"
  chosen: provider-a
  rationale: "Invoices can wait; the sale in June cannot."

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
    if decision.status() != "decided" {
        return;
    }
    let missing: Vec<_> = [key::CHOSEN, key::RATIONALE].into_iter().filter(|k| lacks(decision, *k)).collect();
    if missing.is_empty() {
        return;
    }
    let words: Vec<&str> =
        missing.iter().map(|k| if *k == key::CHOSEN { "what was chosen" } else { "why" }).collect();
    let message = format!("`{}` is decided and does not say {}", decision.short(), join(&words, "and"));
    let help = "Add `chosen:` with the option and `rationale:` with the reason";
    out.push(RULE.on(decision, message).help(help).fix(ask_for(decision, &missing)));
}
