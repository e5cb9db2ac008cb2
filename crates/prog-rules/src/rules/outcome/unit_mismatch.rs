//! `unit-mismatch`: numbers that cannot be compared.

use crate::Context;
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
    check: Check::Decl(KindSet::of(&[Kind::Outcome]), check),
};

const NUMBERS: [(Key, &str); 3] =
    [(key::TARGET, "target"), (key::BASELINE, "baseline"), (key::READINGS, "reading")];

fn check(_: &Context<'_>, outcome: Decl<'_>, out: &mut Vec<Diagnostic>) {
    let Some((right, whose)) =
        known_unit(outcome).map(|unit| (unit, "metric")).or_else(|| first_unit(outcome))
    else {
        return;
    };
    let bare = || numbers(outcome).any(|(q, _)| q.unit.is_empty());
    // Any text is the unit of a metric: it counts where a number without unit is in it.
    let other_than_text = metric_unit(outcome).filter(|unit| contradicts(&right, unit) && bare());
    let (right, whose) = other_than_text.map_or((right, whose), |unit| (unit, "metric"));
    for (key, what) in NUMBERS {
        // One finding for all readings is enough.
        let other = outcome.values(key).find_map(|v| different(v, &right));
        let Some((value, unit)) = other else { continue };
        let message =
            format!("The {what} of `{}` is in `{unit}`, and its {whose} in `{right}`", outcome.short());
        let help = format!("Write it in `{right}`, as the {whose} is");
        out.push(RULE.at(outcome, value.place(), message).help(help));
    }
}

/// The unit of the metric, where it is one that is written right after a number.
fn known_unit(outcome: Decl<'_>) -> Option<Cow<'_, str>> {
    let known =
        |unit: &str| milliseconds(unit).is_some() || matches!(unit, "%" | "$" | "€" | "£" | "¥" | "₹");
    metric_unit(outcome).filter(|unit| known(unit))
}

/// All its numbers, with what each is.
fn numbers(outcome: Decl<'_>) -> impl Iterator<Item = (Quantity<'_>, &'static str)> {
    NUMBERS
        .iter()
        .flat_map(move |(key, what)| outcome.values(*key).filter_map(move |v| Some((v.quantity()?, *what))))
}

/// The first unit that is written, and where.
fn first_unit(outcome: Decl<'_>) -> Option<(Cow<'_, str>, &'static str)> {
    let units = numbers(outcome).map(|(q, what)| (Cow::Borrowed(q.unit), what));
    { units }.find(|(unit, _)| !unit.is_empty())
}

fn different<'w>(value: Value<'w>, unit: &str) -> Option<(Value<'w>, &'w str)> {
    let own = value.quantity()?.unit;
    (!own.is_empty() && !same_unit(own, unit)).then_some((value, own))
}
