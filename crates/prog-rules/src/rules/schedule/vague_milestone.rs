//! `vague-milestone`: nothing says how to tell that it is reached.

use crate::Context;
use crate::context::{ask_for, lacks};
use crate::rule::{Check, Docs, Family, Rule};
use prog_diagnostics::{Diagnostic, Level};
use prog_model::{Decl, Kind, KindSet, key};

/// The rule.
pub static RULE: Rule = Rule {
    name: "vague-milestone",
    family: Family::Schedule,
    level: Level::Info,
    starter: false,
    clock: false,
    summary: "a milestone without criteria",
    question: "How will we know that this is reached?",
    docs: Docs {
        finds: "A milestone without `criteria` that is not reached yet.",
        why: "On its day everybody will have another opinion on whether it is reached.",
        fix: "Say what has to be true, so that two people would judge it alike.",
        bad: r#"
person ines "Ines Park"

milestone public "Open to all customers" { owner: ines, due: 2026-06-30, delivers: conversion }

outcome conversion "More checkouts complete" {
  owner: ines
  metric: "completed checkouts / started checkouts"
  source: "looker: checkout"
  baseline: 61%
  target: >= 66%
  by: 2026-09-30
  readings: 62% on 2026-02-01
}
"#,
        good: r#"
person ines "Ines Park"

milestone public "Open to all customers" {
  owner: ines
  due: 2026-06-30
  criteria: "Second provider live for two weeks"
  delivers: conversion
}

outcome conversion "More checkouts complete" {
  owner: ines
  metric: "completed checkouts / started checkouts"
  source: "looker: checkout"
  baseline: 61%
  target: >= 66%
  by: 2026-09-30
  readings: 62% on 2026-02-01
}
"#,
    },
    check: Check::Decl(KindSet::of(&[Kind::Milestone]), check),
};

fn check(_: &Context<'_>, milestone: Decl<'_>, out: &mut Vec<Diagnostic>) {
    if !lacks(milestone, key::CRITERIA) || milestone.is_over() {
        return;
    }
    let message = format!("Nothing says how to tell that `{}` is reached", milestone.short());
    let help = "Add `criteria:` with what has to be true by then";
    out.push(RULE.on(milestone, message).help(help).fix(ask_for(milestone, &[key::CRITERIA])));
}
