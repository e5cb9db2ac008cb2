//! `stale-risk`: nobody has looked at a risk for a long time.

use crate::Context;
use crate::rule::{Check, Docs, Family, Rule};
use prog_diagnostics::{Diagnostic, Level};
use prog_model::dates::iso;
use prog_model::{Decl, Kind, KindSet, key};

/// The rule.
pub static RULE: Rule = Rule {
    name: "stale-risk",
    family: Family::Risk,
    level: Level::Info,
    starter: false,
    clock: true,
    summary: "a live risk that was not reviewed for long",
    question: "Is this still as likely and as bad as we thought?",
    docs: Docs {
        finds: "A live risk whose `reviewed` date (where there is none, whose `review` date) lies more than 90 days back \
                (`limits.review-days` in `progc.toml`).",
        why: "Risks change while nobody looks. A register that is never read is a list of old fears.",
        fix: "Look at it again with its owner, and write the day into `reviewed`.",
        bad: r#"
person ines "Ines Park"

system web "Web shop" { owner: ines, depends-on: gateway }
system gateway "Payment gateway" { owner: ines }

risk gateway-latency "Gateway latency spikes hurt conversion" {
  owner: ines
  likelihood: likely
  impact: moderate
  reviewed: 2025-10-01
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
  reviewed: 2026-02-02
  affects: gateway

  mitigation "Second provider behind a circuit breaker" { due: 2026-05-15 }
}
"#,
    },
    check: Check::Decl(KindSet::of(&[Kind::Risk]), check),
};

fn check(context: &Context<'_>, risk: Decl<'_>, out: &mut Vec<Diagnostic>) {
    let key = if risk.has(key::REVIEWED) { key::REVIEWED } else { key::REVIEW };
    let Some(value) = risk.value(key).filter(|_| risk.is_live_risk()) else { return };
    let Some(day) = value.dates().map(|d| d.last) else { return };
    if f64::from(context.today() - day) <= context.config().limits.review_days {
        return;
    }
    let message = match key == key::REVIEWED {
        true => format!("`{}` was last reviewed on {}", risk.short(), iso(day)),
        false => format!("`{}` was to be reviewed on {}", risk.short(), iso(day)),
    };
    out.push(
        RULE.at(risk, value.place(), message).help("Look at it again, and write the day into `reviewed:`"),
    );
}
