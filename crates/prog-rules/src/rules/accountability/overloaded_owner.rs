//! `overloaded-owner`: one person owns too much at once.

use crate::Context;
use crate::context::in_live_program;
use crate::rule::{Check, Docs, Family, Rule};
use prog_diagnostics::{Diagnostic, Level};
use prog_model::{Decl, Kind, KindSet, key};

/// The rule.
pub static RULE: Rule = Rule {
    name: "overloaded-owner",
    family: Family::Accountability,
    level: Level::Info,
    starter: false,
    clock: false,
    summary: "one person owns more than anybody can look after",
    question: "Does one person have time for all of this?",
    docs: Docs {
        finds: "A person who owns more than 12 open risks, tasks and outcomes (`limits.owned-open` in `progc.toml`), \
                those of their workstreams included; programs that are over do not count.",
        why: "An owner of everything looks after nothing, and is the first to leave.",
        fix: "Hand some of it to others, or close what is over.",
        bad: r#"
person maria "Maria Lopes"
person ines "Ines Park"

workstream rollout "Rollout" {
  owner: ines
  delivers: conversion
  task a "Austria"
  task b "Belgium"
  task c "Chile"
  task d "Denmark"
  task e "Estonia"
  task f "Finland"
  task g "Greece"
  task h "Hungary"
  task i "Ireland"
  task j "Japan"
  task k "Korea"
  task l "Latvia"
  task m "Malta"
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
person maria "Maria Lopes"
person ines "Ines Park"

workstream rollout "Rollout" {
  owner: ines
  delivers: conversion
  task a "Austria"
  task b "Belgium"
  task c "Chile"
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
    check: Check::Decl(KindSet::of(&[Kind::Person]), check),
};

fn check(context: &Context<'_>, person: Decl<'_>, out: &mut Vec<Diagnostic>) {
    let most = context.config().limits.owned_open;
    // Counting ends where enough is known: a person may own very much.
    let more = most as usize + 1;
    if person.referrer_count() == 0 || owned(person).take(more).count() < more {
        return;
    }
    let message = format!("`{}` owns more than {most} open risks, tasks and outcomes", person.short());
    out.push(RULE.on(person, message).help("Hand some of them to others, or close what is over"));
}

/// The open risks, tasks and outcomes of a person, those that take their owner from what they stand in too.
fn owned<'w>(person: Decl<'w>) -> impl Iterator<Item = Decl<'w>> {
    let counts = |d: &Decl<'_>| matches!(d.kind(), Kind::Risk | Kind::Task | Kind::Outcome) && !d.is_over();
    // Of most of what is owned nothing counts, whatever its program.
    let owned = person.referrers_by(key::OWNER).filter(move |d| counts(d) || d.lends_owner());
    owned.filter(|d| in_live_program(*d)).flat_map(move |d| {
        let lends = d.lends_owner();
        let inherit = d.descendants().filter(move |i| lends && counts(i) && i.owner_comes_from(d));
        std::iter::once(d).filter(counts).chain(inherit)
    })
}
