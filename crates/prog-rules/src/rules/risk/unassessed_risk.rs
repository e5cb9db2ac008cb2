//! `unassessed-risk`: nobody has said how likely a risk is, or how bad.

use crate::Context;
use crate::context::{ask_for, join, lacks};
use crate::rule::{Check, Docs, Family, Rule};
use prog_diagnostics::{Diagnostic, Level};
use prog_model::{Decl, Key, Kind, KindSet, key};

/// The rule.
pub static RULE: Rule = Rule {
    name: "unassessed-risk",
    family: Family::Risk,
    level: Level::Warning,
    starter: true,
    clock: false,
    summary: "a risk without likelihood or impact",
    question: "How likely is this, and how bad would it be?",
    docs: Docs {
        finds: "A live risk (not closed, accepted or occurred) that lacks `likelihood` or `impact`.",
        why: "Without the two, the risk that matters cannot be told from the twenty that do not.",
        fix: "Add them: a rough word such as `likely` and `major` is enough, and `?` says that nobody knows yet.",
        bad: r#"
person ines "Ines Park"

system web "Web shop" { owner: ines, depends-on: gateway }
system gateway "Payment gateway" { owner: ines }

risk gateway-latency "Gateway latency spikes hurt conversion" {
  owner: ines
  impact: moderate
  affects: gateway

  mitigation "Second provider behind a circuit breaker" { due: 2026-05-15 }
}
"#,
        good: r#"
person ines "Ines Park"

system web "Web shop" { owner: ines, depends-on: gateway }
system gateway "Payment gateway" { owner: ines }

risk gateway-latency "Gateway latency spikes hurt conversion" {
  owner: ines
  likelihood: likely
  impact: moderate
  affects: gateway

  mitigation "Second provider behind a circuit breaker" { due: 2026-05-15 }
}
"#,
    },
    check: Check::Doubt(KindSet::of(&[Kind::Risk]), check),
};

fn check(_: &Context<'_>, risk: Decl<'_>, out: &mut Vec<Diagnostic>) {
    if !risk.is_live_risk() {
        return;
    }
    let keys: Vec<Key> = [key::LIKELIHOOD, key::IMPACT].into_iter().filter(|k| lacks(risk, *k)).collect();
    if keys.is_empty() {
        return;
    }
    let missing: Vec<String> = keys.iter().map(|k| format!("no {}", k.word())).collect();
    let finding = RULE.on(risk, format!("`{}` has {}", risk.short(), join(&missing, "and")));
    let words: Vec<String> = keys.iter().map(|k| format!("`{}:`", k.word())).collect();
    out.push(
        finding
            .help(format!("Add {}; a rough estimate is enough", join(&words, "and")))
            .fix(ask_for(risk, &keys)),
    );
}
