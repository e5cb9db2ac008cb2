//! `untracked-outcome`: a number that comes from nowhere.

use crate::Context;
use crate::context::{ask_for, lacks};
use crate::rule::{Check, Docs, Family, Rule};
use prog_diagnostics::{Diagnostic, Level};
use prog_model::{Decl, Kind, KindSet, key};

/// The rule.
pub static RULE: Rule = Rule {
    name: "untracked-outcome",
    family: Family::Outcome,
    level: Level::Info,
    starter: false,
    clock: false,
    summary: "a measured outcome whose numbers have no source",
    question: "How will we track this?",
    docs: Docs {
        finds: "An outcome with metric and target, and a baseline unless it is a guardrail, that has no `source`, neither its own \
                nor its metric's.",
        why: "A number that nobody can look up is read once, at the start.",
        fix: "Say where the number comes from: a dashboard, a query, a report.",
        bad: r#"
person maria "Maria Lopes"

outcome conversion "More checkouts complete" {
  owner: maria
  metric: "completed checkouts / started checkouts"
  baseline: 61.4%
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

fn check(_: &Context<'_>, outcome: Decl<'_>, out: &mut Vec<Diagnostic>) {
    let Some(metric) = outcome.value(key::METRIC) else { return };
    // What is an open question is not measured yet.
    let based = outcome.value(key::BASELINE).is_some() || outcome.is_yes(key::GUARDRAIL);
    if !based || outcome.value(key::TARGET).is_none() || !lacks(outcome, key::SOURCE) {
        return;
    }
    // A name that means no metric may stand for one with a source.
    let tracked = match metric.target() {
        Some(metric) => metric.kind() != Kind::Metric || metric.says(key::SOURCE) || metric.broken(),
        None => metric.text().is_none(),
    };
    if tracked {
        return;
    }
    let finding = RULE.on(outcome, format!("The numbers of `{}` have no source", outcome.short()));
    let help = "Add `source:` with the place where the number can be looked up";
    out.push(finding.help(help).fix(ask_for(outcome, &[key::SOURCE])));
}
