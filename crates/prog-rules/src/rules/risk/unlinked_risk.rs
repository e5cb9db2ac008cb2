//! `unlinked-risk`: a risk to nothing.

use crate::Context;
use crate::context::{ask_for, lacks};
use crate::rule::{Check, Docs, Family, Rule};
use prog_diagnostics::{Diagnostic, Level};
use prog_model::{Decl, Kind, KindSet, key};

/// The rule.
pub static RULE: Rule = Rule {
    name: "unlinked-risk",
    family: Family::Risk,
    level: Level::Info,
    starter: false,
    clock: false,
    summary: "a risk that affects and threatens nothing",
    question: "What breaks if it happens?",
    docs: Docs {
        finds: "A risk, not closed, that says neither which systems it `affects` nor what it `threatens`.",
        why: "A risk to nothing in particular is in nobody's way, and shows up in no forecast.",
        fix: "Name the systems that it would hit, or the outcomes, milestones and tasks that it would spoil.",
        bad: r#"
person ines "Ines Park"

risk gateway-latency "Gateway latency spikes hurt conversion" {
  owner: ines
  likelihood: likely
  impact: moderate

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
    check: Check::Decl(KindSet::of(&[Kind::Risk]), check),
};

fn check(_: &Context<'_>, risk: Decl<'_>, out: &mut Vec<Diagnostic>) {
    if risk.is_over() || !lacks(risk, key::AFFECTS) || risk.has(key::THREATENS) {
        return;
    }
    let finding = RULE.on(risk, format!("`{}` affects and threatens nothing", risk.short()));
    let help = "Name the systems that it `affects:`, or the outcomes and work that it `threatens:`";
    out.push(finding.help(help).fix(ask_for(risk, &[key::AFFECTS])));
}
