//! `unweighed-option`: an option that cannot be compared with the others.

use crate::Context;
use crate::context::{add_properties, join, lacks};
use crate::rule::{Check, Docs, Family, Rule};
use prog_diagnostics::{Diagnostic, Level};
use prog_model::{Decl, Kind, KindSet, key};

/// The rule.
pub static RULE: Rule = Rule {
    name: "unweighed-option",
    family: Family::Decisions,
    level: Level::Info,
    starter: false,
    clock: false,
    summary: "an option of an open decision says too little to be weighed",
    question: "What do we gain, what do we lose, and which outcome does it move?",
    docs: Docs {
        finds: "An option of an open decision without `benefits`, without `drawbacks`, or without an outcome that it `helps` \
                or `hurts`. One finding lists what is missing.",
        why: "Options that are described in different words cannot be compared, and the best told one wins.",
        fix: "Say for each option what speaks for it, what against it, and which outcome it moves.",
        bad: r#"
person ines "Ines Park"

decision provider "Which second provider?" {
  owner: ines
  due: 2026-03-02
  rule: "Lowest cost that meets the latency target"

  option provider-a "Provider A" { benefits: "Live in a month", drawbacks: "No invoices", helps: conversion }
  option provider-b "Provider B" { benefits: "Invoices" }
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
    check: Check::Decl(KindSet::of(&[Kind::Option]), check),
};

fn check(_: &Context<'_>, option: Decl<'_>, out: &mut Vec<Diagnostic>) {
    let open = |d: &Decl<'_>| d.kind() == Kind::Decision && d.status() == "open";
    if option.broken() || !option.parent().as_ref().is_some_and(open) {
        return;
    }
    let mut missing = Vec::new();
    let mut added = Vec::new();
    for (key, words) in [(key::BENEFITS, "benefits"), (key::DRAWBACKS, "drawbacks")] {
        if lacks(option, key) {
            missing.push(words);
            added.push((key.word(), "?"));
        }
    }
    if lacks(option, key::HELPS) && lacks(option, key::HURTS) {
        missing.push("an effect on an outcome");
        added.push((key::HELPS.word(), "?"));
    }
    if missing.is_empty() {
        return;
    }
    let message = format!("`{}` lacks {}", option.short(), join(&missing, "and"));
    let list: Vec<String> = added.iter().map(|(k, _)| format!("`{k}: ?`")).collect();
    let fix = add_properties(option, format!("Add {}", join(&list, "and")), &added);
    let help = "Say what speaks for it (`benefits`), what against it (`drawbacks`), and which outcome it `helps` or `hurts`";
    out.push(RULE.on(option, message).help(help).fix(fix));
}
