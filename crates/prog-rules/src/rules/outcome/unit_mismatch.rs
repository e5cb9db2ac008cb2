//! `unit-mismatch`: numbers that cannot be compared.

use crate::Context;
use crate::context::join;
use crate::rule::{Check, Docs, Family, Rule};
use prog_diagnostics::{Diagnostic, Level};
use prog_facts::{contradicts, metric_unit};
use prog_model::value::{Quantity, milliseconds, same_unit};
use prog_model::{Decl, Key, Kind, KindSet, Value, key};
use std::borrow::Cow;

/// The rule.
pub static RULE: Rule = Rule {
    name: "unit-mismatch",
    family: Family::Outcome,
    level: Level::Error,
    starter: true,
    clock: false,
    summary: "baseline, target and readings are in different units",
    question: "",
    docs: Docs {
        finds: "An outcome whose baseline, target and readings are in units that do not convert into each other, or in another one than \
                its metric's. `ms`, `s`, `min`, `h`, `d` and `w` convert; a number without a unit is in the metric's.",
        why: "Nobody can tell whether 250 milliseconds are better than 4 %.",
        fix: "Write all numbers of one outcome in one unit.",
        bad: r#"
person maria "Maria Lopes"

outcome latency "Paying is faster" {
  owner: maria
  metric: "time from click to confirmation, 95th percentile"
  source: "grafana: checkout"
  baseline: 4%
  target: <= 2s
  by: 2026-09-30
  readings: 3500ms on 2026-02-01
}
"#,
        good: r#"
person maria "Maria Lopes"

outcome latency "Paying is faster" {
  owner: maria
  metric: "time from click to confirmation, 95th percentile"
  source: "grafana: checkout"
  baseline: 4s
  target: <= 2s
  by: 2026-09-30
  readings: 3500ms on 2026-02-01
}
"#,
    },
    check: Check::Doubt(KindSet::of(&[Kind::Outcome]), check),
};

const NUMBERS: [(Key, &str); 3] =
    [(key::TARGET, "target"), (key::BASELINE, "baseline"), (key::READINGS, "reading")];

fn check(_: &Context<'_>, outcome: Decl<'_>, out: &mut Vec<Diagnostic>) {
    if is_in_one_unit(outcome) {
        return;
    }
    let Some((right, by_metric)) = right_unit(outcome) else { return };
    let (mut odd, rest): (Vec<_>, Vec<_>) = numbers(outcome).partition(|n| n.is_other_than(&right));
    if odd.is_empty() {
        return;
    }
    let written: Vec<Number<'_>> = rest.into_iter().filter(|n| !n.unit().is_empty()).collect();
    let whose = if by_metric { "metric".to_owned() } else { said_by(&written).0 };
    // One finding for all that say the same is enough.
    while let Some(first) = odd.first().copied() {
        let (same, others): (Vec<_>, _) = odd.into_iter().partition(|n| same_unit(n.unit(), first.unit()));
        odd = others;
        out.push(finding(outcome, &same, first, (&right, &whose)));
    }
}

fn finding(
    outcome: Decl<'_>,
    same: &[Number<'_>],
    first: Number<'_>,
    (right, whose): (&str, &str),
) -> Diagnostic {
    let (what, are) = said_by(same);
    let message = format!(
        "The {what} of `{}` {are} in `{}`, and its {whose} in `{right}`",
        outcome.short(),
        first.unit()
    );
    RULE.at(outcome, first.value.place(), message).help(format!("Write all of them in `{right}`"))
}

/// A number of an outcome, and what it is.
#[derive(Clone, Copy)]
struct Number<'w> {
    value: Value<'w>,
    quantity: Quantity<'w>,
    what: &'static str,
}

impl<'w> Number<'w> {
    fn unit(&self) -> &'w str {
        self.quantity.unit
    }

    fn is_other_than(&self, unit: &str) -> bool {
        !self.unit().is_empty() && !same_unit(self.unit(), unit)
    }
}

/// Whether all its numbers are in one unit and no metric has another: nearly always.
fn is_in_one_unit(outcome: Decl<'_>) -> bool {
    let values = NUMBERS.into_iter().flat_map(|(key, _)| outcome.values(key));
    let mut units = values.filter_map(Value::unit_number).filter(|unit| *unit != 0);
    let first = units.next();
    units.all(|unit| Some(unit) == first) && metric_unit(outcome).is_none()
}

/// The unit that holds, and whether the metric says so; else it is the one that most numbers are in.
fn right_unit(outcome: Decl<'_>) -> Option<(Cow<'_, str>, bool)> {
    if let Some(unit) = known_unit(outcome) {
        return Some((unit, true));
    }
    let most = most_said(outcome)?;
    // Any text is the unit of a metric: it counts where a number without unit is in it.
    let bare = || numbers(outcome).any(|n| n.unit().is_empty());
    match metric_unit(outcome).filter(|unit| contradicts(most, unit) && bare()) {
        Some(unit) => Some((unit, true)),
        None => Some((most.into(), false)),
    }
}

/// The unit that most numbers are in; of several such the one that is written first.
fn most_said(outcome: Decl<'_>) -> Option<&str> {
    let mut counts: Vec<(&str, usize)> = Vec::new();
    for unit in numbers(outcome).map(|n| n.unit()).filter(|unit| !unit.is_empty()) {
        match counts.iter_mut().find(|(other, _)| same_unit(other, unit)) {
            Some((_, count)) => *count += 1,
            None => counts.push((unit, 1)),
        }
    }
    counts.into_iter().rev().max_by_key(|(_, count)| *count).map(|(unit, _)| unit)
}

/// What some numbers are, and the verb that goes with it: "target and readings", "are".
fn said_by(numbers: &[Number<'_>]) -> (String, &'static str) {
    let mut whats: Vec<&str> = Vec::new();
    for (_, what) in NUMBERS {
        match numbers.iter().filter(|n| n.what == what).count() {
            0 => {}
            1 => whats.push(what),
            _ => whats.push("readings"),
        }
    }
    let are = if numbers.len() == 1 { "is" } else { "are" };
    (join(&whats, "and"), are)
}

/// The unit of the metric, where it is one that is written right after a number.
fn known_unit(outcome: Decl<'_>) -> Option<Cow<'_, str>> {
    let known =
        |unit: &str| milliseconds(unit).is_some() || matches!(unit, "%" | "$" | "€" | "£" | "¥" | "₹");
    metric_unit(outcome).filter(|unit| known(unit))
}

/// All its numbers, the target's first.
fn numbers(outcome: Decl<'_>) -> impl Iterator<Item = Number<'_>> {
    let of = move |key: Key, what| {
        let values = outcome.values(key);
        values.filter_map(move |value| Some(Number { value, quantity: value.quantity()?, what }))
    };
    NUMBERS.into_iter().flat_map(move |(key, what)| of(key, what))
}
