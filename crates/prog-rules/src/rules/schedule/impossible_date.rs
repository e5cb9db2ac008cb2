//! `impossible-date`: a due date that the work before it does not allow.

use crate::Context;
use crate::context::{replace, value_place};
use crate::rule::{Check, Docs, Family, Rule};
use prog_diagnostics::{Diagnostic, Level};
use prog_facts::analysis::Placed;
use prog_facts::analysis::schedule::{Driver, State};
use prog_facts::{Late, Plan};
use prog_model::dates::iso;
use prog_model::{Decl, DeclId, Kind, KindSet, key};

/// The rule.
pub static RULE: Rule = Rule {
    name: "impossible-date",
    family: Family::Schedule,
    level: Level::Warning,
    starter: false,
    clock: true,
    summary: "a due date that the work before it does not allow",
    question: "What is the critical path and how will we protect it?",
    docs: Docs {
        finds: "The `due` date, today or later, of a task or milestone that is not over, where what it waits for cannot be finished in \
                time: by estimates, links, lags, working days, and what remains of work in progress. The help shows the chain that \
                makes it so. A date that is past is `overdue`.",
        why: "Everybody plans with a date that cannot hold, and learns it too late.",
        fix: "Move the date, or make the chain shorter: less scope, more people, work side by side.",
        bad: r#"
person ines "Ines Park"

workstream resilience "Gateway resilience" {
  owner: ines
  delivers: conversion

  task design "Design" { estimate: 5d, starts: 2026-02-16 }
  task build "Build" { estimate: 4w, after: design }
  milestone public "Open to all" { due: 2026-03-06, after: build, criteria: "Two weeks without an incident" }
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
        good: r#"
person ines "Ines Park"

workstream resilience "Gateway resilience" {
  owner: ines
  delivers: conversion

  task design "Design" { estimate: 5d, starts: 2026-02-16 }
  task build "Build" { estimate: 4w, after: design }
  milestone public "Open to all" { due: 2026-03-20, after: build, criteria: "Two weeks without an incident" }
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
    check: Check::Decl(KindSet::of(&[Kind::Task, Kind::Milestone]), check),
};

/// Of a long chain the help shows so many, the labels more; half of them from its start, half from its end.
const SHOWN: usize = 8;
const LABELS: usize = 24;

fn check(context: &Context<'_>, decl: Decl<'_>, out: &mut Vec<Diagnostic>) {
    let Some(late) = context.late(decl) else { return };
    let plan = context.plan(context.group_of(decl.id()));
    let verb = if decl.kind() == Kind::Milestone { "reached" } else { "done" };
    // When it can be moves on day by day while work is in progress; the message does not, so that a baseline knows it tomorrow.
    let message = format!("`{}` is due {} and cannot be {verb} by then", decl.short(), iso(late.due));
    let place = value_place(decl, key::DUE);
    let earliest = format!("not before {}", iso(late.finish));
    let mut finding = RULE.at(decl, place, message).label(earliest).help(help(&plan, decl, &late));
    let causes = late.chain.split_last().map_or(&[][..], |(_, causes)| causes);
    let (first, last) = ends(causes, LABELS);
    for cause in first.iter().chain(last).filter_map(|id| context.workspace().decl(*id)) {
        if let Some(label) = label(&plan, cause, counts(&plan, &late.chain, cause)) {
            finding = finding.related(cause.head_place(), label);
        }
    }
    let date = iso(late.finish);
    finding = finding.fix(replace(place, format!("Move the date to {date}"), date));
    out.push(finding.fix(replace(place, "Leave the date open: `?`", "?")));
}

/// All of a chain as its first part, or the two ends of a long one.
fn ends(chain: &[DeclId], most: usize) -> (&[DeclId], &[DeclId]) {
    if chain.len() <= most { (chain, &[]) } else { (&chain[..most / 2], &chain[chain.len() - most / 2..]) }
}

/// "Move the date, or make this shorter: `design` (5d) → `build` (20d) → `public` ends 2026-07-14, 10 working days late"
fn help(plan: &Plan, decl: Decl<'_>, late: &Late) -> String {
    let (first, last) = ends(&late.chain, SHOWN);
    let words = |ids: &[DeclId]| -> Vec<String> {
        let steps = ids.iter().filter_map(|id| decl.workspace().decl(*id));
        steps.map(|d| lagged_step(plan, d, counts(plan, &late.chain, d))).collect()
    };
    let mut steps = words(first);
    if !last.is_empty() {
        steps.push(format!("{} more", late.chain.len() - first.len() - last.len()));
        steps.extend(words(last));
    }
    let ends = if decl.kind() == Kind::Milestone { "falls on" } else { "ends" };
    let days = if late.by == 1 { "day" } else { "days" };
    let steps = steps.join(" → ");
    format!(
        "Move the date, or make this shorter: {steps} {ends} {}, {} working {days} late",
        iso(late.finish),
        late.by
    )
}

/// A step, after the lag that it keeps to what comes before it.
fn lagged_step(plan: &Plan, decl: Decl<'_>, counts: bool) -> String {
    match lag(plan, decl) {
        0 => step(plan, decl, counts),
        lag => format!("{lag:+}d → {}", step(plan, decl, counts)),
    }
}

/// Whether the length of a step counts in its chain: what comes after it does not only wait for its start.
fn counts(plan: &Plan, chain: &[DeclId], decl: Decl<'_>) -> bool {
    let at = chain.iter().position(|id| *id == decl.id());
    let next = at.and_then(|at| chain.get(at + 1)).and_then(|id| plan.placed(*id));
    !next.is_some_and(|next| match next.driver {
        Driver::Link(link) => plan.links.get(link as usize).is_some_and(|l| l.kind.leaves_start()),
        _ => false,
    })
}

/// The working days between this and what it waits for in the chain.
fn lag(plan: &Plan, decl: Decl<'_>) -> i64 {
    match plan.placed(decl.id()).map(|p| p.driver) {
        Some(Driver::Link(link)) => plan.links.get(link as usize).map_or(0, |l| l.lag),
        _ => 0,
    }
}

fn step(plan: &Plan, decl: Decl<'_>, counts: bool) -> String {
    let name = decl.short();
    let Some((placed, state)) = place_of(plan, decl) else { return format!("`{name}`") };
    if !counts {
        return format!("`{name}` ({})", start(decl, placed));
    }
    let days = placed.ef - placed.es;
    match (decl.kind(), state) {
        (Kind::Dependency, _) => format!("`{name}` (ready {})", iso(placed.finish)),
        _ if is_given(plan, decl) => format!("`{name}` (ready {})", iso(placed.finish)),
        (_, State::Done { .. }) => format!("`{name}` (done {})", iso(placed.finish)),
        (_, State::Running { .. }) => format!("`{name}` ({days}d left)"),
        _ if placed.driver == Driver::NotBefore => format!("`{name}` ({days}d from {})", iso(placed.start)),
        _ if days > 0 => format!("`{name}` ({days}d)"),
        _ => format!("`{name}`"),
    }
}

fn label(plan: &Plan, decl: Decl<'_>, counts: bool) -> Option<String> {
    let (placed, state) = place_of(plan, decl)?;
    if !counts {
        return Some(start(decl, placed));
    }
    let days = placed.ef - placed.es;
    let (start, finish) = (iso(placed.start), iso(placed.finish));
    let working = if days == 1 { "1 working day".to_owned() } else { format!("{days} working days") };
    Some(match (decl.kind(), state) {
        (Kind::Dependency, _) => format!("ready {finish}"),
        _ if is_given(plan, decl) => format!("ready {finish}"),
        (_, State::Done { .. }) => format!("done {finish}"),
        (_, State::Running { .. }) => format!("{working} left, ends {finish}"),
        _ if days == 0 => format!("falls on {finish}"),
        _ if start == finish => format!("{working}, {start}"),
        _ => format!("{working}, {start} to {finish}"),
    })
}

/// Whether it is work of another program, to come and there on a day.
fn is_given(plan: &Plan, decl: Decl<'_>) -> bool {
    !decl.is_over() && plan.foreign().contains(&decl.id())
}

fn place_of<'p>(plan: &'p Plan, decl: Decl<'_>) -> Option<(&'p Placed, State)> {
    let at = plan.index(decl.id())?;
    Some((plan.schedule.items.get(at as usize)?, plan.items.get(at as usize)?.state))
}

fn start(decl: Decl<'_>, placed: &Placed) -> String {
    match decl.start(key::STARTED) {
        Some(day) => format!("started {}", iso(day)),
        None => format!("starts {}", iso(placed.start)),
    }
}
