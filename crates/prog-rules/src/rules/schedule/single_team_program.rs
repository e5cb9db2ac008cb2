//! `single-team-program`: all of a program belongs to one team.

use crate::Context;
use crate::rule::{Check, Docs, Family, Rule};
use prog_diagnostics::{Diagnostic, Level};
use prog_facts::Group;
use prog_model::{Decl, Kind, KindSet, key};

/// The rule.
pub static RULE: Rule = Rule {
    name: "single-team-program",
    family: Family::Schedule,
    level: Level::Info,
    starter: false,
    clock: false,
    summary: "an active program whose work, systems and risks all belong to one team",
    question: "What is the cross-team impact?",
    docs: Docs {
        finds: "An active program whose tasks, milestones, workstreams, systems and risks (two or more) are all owned by one team or by \
                people of it.",
        why: "Either it is a feature and needs no program, or the other teams that it touches are missing.",
        fix: "Ask who else has to change something, approve or suffer, and write their part down.",
        bad: r#"
person ines "Ines Park"
team payments "Payments" { lead: ines }

program checkout "Checkout relaunch" {
  owner: ines

  task build "Build" { owner: ines, estimate: 5d, delivers: conversion }

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
    owner: payments
    likelihood: unlikely
    impact: major
    threatens: conversion
    mitigation "Weekly call" { due: 2026-05-15 }
  }
}
"#,
        good: r#"
person ines "Ines Park"
person omar "Omar Reyes"
team payments "Payments" { lead: ines }
team legal "Legal" { lead: omar }

program checkout "Checkout relaunch" {
  owner: ines

  task build "Build" { owner: payments, estimate: 5d, delivers: conversion }

  outcome conversion "More checkouts complete" {
    owner: ines
    metric: "completed checkouts / started checkouts"
    source: "looker: checkout"
    baseline: 61%
    target: >= 66%
    by: 2026-09-30
    readings: 62% on 2026-02-01
  }

  risk late-contract "The contract is late" {
    owner: legal
    likelihood: unlikely
    impact: major
    threatens: conversion
    mitigation "Weekly call" { due: 2026-05-15 }
  }
}
"#,
    },
    check: Check::Group(KindSet::of(&COUNTED), check),
};

fn check(context: &Context<'_>, group: Group, out: &mut Vec<Diagnostic>) {
    let Group::Program(id) = group else { return };
    let Some(program) = context.workspace().decl(id).filter(|p| p.status() == "active") else { return };
    if let Some(team) = only_team(context, program) {
        let message = format!("Everything in `{}` belongs to the team `{}`", program.short(), team.short());
        let help = "Ask which other teams it touches, and write their work, systems and risks down";
        out.push(RULE.on(program, message).help(help));
    }
}

/// The team that owns all work, systems and risks of a program; stops at the first thing that says otherwise.
pub fn only_team<'w>(context: &Context<'w>, program: Decl<'w>) -> Option<Decl<'w>> {
    let mut common: Option<Vec<Decl<'w>>> = None;
    let mut owned = 0;
    let mut last = None;
    let group = Group::Program(program.id());
    let counted = COUNTED.into_iter().flat_map(|kind| context.in_group(group, kind));
    for thing in counted {
        let outside = thing.kind() == Kind::System && thing.word(key::TYPE) == Some("external");
        // What nobody owns yet may be another team's.
        let owner = thing.owner().filter(|_| !outside)?;
        owned += 1;
        // Neighbours mostly have the same owner, which changes nothing.
        if last.replace(owner) == Some(owner) {
            continue;
        }
        let teams = teams_of(owner);
        let left: Vec<Decl<'w>> = match common.take() {
            None => teams,
            Some(before) => before.into_iter().filter(|team| teams.contains(team)).collect(),
        };
        if left.is_empty() {
            return None;
        }
        common = Some(left);
    }
    common.filter(|_| owned > 1)?.into_iter().min_by_key(|d| d.order())
}

const COUNTED: [Kind; 5] = [Kind::System, Kind::Task, Kind::Risk, Kind::Milestone, Kind::Workstream];

/// The team itself, or the teams that a person leads or belongs to.
fn teams_of<'w>(owner: Decl<'w>) -> Vec<Decl<'w>> {
    if owner.kind() == Kind::Team {
        return vec![owner];
    }
    let belongs = [key::LEAD, key::MEMBERS].into_iter().flat_map(|key| owner.referrers_by(key));
    belongs.filter(|d| d.kind() == Kind::Team).collect()
}
