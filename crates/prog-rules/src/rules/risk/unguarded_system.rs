//! `unguarded-system`: an important system, and nobody has thought about its failing.

use crate::Context;
use crate::rule::{Check, Docs, Family, Rule};
use prog_diagnostics::{Diagnostic, Level};
use prog_model::{Decl, Kind, KindSet, key};

/// The rule.
pub static RULE: Rule = Rule {
    name: "unguarded-system",
    family: Family::Risk,
    level: Level::Info,
    starter: false,
    clock: false,
    summary: "an important system that no risk affects",
    question: "Where can this fail?",
    docs: Docs {
        finds: "A system of criticality `high` or `critical`, not retired, that no risk names in `affects`, be it live or closed.",
        why: "A system that matters this much can fail. If no risk says how, nobody has asked.",
        fix: "Ask its owner how it fails, and declare the worst way as a risk that `affects` it.",
        bad: r#"
person ines "Ines Park"

system web "Web shop" { owner: ines, depends-on: gateway }
system gateway "Payment gateway" { owner: ines, criticality: high }
"#,
        good: r#"
person ines "Ines Park"

system web "Web shop" { owner: ines, depends-on: gateway }
system gateway "Payment gateway" { owner: ines, criticality: high }

risk gateway-latency "Gateway latency spikes hurt conversion" {
  owner: ines
  likelihood: likely
  impact: moderate
  affects: gateway

  mitigation "Second provider behind a circuit breaker" { due: 2026-05-15 }
}
"#,
    },
    check: Check::Decl(KindSet::of(&[Kind::System]), check),
};

fn check(_: &Context<'_>, system: Decl<'_>, out: &mut Vec<Diagnostic>) {
    let Some(level @ ("high" | "critical")) = system.word(key::CRITICALITY) else { return };
    if system.is_over() || system.referrers_by(key::AFFECTS).any(|d| d.kind() == Kind::Risk) {
        return;
    }
    let message = format!("No risk affects `{}`, though its criticality is {level}", system.short());
    let help = format!("Declare how it can fail as a `risk` with `affects: {}`", system.short());
    out.push(RULE.on(system, message).help(help));
}
