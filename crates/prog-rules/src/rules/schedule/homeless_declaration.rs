//! `homeless-declaration`: there are several programs, and it belongs to none of them.

use crate::Context;
use crate::context::{is_free, suggested};
use crate::rule::{Check, Docs, Family, Rule};
use prog_diagnostics::{Diagnostic, Edit, FileId, Fix, Level};
use prog_facts::Group;
use prog_model::{Decl, Kind, KindSet, edit, key};
use prog_syntax::Span;
use rustc_hash::{FxHashMap, FxHashSet};

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
    check: Check::Group(KindSet::ALL.without(STAYS), check),
};

/// What may stand outside a program for a reason: several share it.
const STAYS: KindSet =
    KindSet::ANYONE.with(Kind::Program).with(Kind::System).with(Kind::Flow).with(Kind::Metric);

/// More programs than these are no choice.
const OFFERED: usize = 5;

fn check(context: &Context<'_>, group: Group, out: &mut Vec<Diagnostic>) {
    let several = context.workspace().programs().nth(1).is_some();
    if group != Group::Shared || !several {
        return;
    }
    // Whether a file can be part of a program is the same question for all in it.
    let mut joins: FxHashMap<FileId, Vec<Fix>> = FxHashMap::default();
    for kind in [Kind::Outcome, Kind::Task, Kind::Milestone, Kind::Risk] {
        for decl in context.in_group(group, kind).filter(|d| is_homeless(*d)) {
            let mut finding = RULE
                .on(decl, format!("`{}` belongs to no program", decl.short()))
                .help("Move it into its program, or begin the file with `part of …`");
            finding.fixes = joins.entry(decl.file()).or_insert_with(|| join(context, decl)).clone();
            out.push(finding);
        }
    }
}

fn is_homeless(decl: Decl<'_>) -> bool {
    let is_program = |d: Decl<'_>| d.kind() == Kind::Program;
    // A file that is part of a program nobody knows has its own finding.
    let lost = || decl.workspace().file(decl.file()).is_some_and(|f| f.part_of.is_some());
    !decl.is_over() && !decl.refs(key::SUPPORTS).any(is_program) && !lost()
}

/// Makes the whole file part of a program: offered where nothing else in it has to stay outside: nothing that programs
/// share, nothing that others name, and nothing that is called as something in the program is.
fn join(context: &Context<'_>, decl: Decl<'_>) -> Vec<Fix> {
    let file = decl.file();
    let decls = || context.workspace().decls_in(file);
    if decls().any(|d| STAYS.contains(d.kind())) {
        return Vec::new();
    }
    // The programs of what names something in the file from outside.
    let naming = decls().flat_map(|d| d.referrers()).map(|(from, _)| from).filter(|from| from.file() != file);
    let outside: FxHashSet<_> = naming.map(|from| from.program().map(|p| p.id())).collect();
    let programs = context.workspace().programs().filter(|p| !p.name().is_empty() && !p.is_double());
    let fits = programs.take(OFFERED).filter(|p| outside.iter().all(|o| *o == Some(p.id())));
    let tops: Vec<&str> = decls().filter(|d| d.parent().is_none()).map(|d| d.name()).collect();
    let fits = fits.filter(|p| tops.iter().all(|name| name.is_empty() || is_free(*p, p.scope(), name)));
    let start = if decl.source().starts_with('\u{feff}') { 3 } else { 0 };
    let fix = |program: Decl<'_>| {
        let text = edit::in_line_ends_of(decl.source(), format!("part of {}\n\n", program.path()));
        let edit = Edit { place: decl.place(Span::at(start)), text };
        suggested(format!("Make the file part of `{}`", program.short()), vec![edit])
    };
    fits.map(fix).collect()
}
