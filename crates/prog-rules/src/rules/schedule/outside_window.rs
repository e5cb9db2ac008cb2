//! `outside-window`: work that ends after the program does.

use crate::Context;
use crate::context::value_place;
use crate::rule::{Check, Docs, Family, Rule};
use prog_diagnostics::{Diagnostic, Level};
use prog_facts::Group;
use prog_model::dates::iso;
use prog_model::{Decl, Kind, KindSet, key};

/// The rule.
pub static RULE: Rule = Rule {
    name: "outside-window",
    family: Family::Schedule,
    level: Level::Info,
    starter: false,
    clock: true,
    summary: "work that ends after the program's window",
    question: "What is the critical path and how will we protect it?",
    docs: Docs {
        finds: "A task or milestone, not over, that is `due` after the last day of the program's `window`, or that by estimates and links \
                cannot end before it.",
        why: "Either the program takes longer than its sponsor thinks, or this is not part of it.",
        fix: "Bring it forward, take it out, or make the window longer with the sponsor's consent.",
        bad: r#"
person ines "Ines Park"

program checkout "Checkout relaunch" {
  owner: ines
  window: 2026-01-12 .. 2026-09-30

  task clean-up "Remove the old checkout" { owner: ines, estimate: 5d, due: 2026-10-30, delivers: conversion }

  outcome conversion "More checkouts complete" {
    owner: ines
    metric: "completed checkouts / started checkouts"
    source: "looker: checkout"
    baseline: 61%
    target: >= 66%
    by: 2026-09-30
    readings: 62% on 2026-02-01
  }

  risk late-vendor "The vendor is late" {
    owner: ines
    likelihood: unlikely
    impact: major
    threatens: conversion
    mitigation "Weekly call" { due: 2026-05-15 }
  }
}
"#,
        good: r#"
person ines "Ines Park"

program checkout "Checkout relaunch" {
  owner: ines
  window: 2026-01-12 .. 2026-10-30

  task clean-up "Remove the old checkout" { owner: ines, estimate: 5d, due: 2026-10-30, delivers: conversion }

  outcome conversion "More checkouts complete" {
    owner: ines
    metric: "completed checkouts / started checkouts"
    source: "looker: checkout"
    baseline: 61%
    target: >= 66%
    by: 2026-09-30
    readings: 62% on 2026-02-01
  }

  risk late-vendor "The vendor is late" {
    owner: ines
    likelihood: unlikely
    impact: major
    threatens: conversion
    mitigation "Weekly call" { due: 2026-05-15 }
  }
}
"#,
    },
    check: Check::Decl(KindSet::of(&[Kind::Task, Kind::Milestone]), check),
};

fn check(context: &Context<'_>, decl: Decl<'_>, out: &mut Vec<Diagnostic>) {
    if decl.is_over() || decl.status() == "deferred" {
        return;
    }
    let Some(program) = decl.program() else { return };
    let Some(last) = program.range_ends(key::WINDOW).1 else { return };
    let due = decl.deadline(key::DUE);
    let names = || (decl.short(), program.short());
    let mut finding = match due.filter(|day| *day > last) {
        Some(day) => {
            let (name, whose) = names();
            let message =
                format!("`{name}` is due {}, after the end of `{whose}` on {}", iso(day), iso(last));
            RULE.at(decl, value_place(decl, key::DUE), message)
        }
        None => {
            if context.start_is_unread(decl) {
                return;
            }
            // A date that cannot be met has said so already.
            let plan = context.plan(Group::Program(program.id()));
            let Some(placed) = plan.placed(decl.id()) else { return };
            let known = !placed.out && !placed.in_ring && !placed.behind_ring;
            if !known || placed.finish <= last || due.is_some_and(|day| day >= context.today()) {
                return;
            }
            let (name, whose) = names();
            // When it ends moves on day by day while work is in progress, so it is not part of the message.
            let message = format!("`{name}` cannot end by the end of `{whose}` on {}", iso(last));
            RULE.on(decl, message).label(format!("not before {}", iso(placed.finish)))
        }
    };
    finding = finding.related(value_place(program, key::WINDOW), "the program's window");
    out.push(finding.help("Bring it forward, take it out, or make the window longer"));
}
