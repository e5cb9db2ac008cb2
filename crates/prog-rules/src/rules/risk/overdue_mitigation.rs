//! `overdue-mitigation`: what should have been done against a risk is not.

use crate::Context;
use crate::context::value_place;
use crate::rule::{Check, Docs, Family, Rule};
use prog_diagnostics::{Diagnostic, Level};
use prog_model::dates::iso;
use prog_model::{Decl, Kind, KindSet, key};

/// The rule.
pub static RULE: Rule = Rule {
    name: "overdue-mitigation",
    family: Family::Risk,
    level: Level::Warning,
    starter: false,
    clock: true,
    summary: "a mitigation is past its date",
    question: "What keeps us from doing this?",
    docs: Docs {
        finds: "A mitigation of a live risk whose `due` lies before today, and that is neither done nor dropped.",
        why: "Until it is done the risk is as large as on the first day.",
        fix: "Say that it is `done`, move the date, or drop it and plan another one.",
        bad: r#"
person ines "Ines Park"

system web "Web shop" { owner: ines, depends-on: gateway }
system gateway "Payment gateway" { owner: ines }

risk gateway-latency "Gateway latency spikes hurt conversion" {
  owner: ines
  likelihood: likely
  impact: moderate
  affects: gateway

  mitigation "Second provider behind a circuit breaker" { due: 2026-01-30, status: in-progress }
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

  mitigation "Second provider behind a circuit breaker" { due: 2026-03-31, status: in-progress }
}
"#,
    },
    check: Check::Decl(KindSet::of(&[Kind::Mitigation]), check),
};

fn check(context: &Context<'_>, mitigation: Decl<'_>, out: &mut Vec<Diagnostic>) {
    let Some(due) = context.past_due(mitigation) else { return };
    let message = format!("`{}` was due on {} and is not done", mitigation.short(), iso(due));
    out.push(
        RULE.at(mitigation, value_place(mitigation, key::DUE), message)
            .help("Say that it is `done`, move the date, or drop it"),
    );
}
