//! `unmeasured-outcome`: an outcome that nobody could tell has happened.

use crate::Context;
use crate::context::{ask_for, join, lacks};
use crate::rule::{Check, Docs, Family, Rule};
use prog_diagnostics::{Diagnostic, Level};
use prog_model::{Decl, Key, Kind, KindSet, key};

/// What makes an outcome measurable, and how its absence is said.
const NEEDED: [(Key, &str); 4] = [
    (key::METRIC, "no metric"),
    (key::BASELINE, "no baseline"),
    (key::TARGET, "no target"),
    (key::BY, "no date to reach it by"),
];

/// The rule.
pub static RULE: Rule = Rule {
    name: "unmeasured-outcome",
    family: Family::Outcome,
    level: Level::Warning,
    starter: true,
    clock: false,
    summary: "an outcome without metric, baseline, target or date",
    question: "How will we know that we have reached this?",
    docs: Docs {
        finds: "An outcome that lacks `metric`, `baseline`, `target` or `by`; one finding says which. A guardrail needs no \
                baseline. An outcome without a metric that measured outcomes `supports` is an objective, and needs none of them.",
        why: "A goal without a number is reached by declaring it reached.",
        fix: "Say what is measured, where it stands today, where it should be, and by when; write `?` for what is not known yet.",
        bad: r#"
person maria "Maria Lopes"

outcome conversion "More checkouts complete" {
  owner: maria
  metric: "completed checkouts / started checkouts"
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
    check: Check::Doubt(KindSet::of(&[Kind::Outcome]), check),
};

fn check(context: &Context<'_>, outcome: Decl<'_>, out: &mut Vec<Diagnostic>) {
    let guardrail = outcome.is_yes(key::GUARDRAIL);
    let missing: Vec<(Key, &str)> = NEEDED
        .into_iter()
        .filter(|(key, _)| lacks(outcome, *key) && !(guardrail && *key == key::BASELINE))
        .collect();
    if missing.is_empty() || context.is_objective(outcome) {
        return;
    }
    let (keys, lacking): (Vec<Key>, Vec<&str>) = missing.into_iter().unzip();
    let finding = RULE.on(outcome, format!("`{}` has {}", outcome.short(), join(&lacking, "and")));
    let words: Vec<String> = keys.iter().map(|k| format!("`{}:`", k.word())).collect();
    let help = format!("Add {}, with `?` for what is not known yet", join(&words, "and"));
    out.push(finding.help(help).fix(ask_for(outcome, &keys)));
}
