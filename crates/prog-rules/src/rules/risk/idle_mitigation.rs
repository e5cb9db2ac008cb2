//! `idle-mitigation`: all is done, and it did not help.

use crate::Context;
use crate::rule::{Check, Docs, Family, Rule};
use prog_diagnostics::{Diagnostic, Level};
use prog_facts::analysis::Band;
use prog_facts::mitigation_status;
use prog_model::{Decl, Kind, KindSet, key};

/// The rule.
pub static RULE: Rule = Rule {
    name: "idle-mitigation",
    family: Family::Risk,
    level: Level::Info,
    starter: false,
    clock: false,
    summary: "all mitigations are done, and the risk is still high",
    question: "What else can we do about this?",
    docs: Docs {
        finds: "A live risk whose mitigations are all done, while its score (that of `residual` where given) is still \
                high or extreme.",
        why: "Either the mitigations did not work, or the assessment is older than they are.",
        fix: "Assess it again (`residual: unlikely, minor`), plan another mitigation, or accept what is left.",
        bad: r#"
person ines "Ines Park"

system web "Web shop" { owner: ines, depends-on: gateway }
system gateway "Payment gateway" { owner: ines }

risk gateway-latency "Gateway latency spikes hurt conversion" {
  owner: ines
  likelihood: likely
  impact: moderate
  affects: gateway

  mitigation "Second provider behind a circuit breaker" { due: 2026-01-15, status: done }
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
  residual: unlikely, moderate
  affects: gateway

  mitigation "Second provider behind a circuit breaker" { due: 2026-01-15, status: done }
}
"#,
    },
    check: Check::Decl(KindSet::of(&[Kind::Risk]), check),
};

fn check(context: &Context<'_>, risk: Decl<'_>, out: &mut Vec<Diagnostic>) {
    if !risk.is_live_risk() {
        return;
    }
    let mut mitigations = context.mitigations(risk).peekable();
    if mitigations.peek().is_none() || !mitigations.all(|m| mitigation_status(m) == "done") {
        return;
    }
    let Some(score) = context.risk_score(risk) else { return };
    if risk.has(key::RESIDUAL) && score.residual.is_none() {
        // What is left is an open question.
        return;
    }
    let left = context.matrix().band(score.residual.unwrap_or(score.score));
    if left < Band::High {
        return;
    }
    let message = format!("All mitigations of `{}` are done, and it is still {}", risk.short(), left.word());
    out.push(RULE.on(risk, message).help("Assess it again, plan another mitigation, or accept what is left"));
}
