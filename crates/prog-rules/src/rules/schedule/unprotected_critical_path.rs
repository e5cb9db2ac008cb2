//! `unprotected-critical-path`: a high risk threatens critical work, and nothing is under way against it.

use crate::Context;
use crate::context::join;
use crate::rule::{Check, Docs, Family, Rule};
use prog_diagnostics::{Diagnostic, Level};
use prog_facts::Group;
use prog_facts::analysis::Band;
use prog_model::{Decl, Kind, KindSet, key};

/// The rule.
pub static RULE: Rule = Rule {
    name: "unprotected-critical-path",
    family: Family::Schedule,
    level: Level::Warning,
    starter: false,
    clock: true,
    summary: "a high risk threatens critical work, and nothing is under way against it",
    question: "What is the critical path and how will we protect it?",
    docs: Docs {
        finds: "A task or milestone on the critical path that a live risk of the band high or extreme threatens, or affects through a \
                system that the task touches, where no mitigation of the risk is in progress or done. A mitigation without a `status` \
                stands where the task stands that it names.",
        why: "Every day that is lost there is a day that the whole program loses.",
        fix: "Start one of the mitigations, or take the work off the critical path.",
        bad: r#"
person ines "Ines Park"

task connect "Connect the second provider" { owner: ines, estimate: 5d, delivers: conversion }

risk late-contract "The contract comes late" {
  owner: ines
  likelihood: likely
  impact: moderate
  threatens: connect
  mitigation "Sign a letter of intent" { due: 2026-03-15 }
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

task connect "Connect the second provider" { owner: ines, estimate: 5d, delivers: conversion }

risk late-contract "The contract comes late" {
  owner: ines
  likelihood: likely
  impact: moderate
  threatens: connect
  mitigation "Sign a letter of intent" { due: 2026-03-15, status: in-progress }
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
    check: Check::Group(KindSet::WORK, check),
};

fn check(context: &Context<'_>, group: Group, out: &mut Vec<Diagnostic>) {
    let plan = context.plan(group);
    for work in plan.critical.iter().filter_map(|id| context.workspace().decl(*id)) {
        let threats = threats(context, work);
        if !threats.is_empty() {
            out.push(finding(context, work, &threats));
        }
    }
}

/// The live high and extreme risks of this work that nothing is under way against.
fn threats<'w>(context: &Context<'w>, work: Decl<'w>) -> Vec<Decl<'w>> {
    let through = work.refs(key::TOUCHES).flat_map(|system| system.referrers_by(key::AFFECTS));
    let near = work.referrers_by(key::THREATENS).chain(through);
    let mut risks: Vec<Decl<'w>> =
        near.filter(|d| d.kind() == Kind::Risk && d.is_live_risk() && is_unprotected(context, *d)).collect();
    risks.sort_by_key(|d| d.order());
    risks.dedup();
    risks
}

fn is_unprotected(context: &Context<'_>, risk: Decl<'_>) -> bool {
    let heavy = context.risk_score(risk).is_some_and(|s| matches!(s.band, Band::High | Band::Extreme));
    // What cannot be read may say that it is over, or under way.
    let unread = risk.status_is_unread() || context.mitigations(risk).any(|m| m.status_is_unread());
    heavy && !risk.broken() && !unread && !context.is_being_mitigated(risk)
}

fn finding(context: &Context<'_>, work: Decl<'_>, risks: &[Decl<'_>]) -> Diagnostic {
    let names: Vec<String> = risks.iter().map(|d| format!("`{}`", d.short())).collect();
    let names = join(&names, "and");
    let message =
        format!("`{}` is on the critical path, and nothing is under way against {names}", work.short());
    let mut finding = RULE.on(work, message).help(format!("Start a mitigation of {names}"));
    for risk in risks {
        let Some(score) = context.risk_score(*risk) else { continue };
        finding =
            finding.related(risk.head_place(), format!("{} risk, score {}", score.band.word(), score.score));
    }
    finding
}
