//! `unmitigated-risk`: nothing is planned against a risk.

use crate::Context;
use crate::context::{add_properties, append, suggested};
use crate::rule::{Check, Docs, Family, Rule};
use prog_diagnostics::{Diagnostic, Edit, Fix, Level};
use prog_facts::RiskScore;
use prog_facts::analysis::Band;
use prog_model::{Decl, Kind, KindSet, key};

/// The rule.
pub static RULE: Rule = Rule {
    name: "unmitigated-risk",
    family: Family::Risk,
    level: Level::Warning,
    starter: true,
    clock: false,
    summary: "nothing is planned against a risk",
    question: "How will we mitigate this?",
    docs: Docs {
        finds: "A live risk (not closed, accepted or occurred) without a mitigation that is not dropped. Where the program sets \
                an `appetite`, only risks above it count; where it sets none, a low one is only an info.",
        why: "A risk that is only written down happens just as often.",
        fix: "Add a `mitigation` with a date, or accept the risk and say who did and why.",
        bad: r#"
person ines "Ines Park"

system web "Web shop" { owner: ines, depends-on: gateway }
system gateway "Payment gateway" { owner: ines }

risk gateway-latency "Gateway latency spikes hurt conversion" {
  owner: ines
  likelihood: likely
  impact: moderate
  affects: gateway
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

fn check(context: &Context<'_>, risk: Decl<'_>, out: &mut Vec<Diagnostic>) {
    if !risk.is_live_risk() || risk.broken() || context.mitigations(risk).next().is_some() {
        return;
    }
    let score = context.risk_score(risk);
    let Some(level) = level(risk, score) else { return };
    let mut finding = RULE.on(risk, format!("`{}` has no mitigation", risk.short()));
    finding.level = level;
    finding.label =
        score.map(|s| format!("a {} risk: {} × {} = {}", s.band.word(), s.likelihood, s.impact, s.score));
    finding.help = Some("Add a `mitigation`, or accept the risk and say who did and why".into());
    finding.fixes = vec![append(risk, "Add a mitigation", "mitigation \"…\" { due: ? }"), accept(risk)];
    out.push(finding);
}

/// How much it matters that nothing is done; `None` where the program takes such a risk, or cannot tell.
fn level(risk: Decl<'_>, score: Option<RiskScore>) -> Option<Level> {
    let program = risk.program();
    match program.filter(|p| p.has(key::APPETITE)).map(|p| p.word_index(key::APPETITE)) {
        // An appetite that is open or unusable.
        Some(None) => None,
        Some(Some(appetite)) => {
            // `unassessed-risk` speaks where there is no score.
            let above = score?.band > *Band::ALL.get(usize::from(appetite))?;
            above.then_some(Level::Warning)
        }
        None if score.is_some_and(|s| s.band == Band::Low) => Some(Level::Info),
        None => Some(Level::Warning),
    }
}

/// Accepts the risk, and asks who did and why.
fn accept(risk: Decl<'_>) -> Fix {
    let mut properties = Vec::new();
    let status = risk.get(key::STATUS);
    if status.is_none() {
        properties.push(("status", "accepted"));
    }
    for key in [key::ACCEPTED_BY, key::RATIONALE] {
        if !risk.says(key) {
            properties.push((key.word(), "?"));
        }
    }
    let title = "Accept the risk: who did, and why?";
    let mut fix = match properties.is_empty() {
        true => suggested(title, Vec::new()),
        false => add_properties(risk, title, &properties),
    };
    if let Some(status) = status {
        let place = risk.place(status.value_span());
        fix.edits.push(Edit { place, text: "accepted".into() });
    }
    fix
}
