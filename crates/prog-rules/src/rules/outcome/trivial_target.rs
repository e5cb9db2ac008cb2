//! `trivial-target`: a target that is met already, or lies in the wrong direction.

use crate::Context;
use crate::rule::{Check, Docs, Family, Rule};
use prog_diagnostics::{Diagnostic, Level};
use prog_facts::analysis::outcome::Better;
use prog_model::{Decl, Kind, KindSet, Value, key};
use prog_syntax::Op;
use std::cmp::Ordering;

/// The rule.
pub static RULE: Rule = Rule {
    name: "trivial-target",
    family: Family::Outcome,
    level: Level::Warning,
    starter: false,
    clock: false,
    summary: "the target is met already, or points the wrong way",
    question: "What would change if we did nothing?",
    docs: Docs {
        finds: "An outcome whose baseline meets its target, or whose first reading did before any work on it was done; or whose \
                target points away from its metric's `direction`. Not for a `guardrail`, which is met from the start.",
        why: "A target that is met already asks nobody to do anything.",
        fix: "Set the target beyond the baseline, on the better side; or make it a guardrail if it only must not get worse.",
        bad: r#"
person maria "Maria Lopes"

outcome conversion "More checkouts complete" {
  owner: maria
  metric: "completed checkouts / started checkouts"
  source: "looker: checkout/funnel"
  baseline: 67%
  target: >= 66%
  by: 2026-09-30
  readings: 62.0% on 2026-02-01
}
"#,
        good: r#"
person maria "Maria Lopes"

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
    check: Check::Decl(KindSet::of(&[Kind::Outcome]), check),
};

fn check(context: &Context<'_>, outcome: Decl<'_>, out: &mut Vec<Diagnostic>) {
    let Some(target) = outcome.value(key::TARGET) else { return };
    // A guardrail that is open may be one.
    if outcome.is_yes(key::GUARDRAIL) || outcome.is_open(key::GUARDRAIL) {
        return;
    }
    let baseline = outcome.value(key::BASELINE);
    if let Some(better) = context.direction(outcome)
        && points(target, baseline).is_some_and(|way| way != better)
    {
        let (target_way, good) = match better {
            Better::Up => ("down", "up"),
            Better::Down => ("up", "down"),
        };
        let message =
            format!("The target of `{}` points {target_way}, and {good} is better", outcome.short());
        let mut finding = RULE.at(outcome, target.place(), message);
        if let Some(direction) = outcome.target(key::METRIC).and_then(|m| m.value(key::DIRECTION)) {
            finding = finding.related(direction.place(), format!("its metric says that {good} is better"));
        }
        out.push(finding.help("Turn the target round, or correct the metric's `direction:`"));
        return;
    }
    let Some(goal) = context.goal(outcome) else { return };
    let met = |value: &Value<'_>| goal.is_met_by(*value) == Some(true);
    let (value, what) = match baseline.filter(met) {
        Some(baseline) => (baseline, "baseline"),
        None => match first_reading(outcome).filter(|reading| met(reading) && !is_done(context, outcome)) {
            Some(reading) => (reading, "first reading"),
            None => return,
        },
    };
    let message = format!("The target of `{}` is met already", outcome.short());
    let finding = RULE.at(outcome, target.place(), message);
    let help =
        "Set the target beyond where it stands today, or say `guardrail: yes` if it only must not get worse";
    out.push(finding.related(value.place(), format!("the {what} meets it")).help(help));
}

/// Which way a target lies; `None` where that cannot be said.
fn points(target: Value<'_>, baseline: Option<Value<'_>>) -> Option<Better> {
    match target.op() {
        Some(Op::Ge | Op::Gt) => Some(Better::Up),
        Some(Op::Le | Op::Lt) => Some(Better::Down),
        _ => match target.quantity()?.compare(&baseline?.quantity()?)? {
            Ordering::Greater => Some(Better::Up),
            Ordering::Less => Some(Better::Down),
            Ordering::Equal => None,
        },
    }
}

/// The first reading by date.
fn first_reading(outcome: Decl<'_>) -> Option<Value<'_>> {
    let dated = outcome.values(key::READINGS).filter_map(|v| Some((v, v.dates()?.last)));
    dated.min_by_key(|(_, on)| *on).map(|(reading, _)| reading)
}

/// Whether something that delivers the outcome was done: then meeting its target is success.
fn is_done(context: &Context<'_>, outcome: Decl<'_>) -> bool {
    let done = |d: &Decl<'_>| matches!(d.status(), "done" | "reached");
    context.deliverers(outcome).iter().any(done)
}
