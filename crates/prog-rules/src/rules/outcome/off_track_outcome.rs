//! `off-track-outcome`: the number is not where it should be by now.

use crate::Context;
use crate::rule::{Check, Docs, Family, Rule};
use prog_diagnostics::{Diagnostic, Level};
use prog_facts::analysis::Health;
use prog_facts::as_measured;
use prog_model::dates::{Day, iso};
use prog_model::value::Quantity;
use prog_model::{Decl, Kind, KindSet, Value, key};

/// The rule.
pub static RULE: Rule = Rule {
    name: "off-track-outcome",
    family: Family::Outcome,
    level: Level::Warning,
    starter: false,
    clock: true,
    summary: "the number is not where it should be by now",
    question: "What will we do differently to reach this?",
    docs: Docs {
        finds: "An outcome whose latest reading lies behind the straight line from baseline to target by more than a third of the way \
                (by more than a tenth: an info), once something that delivers it is done or due; one past its date and not met; and a \
                guardrail that is broken.",
        why: "Work that is done and moves nothing is the most expensive kind.",
        fix: "Find out why the number does not move, and change the plan or the target, openly.",
        bad: r#"
person maria "Maria Lopes"

milestone beta "Open to a tenth of the customers" {
  owner: maria
  reached: 2026-01-19
  criteria: "Two weeks without an incident"
  delivers: conversion
}

outcome conversion "More checkouts complete" {
  owner: maria
  metric: "completed checkouts / started checkouts"
  source: "looker: checkout/funnel"
  baseline: 61.4% on 2026-01-05
  target: >= 66%
  by: 2026-02-28
  readings: 61.5% on 2026-02-02
}
"#,
        good: r#"
person maria "Maria Lopes"

milestone beta "Open to a tenth of the customers" {
  owner: maria
  reached: 2026-01-19
  criteria: "Two weeks without an incident"
  delivers: conversion
}

outcome conversion "More checkouts complete" {
  owner: maria
  metric: "completed checkouts / started checkouts"
  source: "looker: checkout/funnel"
  baseline: 61.4% on 2026-01-05
  target: >= 66%
  by: 2026-02-28
  readings: 63.9% on 2026-02-02
}
"#,
    },
    check: Check::Decl(KindSet::of(&[Kind::Outcome]), check),
};

fn check(context: &Context<'_>, outcome: Decl<'_>, out: &mut Vec<Diagnostic>) {
    // The outcomes that support an objective have findings of their own.
    if outcome.value(key::TARGET).is_none() || context.is_objective(outcome) || context.is_too_early(outcome)
    {
        return;
    }
    let standing = context.standing(outcome);
    let (level, word) = match standing.health {
        Health::OffTrack => (Level::Warning, "off track"),
        Health::AtRisk => (Level::Info, "at risk"),
        _ => return,
    };
    let name = outcome.short();
    let past =
        outcome.deadline(key::BY).filter(|by| *by < context.today() && !outcome.is_yes(key::GUARDRAIL));
    let message = match past {
        Some(by) => format!("`{name}` was to be reached by {} and is not", iso(by)),
        None if outcome.is_yes(key::GUARDRAIL) => {
            format!("`{name}` has fallen behind what must not get worse")
        }
        None => format!("`{name}` is {word}"),
    };
    let value = match past {
        Some(_) => outcome.value(key::BY),
        None => latest_reading(outcome, context.today()),
    };
    let place = value.map(|v| v.place());
    let mut finding = RULE.at(outcome, place.unwrap_or_else(|| outcome.head_place()), message);
    finding.level = level;
    let unit = context.unit_of(outcome);
    finding.label = standing.expected.filter(|_| past.is_none()).map(|value| {
        let written = [key::BASELINE, key::TARGET, key::READINGS].into_iter().flat_map(|k| outcome.values(k));
        let beside = written.filter_map(|v| Some(v.quantity()?.value));
        format!("{} was expected by then", Quantity { value: as_measured(value, beside), unit: &unit })
    });
    finding.help = Some("Find out why the number does not move, and change the plan or the target".into());
    out.push(finding);
}

/// The latest reading that is not after today.
fn latest_reading(outcome: Decl<'_>, today: Day) -> Option<Value<'_>> {
    let known = outcome.values(key::READINGS).filter(|v| v.dates().is_some_and(|d| d.last <= today));
    known.max_by_key(|v| v.dates().map(|d| d.last))
}
