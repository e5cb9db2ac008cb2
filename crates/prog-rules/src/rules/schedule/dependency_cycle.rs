//! `dependency-cycle`: tasks and milestones that wait for each other in a ring.

use crate::Context;
use crate::rule::{Check, Docs, Family, Rule};
use crate::rules::systems::ring::Ring;
use prog_diagnostics::{Diagnostic, Level};
use prog_facts::analysis::Digraph;
use prog_facts::analysis::schedule::LinkKind;
use prog_facts::{Group, Plan, links_of};
use prog_model::{Decl, DeclId, Kind, KindSet, Value};
use rustc_hash::{FxHashMap, FxHashSet};
use std::sync::Arc;

/// The rule.
pub static RULE: Rule = Rule {
    name: "dependency-cycle",
    family: Family::Form,
    level: Level::Error,
    starter: true,
    clock: false,
    summary: "tasks or milestones that wait for each other in a ring",
    question: "",
    docs: Docs {
        finds: "Tasks and milestones that wait for each other in a ring, in one program or across several. One finding for each \
                knot, with a shortest ring of it. Links of all four types count, with or without lag: two tasks that each start \
                with the other have no order either.",
        why: "Nobody can say which of them comes first, so no date of theirs, and none after them, can be computed.",
        fix: "Take one of the shown links out.",
        bad: r#"
person ines "Ines Park"

workstream resilience "Gateway resilience" {
  owner: ines
  delivers: conversion

  task design "Design" { estimate: 5d, after: review }
  task review "Review" { estimate: 2d, after: design }
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

  task design "Design" { estimate: 5d }
  task review "Review" { estimate: 2d, after: design }
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
    check: Check::Workspace(KindSet::WORK.with(Kind::Program), check),
};

fn check(context: &Context<'_>, out: &mut Vec<Diagnostic>) {
    // Mostly there is none, and no schedule has to be computed to see that.
    if context.work_has_ring() == Some(false) {
        return;
    }
    let groups = context.groups();
    let plans: Vec<Arc<Plan>> = context.all_plans();
    for plan in &plans {
        for ring in plan.rings() {
            let ids: Vec<DeclId> = ring.nodes.iter().map(|node| plan.ids[*node as usize]).collect();
            let kinds: Vec<LinkKind> =
                ring.edges.iter().map(|edge| plan.links[*edge as usize].kind).collect();
            out.extend(finding(context, &ids, &kinds));
        }
    }
    across(context, &groups, &plans, out);
}

/// Rings that lead through several programs. They are looked for only among programs that wait for each other.
fn across(context: &Context<'_>, groups: &[Group], plans: &[Arc<Plan>], out: &mut Vec<Diagnostic>) {
    if plans.iter().all(|plan| plan.foreign().is_empty()) {
        return;
    }
    let number: FxHashMap<Group, u32> = groups.iter().copied().zip(0..).collect();
    let mut edges = Vec::new();
    for (to, plan) in (0u32..).zip(plans) {
        let from = plan.foreign().iter().filter_map(|id| number.get(&context.group_of(*id)));
        edges.extend(from.map(|from| (*from, to)));
    }
    for knot in Digraph::new(groups.len(), &edges).rings() {
        let knot: Vec<&Arc<Plan>> = knot.component.iter().map(|n| &plans[*n as usize]).collect();
        in_knot(context, &knot, out);
    }
}

fn in_knot(context: &Context<'_>, plans: &[&Arc<Plan>], out: &mut Vec<Diagnostic>) {
    let mut ids: Vec<DeclId> = Vec::new();
    let mut index: FxHashMap<DeclId, u32> = FxHashMap::default();
    for id in plans.iter().flat_map(|plan| &plan.ids[..plan.own]) {
        index.insert(*id, ids.len() as u32);
        ids.push(*id);
    }
    let links = plans.iter().flat_map(|plan| plan.links.iter().map(|l| (&plan.ids, l)));
    let known = links.filter_map(|(all, link)| {
        let end = |at: u32| index.get(&all[at as usize]).copied();
        Some(((end(link.from)?, end(link.to)?), link.kind))
    });
    let (edges, kinds): (Vec<(u32, u32)>, Vec<LinkKind>) = known.unzip();
    for ring in Digraph::new(ids.len(), &edges).rings() {
        let nodes: Vec<DeclId> = ring.nodes.iter().map(|n| ids[*n as usize]).collect();
        let groups: FxHashSet<Group> = nodes.iter().map(|id| context.group_of(*id)).collect();
        // A ring within one program has been found there.
        if groups.len() > 1 {
            let kinds: Vec<LinkKind> = ring.edges.iter().map(|edge| kinds[*edge as usize]).collect();
            out.extend(finding(context, &nodes, &kinds));
        }
    }
}

fn finding(context: &Context<'_>, ids: &[DeclId], kinds: &[LinkKind]) -> Option<Diagnostic> {
    let nodes: Option<Vec<Decl<'_>>> = ids.iter().map(|id| context.workspace().decl(*id)).collect();
    let ring = Ring::new(nodes?, |from, to, at| link(from, to, kinds[at]))?;
    let (message, help) = match ring.nodes.as_slice() {
        [one] => (format!("`{}` waits for itself", one.short()), "Take this link out"),
        _ => (
            format!("Work waits for itself in a ring: {}", ring.drawn()),
            "Take one of these links out, so that one of them can start",
        ),
    };
    let label =
        |from: Decl<'_>, _: Decl<'_>, value: Value<'_>| format!("{} `{}` here", verb(value), from.short());
    Some(ring.finding(&RULE, message, label)?.help(help))
}

/// The value in `to` that makes it wait for `from`.
fn link<'w>(from: Decl<'w>, to: Decl<'w>, kind: LinkKind) -> Option<Value<'w>> {
    links_of(to).find(|(k, target, _, _)| *k == kind && *target == from).map(|(_, _, _, value)| value)
}

fn verb(value: Value<'_>) -> &'static str {
    match value.prop().key().word() {
        "starts-with" => "starts with",
        "ends-with" => "ends with",
        "ends-after-start" => "ends after the start of",
        _ => "comes after",
    }
}
