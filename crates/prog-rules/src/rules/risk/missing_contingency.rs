//! `missing-contingency`: a large risk, and no plan for the day it happens.

use crate::Context;
use crate::context::{ask_for, lacks};
use crate::rule::{Check, Docs, Family, Rule};
use prog_diagnostics::{Diagnostic, Level};
use prog_model::{Decl, Kind, KindSet, key};

/// The rule.
pub static RULE: Rule = Rule {
    name: "missing-contingency",
    family: Family::Risk,
    level: Level::Info,
    starter: false,
    clock: false,
    summary: "a large risk without a plan for the day it happens",
    question: "What is the worst-case scenario?",
    docs: Docs {
        finds: "A live or accepted risk with a score (likelihood × impact) of 15 or more \
                (`limits.contingency-score` in `progc.toml`) and no `contingency`.",
        why: "On the day it happens there is no time to think of something.",
        fix: "Say what is done when it happens.",
        bad: r#"
person ines "Ines Park"

system web "Web shop" { owner: ines, depends-on: gateway }
system gateway "Payment gateway" { owner: ines }

risk gateway-latency "Gateway latency spikes hurt conversion" {
  owner: ines
  likelihood: likely
  impact: major
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
  impact: major
  affects: gateway
  contingency: "Queue the charges and confirm by mail."

  mitigation "Second provider behind a circuit breaker" { due: 2026-05-15 }
}
"#,
    },
    check: Check::Decl(KindSet::of(&[Kind::Risk]), check),
};

fn check(context: &Context<'_>, risk: Decl<'_>, out: &mut Vec<Diagnostic>) {
    if !lacks(risk, key::CONTINGENCY) || !(risk.is_live_risk() || risk.status() == "accepted") {
        return;
    }
    let Some(score) = context.risk_score(risk) else { return };
    if f64::from(score.score) < context.config().limits.contingency_score {
        return;
    }
    let mut finding = RULE.on(risk, format!("`{}` has no contingency", risk.short()));
    let (likelihood, impact) = (score.likelihood, score.impact);
    finding.label = Some(format!("score {likelihood} × {impact} = {}", score.score));
    finding.help = Some("Add `contingency:` with what is done when it happens".into());
    finding.fixes.push(ask_for(risk, &[key::CONTINGENCY]));
    out.push(finding);
}
