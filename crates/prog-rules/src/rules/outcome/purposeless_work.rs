//! `purposeless-work`: work that leads to no outcome.

use crate::Context;
use crate::context::{ask_for, lacks};
use crate::rule::{Check, Docs, Family, Rule};
use prog_diagnostics::{Diagnostic, Level};
use prog_facts::Group;
use prog_model::{Decl, DeclId, Key, Kind, KindSet, key};
use rustc_hash::FxHashSet;

/// The rule.
pub static RULE: Rule = Rule {
    name: "purposeless-work",
    family: Family::Outcome,
    level: Level::Info,
    starter: false,
    clock: false,
    summary: "work that leads to no outcome",
    question: "What is this for?",
    docs: Docs {
        finds: "A workstream, or a task or milestone outside one, that delivers no outcome and leads to no work that does. Work that \
                something in another program waits for has its purpose there; work that is over is left alone. A program without any \
                outcome is `outcomeless-program` only; where there is neither program nor outcome, one finding stands for all work.",
        why: "It takes the time of people whom an outcome is waiting for.",
        fix: "Write `delivers:` with the outcome that it moves, or say which work comes `after` it; or stop doing it.",
        bad: r#"
person ines "Ines Park"

task cleanup "Tidy the wiki" { owner: ines }
"#,
        good: r#"
person ines "Ines Park"
person maria "Maria Lopes"

task provider "Connect the second provider" { owner: ines, delivers: conversion }

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
    check: Check::Group(
        KindSet::of(&[Kind::Program, Kind::Workstream, Kind::Task, Kind::Milestone, Kind::Outcome]),
        check,
    ),
};

/// The keys by which later work names earlier work.
const COMES_AFTER: [Key; 4] = [key::AFTER, key::STARTS_WITH, key::ENDS_WITH, key::ENDS_AFTER_START];

fn check(context: &Context<'_>, group: Group, out: &mut Vec<Diagnostic>) {
    if matches!(group, Group::Program(_)) && context.outcomes_of(group).next().is_none() {
        return;
    }
    let mut useful: Option<FxHashSet<DeclId>> = None;
    let mut lost: Vec<Decl<'_>> = Vec::new();
    for kind in [Kind::Workstream, Kind::Task, Kind::Milestone] {
        for work in context.in_group(group, kind).filter(|w| asks(*w)) {
            // Nearly all work delivers something right away: the graph is walked only where it does not.
            let useful = useful.get_or_insert_with(|| leads_somewhere(context, group));
            let leads = useful.contains(&work.id()) || work.descendants().any(|d| useful.contains(&d.id()));
            if !leads {
                lost.push(work);
            }
        }
    }
    let delivering = context.in_group(group, Kind::Workstream).any(|w| w.has(key::DELIVERS));
    let aimless = !delivering && useful.is_some_and(|useful| useful.is_empty());
    if aimless && lost.len() > 1 && context.outcomes_of(group).next().is_none() {
        out.extend(without_outcomes(&lost));
        return;
    }
    for work in lost {
        let finding = RULE.on(work, format!("`{}` leads to no outcome", work.short()));
        let help = "Add `delivers:` with the outcome that it moves, or say what comes `after` it";
        out.push(finding.help(help).fix(ask_for(work, &[key::DELIVERS])));
    }
}

/// Where no outcome is declared at all, that is one finding, not one for each piece of work.
fn without_outcomes(lost: &[Decl<'_>]) -> Option<Diagnostic> {
    let first = lost.iter().min_by_key(|d| d.order())?;
    let more = lost.len() - 1;
    let message = format!("`{}` and {more} more lead to no outcome, as there is none", first.short());
    let help = "Declare an `outcome` with what gets better, and name it in the `delivers:` of the work that moves it";
    Some(RULE.on(*first, message).help(help))
}

/// Whether it has to say for itself what it is for, and does not.
fn asks(work: Decl<'_>) -> bool {
    let inside = work.ancestors().any(|d| d.kind() == Kind::Workstream);
    lacks(work, key::DELIVERS) && !inside && !work.is_over()
}

/// The work of a group that delivers an outcome, or that such work waits for, or that another group waits for.
fn leads_somewhere(context: &Context<'_>, group: Group) -> FxHashSet<DeclId> {
    let mut useful: FxHashSet<DeclId> = FxHashSet::default();
    let mut queue: Vec<Decl<'_>> = Vec::new();
    for kind in [Kind::Task, Kind::Milestone] {
        for work in context.in_group(group, kind) {
            let delivers = std::iter::once(work).chain(work.ancestors()).any(|d| d.has(key::DELIVERS));
            let awaited = || {
                work.referrers().any(|(d, k)| COMES_AFTER.contains(&k) && context.group_of(d.id()) != group)
            };
            if delivers || awaited() {
                useful.insert(work.id());
                queue.push(work);
            }
        }
    }
    while let Some(work) = queue.pop() {
        let earlier = COMES_AFTER
            .iter()
            .flat_map(|key| work.get(*key))
            .flat_map(|p| p.parts())
            .filter_map(|v| v.target());
        for other in earlier.filter(|d| context.group_of(d.id()) == group) {
            if useful.insert(other.id()) {
                queue.push(other);
            }
        }
    }
    useful
}
