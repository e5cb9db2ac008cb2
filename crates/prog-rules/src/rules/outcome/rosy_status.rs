//! `rosy-status`: the stated colour is better than the facts.

use crate::Context;
use crate::rule::{Check, Docs, Family, Rule};
use prog_diagnostics::{Diagnostic, Level};
use prog_facts::Group;
use prog_facts::analysis::Colour;
use prog_model::{Decl, Kind, KindSet, key};

/// What has a colour, and what makes one.
const KINDS: KindSet = KindSet::of(&[
    Kind::Program,
    Kind::Workstream,
    Kind::Milestone,
    Kind::Task,
    Kind::Dependency,
    Kind::Risk,
    Kind::Mitigation,
    Kind::Decision,
    Kind::Assumption,
    Kind::Outcome,
    Kind::Issue,
    Kind::Control,
    Kind::Escalation,
]);

/// The rule.
pub static RULE: Rule = Rule {
    name: "rosy-status",
    family: Family::Outcome,
    level: Level::Warning,
    starter: true,
    clock: true,
    summary: "the stated colour is better than what the facts say",
    question: "What do we know that the status does not say?",
    docs: Docs {
        finds: "A program, workstream or milestone whose stated `rag` is better than the computed colour. Red is computed from an \
                impossible date, an outcome off track or an extreme risk without mitigation; amber from something overdue, an outcome at \
                risk or a high risk without mitigation.",
        why: "A status that is green until the last week helps nobody: what is amber early can still be mended.",
        fix: "State the colour that the facts have, or change the facts: the labels show which ones.",
        bad: r#"
person ines "Ines Park"
person maria "Maria Lopes"

workstream resilience "Gateway resilience" {
  owner: ines
  rag: green
  delivers: conversion

  // progc: allow(overdue) the vendor delivers in March
  task provider "Connect the second provider" { due: 2026-01-30 }
}

outcome conversion "More checkouts complete" {
  owner: maria
  metric: "completed checkouts / started checkouts"
  source: "looker: checkout/funnel"
  baseline: 61.4%
  target: >= 66%
  by: 2026-09-30
  readings: 62.0% on 2026-02-01
}
"#,
        good: r#"
person ines "Ines Park"
person maria "Maria Lopes"

workstream resilience "Gateway resilience" {
  owner: ines
  rag: amber
  delivers: conversion

  // progc: allow(overdue) the vendor delivers in March
  task provider "Connect the second provider" { due: 2026-01-30 }
}

outcome conversion "More checkouts complete" {
  owner: maria
  metric: "completed checkouts / started checkouts"
  source: "looker: checkout/funnel"
  baseline: 61.4%
  target: >= 66%
  by: 2026-09-30
  readings: 62.0% on 2026-02-01
}
"#,
    },
    check: Check::Group(KINDS, check),
};

fn check(context: &Context<'_>, group: Group, out: &mut Vec<Diagnostic>) {
    if let Group::Program(id) = group
        && let Some(program) = context.workspace().decl(id)
    {
        check_one(context, program, out);
    }
    for kind in [Kind::Workstream, Kind::Milestone] {
        for part in context.in_group(group, kind) {
            check_one(context, part, out);
        }
    }
}

fn check_one(context: &Context<'_>, decl: Decl<'_>, out: &mut Vec<Diagnostic>) {
    let Some(value) = decl.value(key::RAG) else { return };
    let stated = match value.word() {
        Some("green") => Colour::Green,
        Some("amber") => Colour::Amber,
        _ => return,
    };
    if decl.is_over() {
        return;
    }
    let (colour, reasons) = context.colour(decl);
    if colour <= stated {
        return;
    }
    let word = |c: Colour| c.word();
    let message =
        format!("`{}` is stated as {}, and the facts say {}", decl.short(), word(stated), word(colour));
    let mut finding = RULE.at(decl, value.place(), message);
    for reason in reasons.iter().filter(|r| r.colour > stated).take(3) {
        finding =
            finding.related(reason.decl.head_place(), format!("`{}` {}", reason.decl.short(), reason.what));
    }
    let fix = crate::context::replace(value.place(), format!("State it as `{}`", word(colour)), word(colour));
    out.push(finding.help(format!("State it as `{}`, or change what makes it so", word(colour))).fix(fix));
}
