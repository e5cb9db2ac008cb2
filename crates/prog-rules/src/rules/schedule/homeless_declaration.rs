//! `homeless-declaration`: there are several programs, and it belongs to none of them.

use crate::Context;
use crate::context::suggested;
use crate::rule::{Check, Docs, Family, Rule};
use prog_diagnostics::{Diagnostic, Edit, Fix, Level};
use prog_model::{Decl, Kind, KindSet, key};
use prog_syntax::Span;

/// The rule.
pub static RULE: Rule = Rule {
    name: "homeless-declaration",
    family: Family::Schedule,
    level: Level::Info,
    starter: false,
    clock: false,
    summary: "an outcome, task, milestone or risk that belongs to no program",
    question: "Which program is this part of?",
    docs: Docs {
        finds: "In a workspace with several programs: an outcome, task, milestone or risk outside all of them. An outcome that \
                `supports` a program belongs to that program.",
        why: "It is in nobody's plan, register or report.",
        fix: "Move it into its program, or begin its file with `part of …`.",
        bad: r#"
person ines "Ines Park"

program checkout "Checkout relaunch" { owner: ines, status: proposed, risk late-vendor "The vendor is late" {
  owner: ines
  likelihood: unlikely
  impact: major
  threatens: checkout
  mitigation "Weekly call" { due: 2026-05-15 }
} }
program search "New search" { owner: ines, status: done }

outcome conversion "More checkouts complete" {
  owner: ines
  supports: checkout
  metric: "completed checkouts / started checkouts"
  source: "looker: checkout"
  target: >= 60%
  by: 2026-09-30
  readings: 62% on 2026-02-01
  guardrail: yes
}

task cut-over "Cut over" { owner: ines, estimate: 2d, delivers: conversion }
"#,
        good: r#"
person ines "Ines Park"

program checkout "Checkout relaunch" {
  owner: ines
  status: proposed

  task cut-over "Cut over" { owner: ines, estimate: 2d, delivers: conversion }

  outcome conversion "More checkouts complete" {
    owner: ines
    metric: "completed checkouts / started checkouts"
    source: "looker: checkout"
    target: >= 60%
    by: 2026-09-30
    readings: 62% on 2026-02-01
    guardrail: yes
  }
}
program search "New search" { owner: ines, status: done }
"#,
    },
    check: Check::Decl(KindSet::of(&[Kind::Outcome, Kind::Task, Kind::Milestone, Kind::Risk]), check),
};

/// More programs than these are no choice.
const OFFERED: usize = 5;

fn check(context: &Context<'_>, decl: Decl<'_>, out: &mut Vec<Diagnostic>) {
    let several = context.workspace().programs().nth(1).is_some();
    let is_part = |d: Decl<'_>| d.kind() == Kind::Program;
    if !several || decl.program().is_some() || decl.is_over() || decl.refs(key::SUPPORTS).any(is_part) {
        return;
    }
    // A file that is part of a program nobody knows has its own finding.
    if context.workspace().file(decl.file()).is_some_and(|f| f.part_of.is_some()) {
        return;
    }
    let mut finding = RULE
        .on(decl, format!("`{}` belongs to no program", decl.short()))
        .help("Move it into its program, or begin the file with `part of …`");
    finding.fixes = context.workspace().programs().take(OFFERED).filter_map(|p| join(decl, p)).collect();
    out.push(finding);
}

/// Makes the whole file part of a program: offered where nothing else in it has to stay outside.
fn join(decl: Decl<'_>, program: Decl<'_>) -> Option<Fix> {
    let file = decl.file();
    let inside = |d: Decl<'_>| d.file() == file || d.program() == Some(program);
    let mut all = decl.workspace().decls_in(file);
    let fits = all.all(|d| d.kind() != Kind::Program && d.referrers().all(|(from, _)| inside(from)));
    let title = format!("Make the file part of `{}`", program.short());
    let start = if decl.source().starts_with('\u{feff}') { 3 } else { 0 };
    let edit = Edit { place: decl.place(Span::at(start)), text: format!("part of {}\n\n", program.name()) };
    fits.then(|| suggested(title, vec![edit]))
}
