//! `undeclared-hop`: a flow goes from one system to another, and neither is known to depend on the other.

use crate::Context;
use crate::context::{add_to_list, told_apart};
use crate::rule::{Check, Docs, Family, Rule};
use crate::rules::systems::retired_dependency::named;
use prog_diagnostics::{Diagnostic, Fix, Level};
use prog_model::{Decl, DeclId, Kind, KindSet, Value, key};
use rustc_hash::FxHashSet;

/// The rule.
pub static RULE: Rule = Rule {
    name: "undeclared-hop",
    family: Family::Systems,
    level: Level::Warning,
    starter: false,
    clock: false,
    summary: "a flow goes between two systems that do not depend on each other",
    question: "What depends on this service?",
    docs: Docs {
        finds: "A step of a flow from one system to another where neither has the other in its `depends-on`. The flow says which way \
                data goes; who depends on whom may be the other way round.",
        why: "The flow knows of a dependency that the systems do not: what breaks when one of them fails is then understated.",
        fix: "Add the one to the `depends-on` of the other: of the one that cannot work without it.",
        bad: r#"
person ines "Ines Park"

system web "Web shop" { owner: ines }
system checkout "Checkout" { owner: ines }

flow pay "Customer pays" { owner: ines, steps: web -> checkout, serves: conversion }

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

system web "Web shop" { owner: ines, depends-on: checkout }
system checkout "Checkout" { owner: ines }

flow pay "Customer pays" { owner: ines, steps: web -> checkout, serves: conversion }

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
    check: Check::Decl(KindSet::of(&[Kind::Flow]), check),
};

fn check(_: &Context<'_>, flow: Decl<'_>, out: &mut Vec<Diagnostic>) {
    let mut seen: Vec<[Decl<'_>; 2]> = Vec::new();
    for chain in flow.values(key::STEPS) {
        let hops: Vec<Value<'_>> = chain.hops().map(|(name, _)| name).collect();
        for pair in hops.windows(2) {
            let (Some(from), Some(to)) = (pair[0].target(), pair[1].target()) else { continue };
            if from == to || seen.contains(&[from, to]) || seen.contains(&[to, from]) || are_related(from, to)
            {
                continue;
            }
            seen.push([from, to]);
            out.push(finding(flow, pair[1], from, to));
        }
    }
}

/// Whether one depends on the other, or it cannot be known.
pub(super) fn are_related(a: Decl<'_>, b: Decl<'_>) -> bool {
    let depends = |from: Decl<'_>, to| from.refs(key::DEPENDS_ON).any(|d| d == to);
    // Of one that is gone `retired-dependency` says more.
    let unread = |d: Decl<'_>| d.values(key::DEPENDS_ON).any(|v| v.target().is_none());
    let unknown = |d: Decl<'_>| d.broken() || d.kind() != Kind::System || unread(d) || d.is_over();
    depends(a, b) || depends(b, a) || unknown(a) || unknown(b)
}

fn finding(flow: Decl<'_>, hop: Value<'_>, from: Decl<'_>, to: Decl<'_>) -> Diagnostic {
    let [start, end] = told_apart(from, to);
    let message =
        format!("`{}` goes from `{start}` to `{end}`, and neither depends on the other", flow.short());
    let (there, back) = (reaches(from, to), reaches(to, from));
    let help = match (there, back) {
        (false, true) => format!("Add `depends-on: {}` to `{end}`", named(to, from)),
        (true, false) => format!("Add `depends-on: {}` to `{start}`", named(from, to)),
        _ => format!("Add `depends-on: {}` to `{start}`, or the other way round", named(from, to)),
    };
    let mut finding = RULE
        .at(flow, hop.place(), message)
        .help(help)
        .related(from.head_place(), "goes from here")
        .related(to.head_place(), "to here");
    finding.fixes = match (there == back, depend(from, to), depend(to, from)) {
        // Which of the two depends on the other is a choice: where one cannot be written, there is none.
        (true, Some(one), Some(other)) => vec![one, other],
        (true, ..) => Vec::new(),
        // The other direction would close a ring.
        (false, one, other) => if there { one } else { other }.into_iter().collect(),
    };
    finding
}

/// Whether `from` depends on `to` through others.
pub(super) fn reaches(from: Decl<'_>, to: Decl<'_>) -> bool {
    let mut seen: FxHashSet<DeclId> = FxHashSet::default();
    let mut queue = vec![from];
    while let Some(system) = queue.pop() {
        let next = system.refs(key::DEPENDS_ON).filter(|d| d.kind() == Kind::System && seen.insert(d.id()));
        queue.extend(next);
    }
    seen.contains(&to.id())
}

fn depend(from: Decl<'_>, to: Decl<'_>) -> Option<Fix> {
    let [who, whom] = told_apart(from, to);
    let name = from.name_for(to)?;
    Some(add_to_list(from, format!("Let `{who}` depend on `{whom}`"), key::DEPENDS_ON, &name))
}
