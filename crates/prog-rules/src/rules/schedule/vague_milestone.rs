//! `vague-milestone`: nothing says how to tell that it is reached.

use crate::Context;
use crate::context::{ask_for, lacks};
use crate::rule::{Check, Docs, Family, Rule};
use prog_diagnostics::{Diagnostic, Level};
use prog_model::{Decl, Kind, KindSet, Value, key};

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
        finds: "A milestone that is not reached yet, without `criteria` or with some that only say that it is done (\"Completion\").",
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
    if milestone.is_over() {
        return;
    }
    let help = "Add `criteria:` with what has to be true by then";
    if let Some(empty) = empty_criteria(milestone) {
        let message = format!("The criteria of `{}` only say that it is done", milestone.short());
        out.push(RULE.at(milestone, empty.place(), message).help("Say what has to be true by then"));
    }
    if !lacks(milestone, key::CRITERIA) {
        return;
    }
    let message = format!("Nothing says how to tell that `{}` is reached", milestone.short());
    out.push(RULE.on(milestone, message).help(help).fix(ask_for(milestone, &[key::CRITERIA])));
}

/// Words that only say that it is done.
const DONE: &[&str] = &[
    "achieved",
    "complete",
    "completed",
    "completion",
    "delivered",
    "delivery",
    "done",
    "finish",
    "finished",
    "reached",
];
/// Words that may stand beside them.
const ABOUT_IT: &[&str] = &["all", "everything", "is", "it", "milestone", "of", "the", "this", "work"];

/// The first of the criteria, where all of them only say that it is done.
fn empty_criteria(milestone: Decl<'_>) -> Option<Value<'_>> {
    let says_nothing = |text: &str| {
        let lower = text.to_lowercase();
        let mut words = lower.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).peekable();
        words.peek().is_some() && words.all(|w| DONE.contains(&w) || ABOUT_IT.contains(&w))
    };
    let mut criteria = milestone.values(key::CRITERIA);
    let first = criteria.next()?;
    let all = std::iter::once(first).chain(criteria).all(|v| v.text().is_some_and(|t| says_nothing(&t)));
    all.then_some(first)
}
