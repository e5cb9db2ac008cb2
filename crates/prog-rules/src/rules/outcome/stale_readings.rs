//! `stale-readings`: nobody has looked at the number for long.

use crate::Context;
use crate::rule::{Check, Docs, Family, Rule};
use prog_diagnostics::{Diagnostic, Level};
use prog_model::dates::iso;
use prog_model::{Decl, Kind, KindSet, Value, key};

/// The rule.
pub static RULE: Rule = Rule {
    name: "stale-readings",
    family: Family::Outcome,
    level: Level::Info,
    starter: false,
    clock: true,
    summary: "nobody has read the number for long",
    question: "Where does this stand today?",
    docs: Docs {
        finds: "A measured outcome, not yet due, without a reading within its `cadence` (else its metric's, else 31 days: \
                `limits.reading-days` in `progc.toml`). A baseline with a date counts as a reading.",
        why: "A number that is read at the end comes too late to change anything.",
        fix: "Read it, and add it: `readings: 62.0% on 2026-02-01`.",
        bad: r#"
person maria "Maria Lopes"

outcome conversion "More checkouts complete" {
  owner: maria
  metric: "completed checkouts / started checkouts"
  source: "looker: checkout/funnel"
  baseline: 61.4%
  target: >= 66%
  by: 2026-09-30
  readings: 62.0% on 2025-12-01
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
    let measured = outcome.value(key::METRIC).is_some() && outcome.value(key::TARGET).is_some();
    let over = outcome.deadline(key::BY).is_none_or(|by| by < context.today());
    let unknown = outcome.is_open(key::READINGS) || outcome.is_unclear(key::READINGS);
    if !measured || over || outcome.broken() || unknown {
        return;
    }
    let Some(days) = cadence(context, outcome) else { return };
    let read = outcome
        .values(key::READINGS)
        .chain(outcome.values(key::BASELINE))
        .filter_map(|v| Some((v, v.dates()?.last)));
    let latest: Option<(Value<'_>, i32)> =
        read.filter(|(_, on)| *on <= context.today()).max_by_key(|(_, on)| *on);
    let finding = match latest {
        Some((_, on)) if f64::from(context.today() - on) <= days => return,
        Some((value, on)) => {
            let message = format!("`{}` was last read on {}", outcome.short(), iso(on));
            RULE.at(outcome, value.place(), message)
        }
        None => RULE.on(outcome, format!("`{}` has no reading yet", outcome.short())),
    };
    out.push(finding.help("Read the number, and add it: `readings: 62.0% on 2026-02-01`"));
}

/// How many days may pass between readings; `None` where that is an open question.
fn cadence(context: &Context<'_>, outcome: Decl<'_>) -> Option<f64> {
    let says = |d: &Decl<'_>| d.has(key::CADENCE);
    let source = Some(outcome).filter(says).or_else(|| outcome.target(key::METRIC).filter(says));
    match source {
        Some(decl) => decl.duration(key::CADENCE).map(|d| d.calendar_days()),
        None => Some(context.config().limits.reading_days),
    }
}
