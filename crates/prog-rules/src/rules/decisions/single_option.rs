//! `single-option`: a decision without a choice.

use crate::Context;
use crate::context::append;
use crate::rule::{Check, Docs, Family, Rule};
use prog_diagnostics::{Diagnostic, Level};
use prog_model::{Decl, Kind, KindSet};

/// The rule.
pub static RULE: Rule = Rule {
    name: "single-option",
    family: Family::Decisions,
    level: Level::Info,
    starter: false,
    clock: false,
    summary: "a decision with fewer than two options",
    question: "What else could we do?",
    docs: Docs {
        finds: "A decision with fewer than two options; one that was superseded is left alone.",
        why: "With one option there is nothing to decide; the second one is mostly \"do nothing\", and worth writing down.",
        fix: "Add the options that were thought of, doing nothing among them.",
        bad: r#"
person ines "Ines Park"

decision provider "Which second provider?" {
  owner: ines
  due: 2026-03-02
  rule: "Lowest cost that meets the latency target"

  option provider-a "Provider A" { benefits: "Live in a month", drawbacks: "No invoices", helps: conversion }
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
    let options: Vec<Decl<'_>> = decision.children_of(Kind::Option).collect();
    let message = match options.as_slice() {
        _ if decision.status() == "superseded" || decision.broken() => return,
        [] => format!("`{}` has no options", decision.short()),
        [one] => format!("`{}` has only one option, `{}`", decision.short(), one.short()),
        _ => return,
    };
    let name = ["do-nothing", "other"]
        .into_iter()
        .find(|name| options.iter().all(|o| o.name() != *name))
        .unwrap_or("another");
    let stub = format!("option {name} \"What else?\" {{ benefits: ?, drawbacks: ?, helps: ?, hurts: ? }}");
    let mut finding = RULE.on(decision, message).help("Add the other options, doing nothing among them");
    // One more is only enough where there is one.
    if options.len() == 1 {
        finding = finding.fix(append(decision, format!("Add the option `{name}`"), &stub));
    }
    out.push(finding);
}
